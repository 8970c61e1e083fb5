import type { Silence, Silenced } from '../alerts/silence.ts';
import type { Incident } from '../domain/incident.ts';
import type { Acknowledgement } from '../domain/silence.ts';

/** What becomes of a path's alerts. */
export interface PathAlerts {
  /** Of the open incident that holds it, and who takes care of that. */
  readonly incidentId: string | null;
  readonly acknowledged: Pick<Acknowledgement, 'at' | 'by' | 'reason'> | null;
  /** Why its alerts are kept back now, and the ISO time up to which they are. */
  readonly silenced: Silence | null;
}

/** What keeps alerts and reminders back. */
export interface Keeping {
  readonly acknowledgements: readonly Acknowledgement[];
  readonly silenceOf: (path: Silenced) => Silence | undefined;
}

/** Of an incident that has ended and is not told yet nobody need take care. */
export const incidentsByPath = (incidents: readonly Incident[]): ReadonlyMap<string, Incident> =>
  new Map(
    incidents
      .filter(({ endedAt, about }) => endedAt === undefined && about !== 'disagreement')
      .flatMap((incident) => incident.paths.filter(({ down }) => down).map(({ pathId }) => [pathId, incident])),
  );

const careFor = (
  { acknowledgements }: Keeping,
  incidentId: string | null,
  incident: Incident | undefined,
): PathAlerts['acknowledged'] => {
  // One that no sweep has taken yet is newer than the incident's own.
  const given = acknowledgements.find((each) => each.incidentId === incidentId) ?? incident?.acknowledged;
  return given === undefined ? null : { at: given.at, by: given.by, reason: given.reason };
};

/** Of a path, `incidentId` being that which has taken its break, if any; `incident` is one that is open and holds it. */
export const alertsOf = (
  path: Silenced & Pick<PathAlerts, 'incidentId'>,
  incident: Incident | undefined,
  keeping: Keeping,
): PathAlerts => {
  const incidentId = path.incidentId ?? incident?.id ?? null;
  return {
    incidentId,
    acknowledged: incidentId === null ? null : careFor(keeping, incidentId, incident),
    silenced: keeping.silenceOf(path) ?? null,
  };
};

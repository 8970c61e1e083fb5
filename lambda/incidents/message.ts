import { type Alert, type AlertKind, type Member, NAMED_MEMBERS } from '../domain/alert.ts';
import type { Incident, IncidentPath } from '../domain/incident.ts';
import { standingOf } from './subject.ts';

const named = (paths: readonly IncidentPath[]): Alert['down'] => ({
  count: paths.length,
  first: paths.slice(0, NAMED_MEMBERS).map(({ pathId, since }): Member => ({ id: pathId, since })),
});

/** The component that all paths of an incident share: what changed before what did not, else the first. */
const componentOf = ({ components, paths, cause }: Incident): string | undefined => {
  if (paths.length < 2) return undefined;
  const changed = new Set(cause?.facts.map(({ component }) => component));
  return components.find((component) => changed.has(component)) ?? components[0];
};

/** What is told of an incident, in the words of its lead: `number` counts its messages, `at` is an ISO time. */
export const alertOf = (
  incident: Incident,
  kind: AlertKind,
  number: number,
  at: string,
  held: string | undefined,
): Alert => {
  const { id, paths, lead, severity, startedAt, endedAt, acknowledged, cause, witness } = incident;
  const component = componentOf(incident);
  // Of what is silenced the readers know no end.
  const isOver = paths.every((path) => standingOf(path) === 'up');
  return {
    id: `${id}/${number}/${kind}`,
    kind,
    at,
    incidentId: id,
    severity,
    lead: {
      ...lead,
      // Of a path that is up again its own cause tells who put it right.
      ...(!isOver && cause !== undefined && { cause }),
      ...(!isOver && witness !== undefined && { witness }),
    },
    ...(component !== undefined && { component }),
    down: named(paths.filter(({ down }) => down)),
    up: named(paths.filter(({ down }) => !down)),
    startedAt,
    ...(isOver && endedAt !== undefined && { endedAt }),
    ...(held !== undefined && { held }),
    ...(acknowledged !== undefined && { acknowledged }),
  };
};

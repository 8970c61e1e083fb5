import type { Signal } from '../domain/alert.ts';
import type { Incident, IncidentPath } from '../domain/incident.ts';
import type { Severity } from '../domain/path.ts';
import type { AlertPolicy } from '../domain/policy.ts';
import { blockersOf } from './blockers.ts';
import { sharedWith } from './join.ts';
import { memberOf } from './open.ts';
import { isUntold } from './subject.ts';

const ranks: Readonly<Record<Severity, number>> = { critical: 0, warning: 1, info: 2 };

export const gravest = (severities: readonly Severity[]): Severity =>
  severities.toSorted((one, other) => ranks[one] - ranks[other])[0] ?? 'info';

const later = (one: string, other: string): string => (one > other ? one : other);

/** The end, once no path is down or flapping any more; none while one is. */
const ended = (incident: Incident): Incident => {
  const { endedAt: _endedAt, ...open } = incident;
  if (open.paths.some(({ down, flapping }) => down || flapping === true)) return open;
  return { ...open, endedAt: open.paths.reduce((latest, { since }) => later(latest, since), open.startedAt) };
};

/** What is found out later of a break that is told already. */
const informed = (incident: Incident, signal: Signal): Incident => {
  const { pathId, cause, witness, fixes, findings, confidence, kind } = signal;
  const isLead = incident.lead.pathId === pathId;
  const isFound = incident.cause?.search.kind === 'found';
  const lead = isLead
    ? {
        ...incident.lead,
        ...(cause !== undefined && { cause }),
        ...(fixes !== undefined && { fixes }),
        ...(witness !== undefined && { witness }),
        ...(kind === 'witnessed' && { findings }),
        ...(confidence !== undefined && { confidence }),
      }
    : incident.lead;
  return {
    ...incident,
    lead,
    ...(cause !== undefined && !isFound && (isLead || cause.search.kind === 'found') && { cause }),
    ...(witness !== undefined && (isLead || incident.witness === undefined) && { witness }),
  };
};

/** Whether a path that is down anyway has something new to tell: it is so by another cause. */
const isAnew = ({ down, told }: IncidentPath, { kind }: Signal): boolean => down && told === 'down' && kind === 'broke';

/**
 * What a signal makes of the incident that it belongs to. The same signal again changes nothing, nor does one that is older
 * than what is known of its path. Pure.
 */
export const take = (
  incident: Incident,
  signal: Signal,
  policy: Pick<AlertPolicy, 'reminderInterval' | 'sendOnResolved'>,
): Incident => {
  const known = incident.paths.find(({ pathId }) => pathId === signal.pathId);
  if (known !== undefined && signal.number <= known.number) return incident;
  if (signal.kind === 'attributed' || signal.kind === 'witnessed') {
    const numbered = incident.paths.map((path) => (path === known ? { ...path, number: signal.number } : path));
    return informed({ ...incident, paths: numbered }, signal);
  }
  const taken: IncidentPath = {
    ...memberOf(signal, policy),
    ...(known?.told !== undefined && { told: known.told }),
    ...(known !== undefined && isUntold(known) && { passed: true as const }),
    ...(known !== undefined && isAnew(known, signal) && { anew: true as const }),
    ...(known?.baseline === true && { baseline: true }),
  };
  const paths =
    known === undefined ? [...incident.paths, taken] : incident.paths.map((path) => (path === known ? taken : path));
  const isLeadDown = incident.paths.some(({ pathId, down }) => down && pathId === incident.lead.pathId);
  const isOver = !paths.some(({ down }) => down);
  // Told in the words of a path that is down; at the end, of the last one that came up.
  const leads = taken.down ? !isLeadDown || incident.lead.pathId === signal.pathId : isOver;
  const { causeTold: _cause, witnessTold: _word, cause: _known, witness: _heard, ...rest } = incident;
  return ended({
    // What is known of the old cause is not of the new one.
    ...(leads && taken.down && known?.down === true ? rest : incident),
    paths,
    severity: gravest(paths.map(({ severity }) => severity)),
    ...(known === undefined && {
      components: sharedWith(incident, signal),
      joinedAt: later(incident.joinedAt, signal.since),
    }),
    ...(leads && taken.down && known?.down === true && { components: blockersOf(signal) }),
    ...(leads && { lead: signal, ...(signal.cause !== undefined && taken.down && { cause: signal.cause }) }),
  });
};

/** The incident without a path that is no longer declared: nobody is told of that. `at`: ISO time. */
export const without = (incident: Incident, pathIds: ReadonlySet<string>, at: string): Incident =>
  ended({
    ...incident,
    paths: incident.paths.map(({ flapping, passed, anew, ...path }) =>
      pathIds.has(path.pathId)
        ? { ...path, down: false, told: 'up' as const, since: path.down || flapping === true ? at : path.since }
        : {
            ...path,
            ...(flapping === true && { flapping }),
            ...(passed === true && { passed }),
            ...(anew === true && { anew }),
          },
    ),
  });

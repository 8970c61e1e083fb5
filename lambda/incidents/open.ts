import type { Signal } from '../domain/alert.ts';
import type { Incident, IncidentPath } from '../domain/incident.ts';
import type { AlertPolicy } from '../domain/policy.ts';
import { blockersOf } from './blockers.ts';
import { isDown, subjectOf } from './subject.ts';

/** The path of a signal as its incident keeps it. */
export const memberOf = (
  signal: Signal,
  policy: Pick<AlertPolicy, 'reminderInterval' | 'sendOnResolved'>,
): IncidentPath => ({
  pathId: signal.pathId,
  severity: signal.severity,
  number: signal.number,
  down: isDown(signal),
  since: signal.since,
  ...(signal.kind === 'flapping' && { flapping: true as const }),
  reminderInterval: policy.reminderInterval,
  sendOnResolved: policy.sendOnResolved,
  ...(signal.kind === 'baseline' && { baseline: true as const }),
});

/** Within a key of the table, and easy to say: `rtb-021ab122f4f50d879-20261128T165535Z`. */
const idOf = (signal: Signal, components: readonly string[], stamp: string): string => {
  const about = subjectOf(signal);
  const of = about === 'outage' ? (components[0] ?? signal.pathId) : `${about}-${components[0] ?? signal.pathId}`;
  return `${of.replace(/[^A-Za-z0-9._-]+/g, '-').slice(0, 80)}-${stamp}`;
};

/**
 * The incident that a signal opens, none of whose messages is made yet. Two who open it for the same cause in the same sweep,
 * which `stamp` names, give it the same id, and meet there; `again` counts the incidents of that id that have ended already.
 */
export const opened = (
  signal: Signal,
  policy: Pick<AlertPolicy, 'reminderInterval' | 'sendOnResolved'>,
  stamp: string,
  again = 0,
): Incident => {
  const components = blockersOf(signal);
  const about = subjectOf(signal);
  return {
    id: `${idOf(signal, components, stamp)}${again === 0 ? '' : `-${again + 1}`}`,
    about,
    version: 0,
    components,
    paths: [memberOf(signal, policy)],
    lead: signal,
    severity: signal.severity,
    ...(signal.verdict !== undefined && { verdict: signal.verdict }),
    startedAt: signal.since,
    joinedAt: signal.since,
    findings: signal.findings,
    checkId: signal.checkId,
    ...(signal.cause !== undefined && { cause: signal.cause }),
    messages: 0,
    channels: [],
    outbox: [],
  };
};

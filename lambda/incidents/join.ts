import type { Signal } from '../domain/alert.ts';
import type { Incident } from '../domain/incident.ts';
import { blockersOf } from './blockers.ts';
import { isDown, isOpen, isOver, subjectOf } from './subject.ts';

/** Paths that break within so long after the newest one are of the same incident. Milliseconds. */
export const WINDOW = 15 * 60 * 1000;

/** An item of the table holds so many paths with room to spare; further ones open an incident beside. */
export const MOST_PATHS = 2_000;

const isWithin = ({ joinedAt }: Incident, { since }: Signal): boolean =>
  Math.abs(Date.parse(since) - Date.parse(joinedAt)) <= WINDOW;

const shared = ({ components }: Incident, blockers: readonly string[]): readonly string[] =>
  components.filter((component) => blockers.includes(component));

/** Whether a path is one of an incident's that may still be told of. */
const holds = ({ paths }: Incident, { pathId }: Signal): boolean => paths.some((path) => path.pathId === pathId);

/**
 * The incident among the open ones that a signal belongs to: the one that has its path; else, where the path has gone down, the
 * newest with which it shares a blocking component, within the window. Undefined where it opens one of its own.
 */
export const homeOf = (incidents: readonly Incident[], signal: Signal): Incident | undefined => {
  const about = subjectOf(signal);
  const alike = incidents.filter((incident) => incident.about === about && isOpen(incident));
  const taken = alike.findLast(({ paths }) =>
    paths.some(({ pathId, number }) => pathId === signal.pathId && number >= signal.number),
  );
  if (taken !== undefined) return taken;
  // Another declaration begins anew, and so does what follows an end that only some channel has not taken yet.
  const own =
    signal.kind === 'baseline'
      ? undefined
      : alike.findLast((incident) => holds(incident, signal) && !(isDown(signal) && isOver(incident)));
  if (own !== undefined || !isDown(signal)) return own;
  const blockers = blockersOf(signal);
  return alike.findLast(
    (incident) =>
      incident.endedAt === undefined &&
      (about !== 'outage' || incident.verdict === signal.verdict) &&
      incident.paths.length < MOST_PATHS &&
      !holds(incident, signal) &&
      isWithin(incident, signal) &&
      shared(incident, blockers).length > 0,
  );
};

/** The components of an incident once a signal has joined it: those that block all of its paths. */
export const sharedWith = (incident: Incident, signal: Signal): readonly string[] => {
  const both = shared(incident, blockersOf(signal));
  return both.length > 0 ? both : incident.components;
};

import { type PathStatus, standingNow } from '../../lambda/asking/path-status.ts';
import type { Standing } from '../../lambda/domain/check.ts';
import { foremost, type Verdict } from '../../lambda/domain/verdict.ts';

/** How a path stands, as one line tells it. */
export interface Stand {
  readonly verdict: Verdict;
  readonly standing: Standing;
}

/** A path that stands otherwise than at the refresh before. */
export interface Transition {
  /** ISO time: since when it does, as far as that is known; else that of the refresh that found it. */
  readonly at: string;
  readonly pathId: string;
  /** Null of a path that is new. */
  readonly from: Stand | null;
  /** Null of a path that is gone. */
  readonly to: Stand | null;
  /** Why it is not as expected, or not known; null where it is as expected. */
  readonly reason: string | null;
  readonly incidentId: string | null;
}

const standOf = (status: PathStatus): Stand => ({ verdict: status.verdict, standing: standingNow(status) });

const reasonOf = (status: PathStatus): string | null =>
  standingNow(status) === 'expected'
    ? null
    : (status.unreadable ?? foremost(status.blind?.findings ?? status.findings)?.message ?? null);

const isSame = (one: Stand, other: Stand): boolean => one.verdict === other.verdict && one.standing === other.standing;

/** The verdict's own time where it turned, the newest look's where it did not. */
const timeOf = (before: PathStatus | undefined, after: PathStatus, now: string): string =>
  (before?.verdict === after.verdict ? after.observedAt : after.since) ?? now;

/** What changed from one refresh to the next, at `now` (ISO time), in the order of the later one. */
export const transitionsBetween = (
  before: readonly PathStatus[],
  after: readonly PathStatus[],
  now: string,
): readonly Transition[] => {
  const earlier = new Map(before.map((status) => [status.pathId, status]));
  const later = new Set(after.map(({ pathId }) => pathId));
  const turned = after.flatMap((status): Transition[] => {
    const known = earlier.get(status.pathId);
    const [from, to] = [known === undefined ? null : standOf(known), standOf(status)];
    if (from !== null && isSame(from, to)) return [];
    const { pathId, incidentId } = status;
    return [{ at: timeOf(known, status, now), pathId, from, to, reason: reasonOf(status), incidentId }];
  });
  const gone = before
    .filter(({ pathId }) => !later.has(pathId))
    .map(
      (status): Transition => ({
        at: now,
        pathId: status.pathId,
        from: standOf(status),
        to: null,
        reason: null,
        incidentId: null,
      }),
    );
  return [...turned, ...gone];
};

import type { PathStatus } from '../../lambda/asking/path-status.ts';
import { Fault } from '../../lambda/domain/fault.ts';
import { refusalOf } from '../fault-reason.ts';
import { line } from '../page.ts';
import { type Reason, Refusal } from '../refusal.ts';
import { unknownPath } from '../unknown-path.ts';
import type { Session } from './session.ts';
import { type Transition, transitionsBetween } from './transitions.ts';

/** So many changes are remembered. */
const REMEMBERED = 200;

/** What a watch knows after a refresh. */
export interface Watched {
  /** Undefined until a refresh has succeeded. */
  readonly statuses: readonly PathStatus[] | undefined;
  /** Newest first. */
  readonly transitions: readonly Transition[];
  /** What the latest refresh found. */
  readonly fresh: readonly Transition[];
  /** Why the latest refresh failed. */
  readonly trouble: string | undefined;
}

export const nothing: Watched = { statuses: undefined, transitions: [], fresh: [], trouble: undefined };

/** A table that does not answer, or a folder that another process has, may do better the next time. */
const mayPass = (error: unknown, isFirst: boolean): boolean =>
  error instanceof Fault || (error instanceof Refusal && (error.exit === 3 || !isFirst));

/** What went wrong, and what somebody can do about it beside the watch, which tries again by itself. */
const troubleOf = ({ code, message, advice }: Reason): string => {
  if (code === 'aws-expired-credentials') return `${line(message)}; sign in again`;
  return code === 'aws-denied' ? `${line(message)}; ${line(advice)}` : line(message);
};

/** Of these paths, or of all where none is named. */
const only = (all: readonly PathStatus[], ids: readonly string[], isFirst: boolean): readonly PathStatus[] => {
  if (ids.length === 0) return all;
  const known = all.map(({ pathId }) => pathId);
  const unknown = ids.filter((id) => !known.includes(id));
  if (isFirst && unknown.length > 0) throw unknownPath(unknown, known);
  return all.filter(({ pathId }) => ids.includes(pathId));
};

/**
 * Looks once more. What fails is remembered and leaves what was known; only what was typed wrongly, found out by the first look,
 * is thrown.
 */
export const refresh = async (
  session: Session,
  ids: readonly string[],
  before: Watched,
  now: () => Date,
): Promise<Watched> => {
  const isFirst = before.statuses === undefined;
  try {
    const statuses = only(await session.read(), ids, isFirst);
    const fresh = isFirst ? [] : transitionsBetween(before.statuses ?? [], statuses, now().toISOString());
    const transitions = [...fresh, ...before.transitions].slice(0, REMEMBERED);
    return { statuses, fresh, transitions, trouble: undefined };
  } catch (error) {
    if (!mayPass(error, isFirst)) throw error;
    return { ...before, fresh: [], trouble: troubleOf(refusalOf(error).reason) };
  }
};

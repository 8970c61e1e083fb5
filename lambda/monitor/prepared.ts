import type { Check } from '../domain/check.ts';
import type { FaultInfo } from '../domain/fault.ts';
import type { NearBound } from '../spend/near.ts';
import type { Act } from './act.ts';
import type { PlannedPath } from './plan.ts';
import type { Acted, Planned } from './planned.ts';
import type { Bought } from './ports.ts';

/** Paths that are not looked at anew, and stand as they are known. */
export interface Unasked {
  readonly carried: Readonly<Record<Check['standing'], number>>;
  readonly resting: readonly string[];
  readonly busy: readonly string[];
}

/** What one execution will do: checkpointed once, so that every replay sees the same list. */
export interface Prepared {
  readonly due: number;
  /** ISO time of the snapshot. */
  readonly lookedAt: string;
  readonly paths: readonly Planned[];
  readonly left: Unasked;
  /** Ids of all paths that are looked at anew, by this execution or by further ones. */
  readonly acting: readonly string[];
  /** Whether some path crosses a transit gateway. */
  readonly crosses: boolean;
  /**
   * Where one execution cannot do all: the portions that further ones do, the most urgent first, each as its paths' places among
   * those that are due; and down to which rank they may buy.
   */
  readonly portions: readonly (readonly number[])[];
  readonly rank: number;
  /** Ids of insights paths to remove. */
  readonly obsolete: readonly string[];
  readonly spent: Pick<Bought, 'month' | 'analyses'>;
  /** Bounds of paths and tags that were nearly spent when it began: the first of them, and how many there are. */
  readonly near: { readonly bounds: readonly NearBound[]; readonly count: number };
  /** Whether the author of some change is still looked for. */
  readonly searching: boolean;
  readonly notes: readonly string[];
}

/** How many bounds that are nearly spent a checkpoint and a notice name. */
export const NAMED_BOUNDS = 20;

/** How many ids of paths of a kind a checkpoint and a sweep's item name, and how many characters of them. */
const NAMED = 2_000;
const NAMED_CHARACTERS = 40_000;

/** The first of the ids, as many as a checkpoint holds beside all else. */
export const named = (ids: readonly string[]): readonly string[] => {
  let characters = 0;
  const end = ids.findIndex((id) => {
    characters += id.length + 3;
    return characters > NAMED_CHARACTERS;
  });
  return ids.slice(0, Math.min(NAMED, end === -1 ? ids.length : end));
};

/** What stands as it is known. */
export const leftOf = (all: readonly Acted[]): Unasked => {
  const carried = { expected: 0, unexpected: 0, undetermined: 0 };
  for (const { act, brief } of all) if (act.kind === 'carry') carried[brief?.standing ?? 'undetermined'] += 1;
  const ids = (kind: Act['kind']) => all.filter(({ act }) => act.kind === kind).map(({ path }) => path.id);
  return { carried, resting: named(ids('rest')), busy: named(ids('busy')) };
};

/** What the operator should hear of once per sweep. */
export const notesOf = (
  acting: readonly PlannedPath[],
  undeclared: readonly string[],
  faults: readonly FaultInfo[],
  overdue: number,
): readonly string[] => [
  ...undeclared.map((id) => `no path ${id} is declared`),
  // One refusal may leave several parts unread.
  ...new Set(faults.map((fault) => `${fault.operation} answered ${fault.code}: ${fault.message}`)),
  ...new Set(
    acting.flatMap((plan) =>
      plan.routes.flatMap((route) => ('notApplicable' in route ? [`Route Analyzer: ${route.notApplicable}`] : [])),
    ),
  ),
  ...(overdue === 0
    ? []
    : [`${overdue} ${overdue === 1 ? 'audit waits' : 'audits wait'}: too little is left of a budget`]),
];

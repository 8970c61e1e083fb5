import { compareFacts } from '../changes/compare.ts';
import { rankFacts } from '../changes/explain.ts';
import type { Cause, FactChange } from '../domain/change.ts';
import type { Standing } from '../domain/check.ts';
import type { Fix } from '../domain/fix.ts';
import type { Path } from '../domain/path.ts';
import { fixesOf } from '../fixes/fixes.ts';
import { type Appraisal, appraise } from './appraise.ts';
import { isOtherCause } from './other-cause.ts';
import type { World } from './world.ts';

/**
 * What became of a path from one snapshot to another, worst first. `broke`: it was as expected and is not; `found-broken`: it is not
 * as expected, and before nobody could tell; `still-broken`: neither before nor now; `lost`: it was as expected, and nobody can tell
 * now; `unseen`: nobody can tell now, and it was not as expected before; `recovered`: it was not as expected and is; `found-well`:
 * it is as expected, and before nobody could tell; `altered`: it is as expected as before, by other facts; `same`: by the same.
 */
export const turns = [
  'broke',
  'found-broken',
  'still-broken',
  'lost',
  'unseen',
  'recovered',
  'found-well',
  'altered',
  'same',
] as const;
export type PathTurn = (typeof turns)[number];

/** A declared path in two snapshots. */
export interface ComparedPath {
  readonly path: Path;
  readonly turn: PathTurn;
  readonly before: Appraisal;
  readonly after: Appraisal;
  /** What changed of what its answer depends on, at most 20: what explains a blocker first. */
  readonly facts: readonly FactChange[];
  /** How many were left out. */
  readonly left: number;
  /** Whether it is not as expected in both, and now for a cause that was none before. */
  readonly isOtherCause: boolean;
  /** What would put it right in the later network; none where it is as expected or nobody can tell. */
  readonly fixes: readonly Fix[];
}

/** How many facts are told of one path. */
const TOLD = 20;

type Known = Exclude<PathTurn, 'altered' | 'same'>;

const byStandings: Readonly<Record<Standing, Readonly<Record<Standing, Known | 'stayed'>>>> = {
  expected: { expected: 'stayed', unexpected: 'broke', undetermined: 'lost' },
  unexpected: { expected: 'recovered', unexpected: 'still-broken', undetermined: 'unseen' },
  undetermined: { expected: 'found-well', unexpected: 'found-broken', undetermined: 'unseen' },
};

/** By the standings; of a path that stays as expected by whether any fact of it changed. */
export const turnOf = (before: Standing, after: Standing, changed: boolean): PathTurn => {
  const turn = byStandings[before][after];
  if (turn !== 'stayed') return turn;
  return changed ? 'altered' : 'same';
};

/** What explains the later verdict; of a recovery what stood in its way before. */
const findingsOf = (before: Appraisal, after: Appraisal) =>
  after.standing === 'expected' ? before.findings : after.findings;

/** The facts as the cause of a break; nobody tells of two snapshots who made the change. */
const causeOf = (facts: readonly FactChange[], left: number): Cause => ({
  facts,
  left,
  between: ['', ''],
  candidates: [],
  search: { kind: 'given-up', reason: 'two snapshots do not tell who changed the network' },
});

/** Compares one path in two networks, each by an answer of its own. Pure; never throws. */
export const comparePath = (path: Path, earlier: World, later: World): ComparedPath => {
  const before = appraise(path, earlier);
  const after = appraise(path, later);
  const all = rankFacts(compareFacts(before.facts, after.facts), findingsOf(before, after));
  const facts = all.slice(0, TOLD);
  const left = all.length - facts.length;
  // What did not change between the two is no cause, and undoing it no repair.
  const cause = before.standing === 'expected' && facts.length > 0 ? causeOf(facts, left) : undefined;
  return {
    path,
    turn: turnOf(before.standing, after.standing, all.length > 0),
    before,
    after,
    facts,
    left,
    isOtherCause:
      before.standing === 'unexpected' &&
      after.standing === 'unexpected' &&
      isOtherCause(before.findings, after.findings),
    fixes: after.standing === 'unexpected' ? fixesOf(after.findings, cause, path.expect) : [],
  };
};

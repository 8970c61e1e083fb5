import { compareFacts } from '../changes/compare.ts';
import { candidatesOf, rankFacts } from '../changes/explain.ts';
import { idsIn } from '../changes/ids.ts';
import type { Candidate, Cause, Change, FactChange } from '../domain/change.ts';
import type { Check } from '../domain/check.ts';
import { type FaultInfo, faultOf } from '../domain/fault.ts';
import type { Path } from '../domain/path.ts';
import type { State } from '../domain/state.ts';
import type { Look } from '../domain/sweep.ts';
import { isSettled } from '../domain/verdict.ts';
import { isOtherCause } from './other-cause.ts';
import type { Services } from './ports.ts';
import { declarationDigest } from './question.ts';

/** How many facts an incident and its alert tell. */
const TOLD = 20;
/** How many gathered changes are looked through for one incident, the newest first. */
const CHANGES = 1_000;
/** The clock of AWS's records and ours may differ, and a snapshot takes its time. Milliseconds. */
const MARGIN = 2 * 60 * 1000;

/** Whether a check turns the verdict of a path that had one, under the same declaration, or finds another cause of it. */
const isTurn = (path: Path, { declared, settled, broken }: State, check: Check): boolean =>
  declared.digest === declarationDigest(path) &&
  settled !== undefined &&
  isSettled(check.verdict) &&
  (settled.verdict !== check.verdict || (broken !== undefined && isOtherCause(broken.findings, check.findings)));

const covers = ({ kind, except }: Look, path: Path): boolean =>
  (kind === path.every || kind === 'change' || kind === 'hand') && !except.includes(path.id);

/** When the facts of before were last seen to hold: at the last check, or at a later look that carried its verdict. */
const heldUntil = (path: Path, { settled, last }: State, looks: readonly Look[]): string | undefined => {
  const isHeld = last?.footprint !== undefined && last.footprint === settled?.footprint;
  const carried = isHeld ? looks.filter((look) => covers(look, path)).map(({ at }) => at) : [];
  return [settled?.until, ...carried]
    .filter((at) => at !== undefined)
    .sort()
    .at(-1);
};

const factsBetween = async (
  services: Services,
  path: Path,
  state: State,
  check: Check,
): Promise<readonly FactChange[]> => {
  const digests = [state.settled?.footprint, check.footprint];
  const [before, after] = await Promise.all(
    digests.map((digest) => (digest === undefined ? undefined : services.store.footprint(path.id, digest))),
  );
  return before === undefined || after === undefined ? [] : rankFacts(compareFacts(before, after), check.findings);
};

/** Resources by which the call is looked for: of what changed, then of what blocks. */
export const wantedIds = ({ facts }: Pick<Cause, 'facts'>, findings: Check['findings']): readonly string[] => [
  ...new Set([
    ...facts.map(({ component }) => component),
    ...findings.flatMap(({ says, component }) => (says === 'note' || component === undefined ? [] : [component])),
  ]),
];

/** What a candidate is kept with: strangers may have named a hundred resources, with twenty long details. */
const KEPT = { ids: 10, details: 10, text: 100 };

/** A candidate as an incident and an alert keep it. */
export const slim = ({ change, fit }: Candidate): Candidate => ({
  fit,
  change: {
    ...change,
    concern:
      change.concern.kind === 'anything'
        ? change.concern
        : { kind: 'resources', ids: change.concern.ids.slice(0, KEPT.ids) },
    details: Object.fromEntries(
      Object.entries(change.details)
        // Those that name a resource tell what it touched.
        .sort(([, one], [, other]) => Math.sign(idsIn(other).length) - Math.sign(idsIn(one).length))
        .slice(0, KEPT.details)
        .map(([name, value]) => [name.slice(0, KEPT.text), value.slice(0, KEPT.text).toWellFormed()]),
    ),
  },
});

const isFound = (candidates: readonly Candidate[]): boolean => candidates.some(({ fit }) => fit !== 'nearby');

/** Where the search stands after a look at some changes; `unread`: why there may be others. */
export const searched = (
  candidates: readonly Candidate[],
  ids: readonly string[],
  tries: number,
  gaps: readonly number[],
  now: Date,
  unread?: FaultInfo,
): Cause['search'] => {
  if (isFound(candidates)) return { kind: 'found' };
  if (ids.length === 0)
    return { kind: 'given-up', reason: 'no resource is known by which the call could be looked for' };
  const gap = gaps[tries];
  return gap === undefined
    ? {
        kind: 'given-up',
        reason:
          unread === undefined
            ? 'no call on these resources is in the history of CloudTrail'
            : `the calls on these resources could not be read: ${unread.operation} answered ${unread.code}`,
      }
    : { kind: 'pending', tries, next: new Date(now.getTime() + gap * 1000).toISOString() };
};

/** The changes that were gathered in a stretch of time, and a little around it. */
export const gathered = (
  { changes }: Pick<Services, 'changes'>,
  [since, until]: Cause['between'],
): Promise<readonly Change[]> =>
  changes.between(
    new Date(Date.parse(since) - MARGIN).toISOString(),
    new Date(Date.parse(until) + MARGIN).toISOString(),
    CHANGES,
  );

/**
 * What turned a verdict: the facts of the path before and after, and the gathered changes that may be behind them, best
 * first. Undefined where nothing turned. Reads two footprints, the newest looks and the gathered changes; what cannot be
 * read is left out and logged, for the verdict must be told all the same.
 */
export const attribute = async (
  services: Services,
  path: Path,
  state: State | undefined,
  check: Check,
): Promise<Cause | undefined> => {
  if (state === undefined || !isTurn(path, state, check)) return undefined;
  const orNothing = async <Value>(what: string, read: Promise<readonly Value[]>): Promise<readonly Value[]> => {
    try {
      return await read;
    } catch (error) {
      services.log.error('the cause of a transition is told without what could not be read', {
        path: path.id,
        what,
        fault: faultOf(error, 'attribute'),
      });
      return [];
    }
  };
  const [facts, looks] = await Promise.all([
    orNothing('the facts before and after', factsBetween(services, path, state, check)),
    orNothing('the newest looks', services.store.looks()),
  ]);
  const since = heldUntil(path, state, looks) ?? check.observedAt;
  const until = check.settledAt;
  const changes: readonly Change[] = await orNothing('the gathered changes', gathered(services, [since, until]));
  const candidates = candidatesOf(facts, check.findings, changes, since);
  const kept = facts.slice(0, TOLD);
  return {
    facts: kept,
    left: facts.length - kept.length,
    between: [since, until],
    candidates: candidates.map(slim),
    search: searched(
      candidates,
      wantedIds({ facts: kept }, check.findings),
      0,
      services.pacing.searches,
      services.now(),
    ),
  };
};

import type { Candidate, Change, FactChange } from '../domain/change.ts';
import type { Finding } from '../domain/verdict.ts';
import { type Deed, deedsOf } from './deeds.ts';
import { idsIn } from './ids.ts';
import { isDetailOf } from './matches.ts';

const MOST = 10;

/** Whether a text has the id as a word. */
const mentions = (text: string, id: string): boolean =>
  id !== '' &&
  text
    .split(/[\s(),;]+/)
    .map((word) => word.replace(/[.:]+$/, ''))
    .includes(id);

const saidOf = ({ before = '', after = '', message }: FactChange): string => `${before} ${after} ${message}`;

/** 0: it is the blocker's own resource; 1: one of the two speaks of the other; 2: it is another. */
const distance = (fact: FactChange, blockers: readonly Finding[]): 0 | 1 | 2 => {
  if (blockers.some(({ component }) => component === fact.component)) return 0;
  return blockers.some(
    ({ component = '', message }) => mentions(message, fact.component) || mentions(saidOf(fact), component),
  )
    ? 1
    : 2;
};

const isBlocker = ({ says }: Finding): boolean => says !== 'note';

/** Facts that explain a blocker first: those of its own resource, then those that speak of it; else in their order. */
export const rankFacts = (facts: readonly FactChange[], findings: readonly Finding[]): readonly FactChange[] => {
  const blockers = findings.filter(isBlocker);
  return facts
    .map((fact) => ({ fact, rank: distance(fact, blockers) }))
    .sort((one, other) => one.rank - other.rank)
    .map(({ fact }) => fact);
};

/** The facts that explain a blocker; all of them where none does, or where nothing blocks. */
const explaining = (facts: readonly FactChange[], findings: readonly Finding[]): readonly FactChange[] => {
  const blockers = findings.filter(isBlocker);
  const close = facts.filter((fact) => distance(fact, blockers) < 2);
  return close.length === 0 ? facts : close;
};

/** The resources that a change names, also where it may have touched more than these. */
const idsOf = ({ concern, details }: Change): readonly string[] => [
  ...(concern.kind === 'resources' ? concern.ids : []),
  ...Object.values(details).flatMap(idsIn),
];

const doesSo = (deed: Deed, fact: FactChange): boolean =>
  deed.what === fact.what &&
  deed.kinds.includes(fact.kind) &&
  (deed.way === undefined || [fact.before, fact.after].some((side) => side?.includes(` ${deed.way} `))) &&
  (deed.everywhere === undefined || fact.message.startsWith(deed.everywhere)) &&
  (deed.states === undefined || deed.states.includes(fact.after ?? ''));

const isNamed = (deed: Deed, fact: FactChange, ids: readonly string[]): boolean =>
  deed.everywhere !== undefined ||
  ids.includes(fact.component) ||
  (deed.byReference === true && ids.some((id) => mentions(saidOf(fact), id)));

const deedsIn = (change: Change): readonly Deed[] =>
  change.source === 'instance-state'
    ? [{ what: 'attribute', kinds: ['changed'], states: [change.name] }]
    : deedsOf(change.name);

const explains = (change: Change, fact: FactChange, ids: readonly string[]): boolean =>
  deedsIn(change).some((deed) => doesSo(deed, fact) && isNamed(deed, fact, ids)) && isDetailOf(change, fact);

/** A call that names nothing, and does what was done somewhere, may have done it here. */
const mayTouch = (change: Change, fact: FactChange, ids: readonly string[]): boolean =>
  ids.includes(fact.component) ||
  (ids.length === 0 && change.concern.kind === 'anything' && deedsIn(change).some((deed) => doesSo(deed, fact)));

type Fit = Candidate['fit'];

const fits = ['explains', 'touches', 'nearby'] as const satisfies readonly Fit[];

const better = (one: Fit, other: Fit = 'nearby'): Fit => (fits.indexOf(one) <= fits.indexOf(other) ? one : other);

const ordered = (one: Candidate, other: Candidate): number =>
  fits.indexOf(one.fit) - fits.indexOf(other.fit) ||
  // Somebody's call is the cause of the events that it leads to, which come after it.
  Number(one.change.author === undefined) - Number(other.change.author === undefined) ||
  Date.parse(other.change.at) - Date.parse(one.change.at) ||
  0;

/** AWS gives whole seconds. Milliseconds. */
const SECOND = 1000;

/**
 * What came in that time says nothing beside what concerns the facts. What came before the last look that found the old facts
 * gives way to what fits as well and came after: AWS tells late, so by itself it may still be the cause.
 */
const likely = (candidates: readonly Candidate[], since: string): readonly Candidate[] => {
  const isEarly = ({ change }: Candidate): boolean => Date.parse(change.at) < Date.parse(since) - SECOND;
  const best = Math.min(...candidates.filter((one) => !isEarly(one)).map(({ fit }) => fits.indexOf(fit)));
  const isFound = candidates.some(({ fit }) => fit !== 'nearby');
  return candidates.filter(
    (one) => !(isFound && one.fit === 'nearby') && !(isEarly(one) && best <= fits.indexOf(one.fit)),
  );
};

/**
 * The changes that may be behind some facts, best first, at most 10: those that do what explains a blocker, those that concern
 * a resource that changed, or else the others; of one fit those that somebody made first, and then the latest. `since`: ISO
 * time at which the facts of before were last seen to hold. `known`: candidates of before, which fit no worse and, where
 * they are not told again, no better: they are kept cut short.
 */
export const candidatesOf = (
  facts: readonly FactChange[],
  findings: readonly Finding[],
  changes: readonly Change[],
  since: string,
  known: readonly Candidate[] = [],
): readonly Candidate[] => {
  const causes = explaining(facts, findings);
  const fitOf = (change: Change): Fit => {
    const ids = idsOf(change);
    if (causes.some((fact) => explains(change, fact, ids))) return 'explains';
    return facts.some((fact) => mayTouch(change, fact, ids)) ? 'touches' : 'nearby';
  };
  const judged = new Map(known.map((one) => [one.change.id, one.fit]));
  const told = new Set(changes.map(({ id }) => id));
  const candidates = [
    ...known.filter(({ change }) => !told.has(change.id)),
    ...changes.map((change): Candidate => ({ change, fit: better(fitOf(change), judged.get(change.id)) })),
  ];
  return likely(candidates, since).toSorted(ordered).slice(0, MOST);
};

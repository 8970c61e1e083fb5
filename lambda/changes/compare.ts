import type { FactChange } from '../domain/change.ts';
import { compareEnds } from './compare-ends.ts';
import { compareEntries } from './compare-entries.ts';
import { compareRoutes } from './compare-routes.ts';
import { compareGroups } from './compare-rules.ts';
import { compareAssociation, compareList, comparePublicAccess, compareThing, isList } from './compare-things.ts';
import { componentIn, factChange, lookupIn, type Pair } from './fact.ts';
import { parsedJson } from './parsed-json.ts';
import { shortened } from './words.ts';

/** What an answer of the network model was made from: key → value as JSON. */
export type Facts = Readonly<Record<string, string>>;

/** So many of the facts that one side does not have. */
const FEW = 3;

/** More names of a list are not told: they would be cut. */
const LISTED = 20;

/** Deeper than any fact is. */
const DEEPEST = 100;

type Translate = (pair: Pair, ...parts: string[]) => readonly FactChange[];

/** By the forms of keys, see `viewOf` in lambda/reachability/view.ts; the first that fits reads the fact. */
const translations: readonly (readonly [RegExp, Translate])[] = [
  [/^path: its ends$/, compareEnds],
  [/^routes of (\S+) to /, (pair, table = '') => compareRoutes(table, pair)],
  [/^groups (\S+) (ingress|egress) /, (pair, groups = '', direction = '') => compareGroups(groups, direction, pair)],
  [/^network ACL (\S+) (ingress|egress) /, (pair, acl = '', direction = '') => compareEntries(acl, direction, pair)],
  [
    /^(network ACL|route table|internet gateway|VPN gateway|load balancer) of (\S+)$/,
    (pair, role = '', of = '') => compareAssociation(of, role, pair),
  ],
  [/^public access of (.+)$/, (pair, places = '') => comparePublicAccess(places, pair)],
  [/^(NAT gateway) with (\S+)$/, (pair, role = '', of = '') => compareAssociation(of, role, pair)],
  [/^(attachments|interfaces) (?:of|at) (\S+)$/, (pair, role = '', of = '') => compareList(of, role, pair)],
  [
    /^attachment (\S+)(?: at \S+)?$/,
    (pair, id = '') => (isList(pair.before) ? compareList(id, 'sides', pair) : compareThing(id, pair)),
  ],
  [
    /^(?:vpc|subnet|instance|interface|(?:egress-only )?internet gateway|NAT gateway|peering|VPN gateway|VPN connection|VPC endpoint|transit gateway|load balancer|target group) (\S+)$/,
    (pair, id = '') => compareThing(id, pair),
  ],
];

const textOf = (value: unknown): string =>
  Array.isArray(value) && value.every((item) => typeof item === 'string')
    ? value.slice(0, LISTED).join(', ') || 'nothing'
    : typeof value === 'string'
      ? value
      : JSON.stringify(value);

const anyChange = (pair: Pair): FactChange => {
  const component = componentIn(pair.key);
  const kinds = [lookupIn(pair.before).kind, lookupIn(pair.after).kind].join(' ');
  const [kind, what, verb] =
    kinds === 'found absent'
      ? (['removed', 'resource', 'is gone'] as const)
      : kinds === 'absent found'
        ? (['added', 'resource', 'is there, which it was not'] as const)
        : (['changed', 'attribute', 'changed'] as const);
  return factChange(component, kind, what, `${shortened(pair.key)}: what is known of it ${verb}`, {
    before: textOf(pair.before),
    after: textOf(pair.after),
  });
};

const translated = (pair: Pair): readonly FactChange[] => {
  for (const [pattern, translate] of translations) {
    const match = pattern.exec(pair.key);
    if (match !== null) return translate(pair, ...match.slice(1));
  }
  return [];
};

/** Brackets that are open at once at the most; those within texts count too. */
const depthOf = (text: string): number => {
  let open = 0;
  let most = 0;
  for (const character of text) {
    if (character === '[' || character === '{') most = Math.max(most, ++open);
    else if (character === ']' || character === '}') open -= 1;
  }
  return most;
};

/** The value of a fact; what is no JSON, or nested without end, as the text that it is. */
const valueIn = (text: string): unknown => (depthOf(text) > DEEPEST ? text : (parsedJson(text) ?? text));

/** Looked for on the way that packets take: of one that they take no more, or did not take before. */
const onOneSide = (keys: readonly string[], kind: 'added' | 'removed'): readonly FactChange[] =>
  keys
    .slice(0, FEW)
    .map((key) =>
      factChange(
        componentIn(key),
        kind,
        'resource',
        kind === 'removed'
          ? `${shortened(key)}: no longer on the way`
          : `${shortened(key)}: on the way, which it was not`,
      ),
    );

const once = (changes: readonly FactChange[]): readonly FactChange[] => [
  ...new Map(changes.map((change) => [JSON.stringify(change), change])).values(),
];

/**
 * What changed in the configuration between two answers of the network model, in the words that people use; what can be told
 * no better as the bare fact, last. Each change once. Of facts that only one side has some are told if nothing else changed:
 * the packets take another way then. Never throws.
 */
export const compareFacts = (before: Facts, after: Facts): readonly FactChange[] => {
  const both = Object.keys(before).filter((key) => Object.hasOwn(after, key) && before[key] !== after[key]);
  const pairs = both.map((key) => ({ key, before: valueIn(before[key] ?? ''), after: valueIn(after[key] ?? '') }));
  const read = pairs.map((pair) => ({ pair, changes: translated(pair) }));
  const told = read.flatMap(({ changes }) => changes);
  const bare = read.filter(({ changes }) => changes.length === 0).map(({ pair }) => anyChange(pair));
  if (told.length + bare.length > 0) return once([...told, ...bare]);
  return [
    ...onOneSide(
      Object.keys(before).filter((key) => !Object.hasOwn(after, key)),
      'removed',
    ),
    ...onOneSide(
      Object.keys(after).filter((key) => !Object.hasOwn(before, key)),
      'added',
    ),
  ];
};

import fc from 'fast-check';
import { analyze, modelOf } from '../../lambda/reachability/analyze.ts';
import type { Answer } from '../../lambda/reachability/answer.ts';
import { answerDocument } from '../../lambda/reachability/document.ts';
import { type Documents, documentKeys } from '../../lambda/snapshot/snapshot.ts';
import { randomCases } from '../faults/each.ts';
import type { Query } from '../simulator/exists.ts';
import { anyCase } from '../simulator/networks.ts';

const seed = Number(process.env.PATHWATCH_SEED ?? 11);
const runs = Number(process.env.PATHWATCH_RUNS ?? randomCases(600, 2));
const holds = <Values extends [unknown, ...unknown[]]>(property: fc.IProperty<Values>): void =>
  fc.assert(property, { seed, numRuns: runs });

const snapshotOf = (documents: Documents) => ({ takenAt: '2026-11-22T00:00:00.000Z', documents, unreadable: {} });
const ask = (documents: Documents, query: Query): Answer => analyze(snapshotOf(documents), query);

/** What of an answer must not depend on names, order or copies. */
const gist = ({ verdict, forward, return: back, unmodelled }: Answer) => ({
  verdict,
  legs: [forward, back].map((leg) => ({
    verdict: leg.verdict,
    hops: leg.hops.map((hop) => `${hop.type.replaceAll('-', ' ')} ${hop.id}`),
    findings: leg.findings.map((finding) => `${finding.code} ${finding.component}`).sort(),
  })),
  unmodelled: unmodelled.toSorted(),
});

const inOrder = (one: ReturnType<typeof gist>): ReturnType<typeof gist> => ({
  ...one,
  legs: one.legs.map((leg) => ({ ...leg, findings: leg.findings.toSorted() })),
});

const idPattern = /\b(tgw-attach|tgw-rtb|vpcbpa-exclude|vpc|subnet|eni|i|r|sg|acl|rtb|igw|nat|pcx|tgw|pl)-[\w-]+/g;
const addressPattern = /\b(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?\b/g;

interface Renaming {
  /** Makes other ids, in another order. */
  readonly salt: number;
  /** What each octet but the first is combined with: whole blocks move, and blocks within blocks stay within them. */
  readonly shift: readonly [number, number, number];
}

const renaming: fc.Arbitrary<Renaming> = fc.record({
  salt: fc.integer({ min: 1, max: 1e6 }),
  shift: fc.tuple(fc.nat(15), fc.nat(255), fc.nat(255)),
});

const renamed = ({ salt, shift }: Renaming): ((text: string) => string) => {
  const names = new Map<string, string>();
  const nameOf = (id: string, prefix: string): string => {
    const name = names.get(id) ?? `${prefix}-${((names.size + 1) * salt * 7919) % 1_000_003}x${names.size}`;
    names.set(id, name);
    return name;
  };
  const moved = (_text: string, ...found: readonly string[]): string => {
    const octets = found.slice(0, 4).map((octet, index) => Number(octet) ^ (shift[index - 1] ?? 0));
    const length = found[4];
    if (length === undefined) return octets.join('.');
    const kept = octets.map((octet, index) => {
      const bits = Math.min(8, Math.max(0, Number(length) - 8 * index));
      return octet & (256 - 2 ** (8 - bits));
    });
    return `${kept.join('.')}/${length}`;
  };
  return (text) => text.replace(idPattern, nameOf).replace(addressPattern, moved);
};

const through = <Value>(rename: (text: string) => string, value: Value): Value =>
  JSON.parse(rename(JSON.stringify(value))) as Value;

describe('other names and addresses', () => {
  test('change neither verdicts nor codes nor the hops, up to their names', () => {
    holds(
      fc.property(anyCase, renaming, ({ documents, query }, how) => {
        const rename = renamed(how);
        const other = ask(through(rename, documents), through(rename, query));
        expect(gist(other)).toEqual(inOrder(through(rename, gist(ask(documents, query)))));
      }),
    );
  });
});

/** Another order, the same for the same number. */
const shuffled = <Value>(values: readonly Value[], salt: number): Value[] =>
  values
    .map((value, index) => ({ value, rank: ((index + 1) * salt * 7919) % 1_000_003 }))
    .sort((one, other) => one.rank - other.rank)
    .map(({ value }) => value);

describe('order and copies', () => {
  const salts = fc.integer({ min: 1, max: 1e6 });
  const eachPart = (documents: Documents, change: (elements: readonly object[]) => readonly object[]): Documents =>
    Object.fromEntries(
      documentKeys.flatMap((key) => {
        const elements = documents[key];
        return elements === undefined ? [] : [[key, change(elements)]];
      }),
    );

  test('of the elements of each document change nothing', () => {
    holds(
      fc.property(anyCase, salts, ({ documents, query }, salt) => {
        const other = eachPart(documents, (elements) => shuffled(elements, salt));
        expect(gist(ask(other, query))).toEqual(gist(ask(documents, query)));
      }),
    );
  });

  test('of the rules, routes, entries and members within each element change nothing', () => {
    const deep = (value: unknown, salt: number): unknown => {
      // Of subnets that serve a zone as well, the first is shown.
      if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value;
      if (Array.isArray(value)) return shuffled(value, salt).map((each) => deep(each, salt));
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, deep(each, salt)]));
    };
    // The first address of an interface and of a NAT gateway, and the order of accounts in a document, mean something.
    const ordered = new Set(['NetworkInterfaces', 'Reservations', 'NatGateways']);
    holds(
      fc.property(anyCase, salts, ({ documents, query }, salt) => {
        const other = Object.fromEntries(
          Object.entries(documents).map(([key, elements]) => [
            key,
            ordered.has(key) ? elements : elements?.map((each) => deep(each, salt)),
          ]),
        ) as Documents;
        expect(gist(ask(other, query))).toEqual(gist(ask(documents, query)));
      }),
    );
  });

  test('elements that are there twice change nothing', () => {
    holds(
      fc.property(anyCase, fc.nat(3), ({ documents, query }, which) => {
        const other = eachPart(documents, (elements) => [
          ...elements,
          ...structuredClone(elements.filter((_, index) => index % 4 >= which)),
        ]);
        expect(answerDocument(ask(other, query))).toEqual(answerDocument(ask(documents, query)));
      }),
    );
  });

  test('the same question has the same answer, from one model and from two', () => {
    holds(
      fc.property(anyCase, anyCase, ({ documents, query }, between) => {
        const model = modelOf(snapshotOf(documents));
        const first = model.analyze(query);
        model.analyze(between.query);
        for (const other of [model.analyze(query), ask(structuredClone(documents), query)]) {
          expect(answerDocument(other)).toEqual(answerDocument(first));
          expect(other.footprint()).toEqual(first.footprint());
        }
      }),
    );
  });
});

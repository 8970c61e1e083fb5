import fc from 'fast-check';
import { parsed } from '../../lambda/snapshot/parse.ts';
import { readFolder } from '../../lambda/snapshot/read-folder.ts';
import { type DocumentKey, type Documents, documentKeys, type Snapshot } from '../../lambda/snapshot/snapshot.ts';
import { randomCases } from '../faults/each.ts';
import { at } from '../simulator/edit.ts';
import type { Query } from '../simulator/exists.ts';
import { corpusFolders } from '../support/corpus.ts';
import { ask, defaulted, present, refused, takenAt, verdicts, whole, without } from './asking.ts';
import { sample, shut } from './sample.ts';

type Path = readonly (string | number)[];

const pathsIn = (value: unknown, here: Path = []): readonly Path[] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([key, inner]) => {
        const path = [...here, Array.isArray(value) ? Number(key) : key];
        return [path, ...pathsIn(inner, path)];
      });

const withAt = (value: unknown, [key, ...rest]: Path, put: unknown): unknown => {
  if (key === undefined) return put;
  if (Array.isArray(value)) return value.map((each, index) => (index === key ? withAt(each, rest, put) : each));
  const whole = value as Readonly<Record<string, unknown>>;
  return { ...whole, [key]: withAt(whole[key], rest, put) };
};

const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Readonly<Record<string | number, unknown>>)[key], value);

const kindOf = (value: unknown): string => (Array.isArray(value) ? 'list' : value === null ? 'null' : typeof value);

const puts: readonly unknown[] = [null, 'garbage', 7, {}, []];

/** Of its kind: what the network could as well have had, and no damage. */
const isDamage = (before: unknown, put: unknown): boolean => kindOf(before) !== kindOf(put) || typeof put === 'string';

/** Interfaces of services have none. */
const optional: ReadonlySet<string> = new Set(['NetworkInterfaces.Attachment', 'NetworkInterfaces.InstanceId']);

interface Damage {
  readonly where: string;
  readonly documents: Documents;
}

/** Each field of each element, replaced by what it cannot be. */
const damaged = function* (documents: Documents, keys: readonly DocumentKey[]): Generator<Damage> {
  for (const key of keys) {
    const elements = documents[key] ?? [];
    for (const [index, element] of elements.entries())
      for (const path of pathsIn(element))
        for (const put of puts)
          if (isDamage(valueAt(element, path), put) && !(put === null && optional.has(`${key}.${path.at(-1)}`)))
            yield {
              where: `${key}[${index}].${path.join('.')} = ${JSON.stringify(put)}`,
              documents: {
                ...documents,
                [key]: elements.map((each, at_) => (at_ === index ? (withAt(each, path, put) as typeof each) : each)),
              },
            };
  }
};

describe('a field that is not what it should be', () => {
  test.each(present)('in %s: never a throw, and nothing shut becomes reachable', (key) => {
    const wrong: string[] = [];
    for (const { where, documents } of damaged(sample(), [key]))
      for (const [name, verdict] of Object.entries(verdicts(whole(documents), shut)))
        if (verdict === 'reachable') wrong.push(`${where}: ${name}`);
    expect(wrong).toEqual([]);
  });
});

const endsIn = (documents: Documents): readonly string[] => [
  ...(documents.NetworkInterfaces ?? []).flatMap(({ NetworkInterfaceId }) =>
    typeof NetworkInterfaceId === 'string' ? [NetworkInterfaceId] : [],
  ),
  'internet',
  '8.8.8.8',
];

describe("Batfish's networks, damaged", () => {
  const folders = corpusFolders('batfish');
  const part = fc.record({
    key: fc.nat(),
    element: fc.nat(),
    path: fc.nat(),
    put: fc.nat(),
    from: fc.nat(),
    to: fc.nat(),
  });
  test.each(folders.length > 0 ? folders : ['none'])('%s', async (folder) => {
    if (folder === 'none') return;
    const { snapshot } = await readFolder(folder, takenAt);
    const { documents } = snapshot;
    const keys = documentKeys.filter((key) => (documents[key] ?? []).length > 0);
    const ends = endsIn(documents);
    const wrong = new Set<string>();
    const compare = (where: string, query: Query, other: Snapshot): void => {
      const honest = ask(snapshot, query).verdict;
      const verdict = ask(other, query).verdict;
      if (honest === 'unreachable' && verdict === 'reachable') wrong.add(`${where}: ${query.from} to ${query.to}`);
    };
    for (const key of keys)
      for (const [index, from] of ends.entries()) {
        const query = { from, to: at(ends, index + 1) ?? from, protocol: 'tcp', port: '443' };
        if (!defaulted.has(key)) compare(`without ${key}`, query, { ...snapshot, documents: without(documents, key) });
        compare(`${key} refused`, query, refused(documents, key));
        if (index > 4) break;
      }
    fc.assert(
      fc.property(part, (pick) => {
        const key = at(keys, pick.key);
        const elements = key === undefined ? [] : (documents[key] ?? []);
        const element = at(elements, pick.element);
        const path = at(pathsIn(element), pick.path);
        const put = at(puts, pick.put);
        if (key === undefined || path === undefined || !isDamage(valueAt(element, path), put)) return;
        const query = { from: at(ends, pick.from) ?? '', to: at(ends, pick.to) ?? '', protocol: 'tcp', port: '443' };
        const other = elements.map((each) => (each === element ? (withAt(each, path, put) as typeof each) : each));
        compare(`${key}.${path.join('.')} = ${JSON.stringify(put)}`, query, {
          ...snapshot,
          documents: { ...documents, [key]: other },
        });
      }),
      { seed: 13, numRuns: randomCases(100, 2) },
    );
    expect([...wrong]).toEqual([]);
  });
});

describe('any JSON', () => {
  const content = sample();
  const fields = [
    ...new Set(
      Object.values(content).flatMap((elements) =>
        elements.flatMap((each) => pathsIn(each).map((path) => `${path.at(-1)}`)),
      ),
    ),
  ];
  const words = [...new Set(JSON.stringify(content).match(/"[^"]+"/g) ?? [])].map((word) => word.slice(1, -1));
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom(...words),
      fc.jsonValue({ maxDepth: 1 }),
      fc.array(tie('value'), { maxLength: 4 }),
      fc
        .array(fc.tuple(fc.constantFrom(...fields), tie('value')), { maxLength: 8 })
        .map((entries) => Object.fromEntries(entries)),
    ),
  }));
  const damage = fc.record({ key: fc.constantFrom(...present), element: fc.nat(), path: fc.nat(), put: value });

  test('in a few places of a sound network: an answer, whatever it is', () => {
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 6 }), (damages) => {
        let documents = sample();
        for (const { key, element, path, put } of damages) {
          const elements = documents[key] ?? [];
          const one = at(elements, element);
          const where = at(pathsIn(one), path);
          if (one === undefined || where === undefined) continue;
          const other = withAt(one, where, put) as typeof one;
          documents = { ...documents, [key]: elements.map((each) => (each === one ? other : each)) };
        }
        for (const verdict of Object.values(verdicts(whole(documents))))
          expect(['reachable', 'unknown', 'unreachable']).toContain(verdict);
      }),
      { seed: 14, numRuns: randomCases(800, 2) },
    );
  });

  test('as the documents: an answer, and none that claims a way', () => {
    const anything = fc
      .array(fc.tuple(fc.constantFrom(...documentKeys), fc.array(value, { maxLength: 6 })), { maxLength: 12 })
      .map((entries) => Object.fromEntries(entries));
    fc.assert(
      fc.property(anything, (json) => {
        for (const verdict of Object.values(verdicts(whole(parsed(json).documents))))
          expect(verdict).not.toBe('reachable');
      }),
      { seed: 15, numRuns: randomCases(800, 2) },
    );
  });
});

import fc from 'fast-check';
import { inventoryOf } from '../../lambda/snapshot/inventory.ts';
import { joined } from '../../lambda/snapshot/join.ts';
import { ownFileIn, ownKey } from '../../lambda/snapshot/own-file.ts';
import { parsed } from '../../lambda/snapshot/parse.ts';
import { documentKeys, documentParts } from '../../lambda/snapshot/snapshot.ts';

const ids = [...new Set(Object.values(documentParts).map(({ id }) => id))];
const read = ['Instances', 'State', 'Status', 'Tags', 'TagSet', 'PrivateIpAddresses', 'Association', 'ResourceType'];
const fields = [...ids, ...read, 'InstanceId', 'Key', 'Value', 'VpcId', 'NextToken', '__proto__'];
const wrappers = ['NextToken', 'NextMarker', 'Error', 'Code', 'data', 'status_code', ownKey, 'unreadable', 'takenAt'];

const structure = (keys: readonly string[], value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.array(fc.tuple(fc.constantFrom(...keys), value), { maxLength: 5 }).map((entries) => Object.fromEntries(entries));

/** Elements that are good as elements, often of one id, with anything in them. */
const described = (element: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.constantFrom(...documentKeys).chain((key) =>
    fc.array(fc.tuple(structure(fields, element), fc.constantFrom('x-1', 'x-2')), { maxLength: 4 }).map((elements) => ({
      [key]: elements.map(([held, id]) => Object.assign({}, held, { [documentParts[key].id]: id })),
    })),
  );

/** JSON with the names that are looked for, in right and in wrong places. */
const { document } = fc.letrec<{ document: unknown; element: unknown }>((tie) => ({
  element: fc.oneof(
    { depthSize: 'small' },
    fc.jsonValue(),
    fc.constantFrom('vpc-1', 'vpc', 'deleted', ''),
    structure(fields, tie('element')),
    fc.array(tie('element'), { maxLength: 4 }),
  ),
  document: fc.oneof(
    { depthSize: 'small' },
    fc.jsonValue(),
    described(tie('element')),
    structure([...documentKeys, ...wrappers], fc.oneof(tie('element'), fc.array(tie('element')), tie('document'))),
  ),
}));

const documents = fc.array(document, { maxLength: 4 });
const join = (contents: readonly unknown[]) =>
  joined(
    '',
    contents.map((content) => ({ file: 'a.json', ...parsed(content) })),
  );

describe('whatever JSON a file holds', () => {
  test('it is read without a throw, and not changed', () => {
    fc.assert(
      fc.property(documents, (contents) => {
        const before = JSON.stringify(contents);
        inventoryOf(join(contents));
        for (const content of contents) ownFileIn(content);
        expect(JSON.stringify(contents)).toBe(before);
      }),
      { numRuns: 3000 },
    );
  });

  test('a part of it is read whole or is unreadable', () => {
    fc.assert(
      fc.property(fc.constantFrom(...documentKeys), fc.oneof(document, documents), (key, value) => {
        const { documents, flawed } = parsed({ [key]: value });
        const wanted = Array.isArray(value) ? value.length : 1;
        expect(flawed[key] !== undefined || documents[key]?.length === wanted).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test('reading it twice gives what reading it once gives', () => {
    fc.assert(
      fc.property(documents, (contents) => {
        expect(join([...contents, ...contents]).documents).toEqual(join(contents).documents);
      }),
    );
  });

  test('its inventory has an id of a type once, whatever the order', () => {
    fc.assert(
      fc.property(documents, (contents) => {
        const snapshot = join(contents);
        const reversed = Object.fromEntries(
          Object.entries(snapshot.documents).map(([key, elements]) => [key, elements.toReversed()]),
        );
        const inventory = inventoryOf(snapshot);
        expect(inventoryOf({ ...snapshot, documents: reversed }).byType).toEqual(inventory.byType);
        for (const resources of inventory.byType.values())
          expect(new Set(resources.map(({ id }) => id)).size).toBe(resources.length);
      }),
    );
  });
});

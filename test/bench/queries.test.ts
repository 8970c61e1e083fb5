import { measureQueries, type Queries } from '../../bench/queries/measure.ts';
import { growthOf } from '../../bench/queries/print.ts';
import { itemBytes, unitsOf } from '../../bench/queries/size.ts';

/* What asking reads, at two sizes; nothing is timed. */

let queries: Queries;
beforeAll(async () => {
  queries = await measureQueries(50, [50, 2_000], 0);
});

const asked = (place: number, command: string) =>
  queries.measured[place]?.asked.find((one) => one.command.startsWith(command));

test.each(['status', 'history', 'incidents', 'report'])(
  '%s takes the same calls and reads the same, however many checks are kept',
  (command) => {
    const [small, large] = [asked(0, command), asked(1, command)];
    expect(small?.units).toBeGreaterThan(0);
    expect({ ...large, milliseconds: 0 }).toEqual({ ...small, milliseconds: 0 });
  },
);

test('status is one query of all states, and three small ones and the open incidents beside it', () => {
  const { asked: calls = [], items = 0 } = asked(1, 'status') ?? {};
  expect(calls).toEqual(['GetItem', 'GetItem', 'Query', 'Query', 'Query listed', 'Query pending']);
  expect(items).toBeLessThan(60);
});

test('checks are read no more of than are shown', () => {
  const { items } = queries.measured[1]?.asked.find(({ command }) => command.endsWith('--checks')) ?? {};
  // Twenty, the state, and one more that tells whether there are older ones.
  expect(items).toBe(22);
  expect(asked(1, 'explain')?.items).toBeLessThan(50);
});

test('what the bench would fail for does not come', () => {
  expect(growthOf(queries)).toEqual([]);
  const [first] = queries.measured;
  const grown = first?.asked.map((one) => ({ ...one, units: one.units + 1 })) ?? [];
  expect(growthOf({ ...queries, measured: [...(first ? [first] : []), { checks: 99, asked: grown }] })).toHaveLength(4);
});

test('sizes and units are counted as DynamoDB does', () => {
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
  expect(itemBytes({ pk: { S: 'é' }, n: { N: '-12.50' }, b: { B: Buffer.from('AAECAw==') } })).toBe(
    2 + 2 + (1 + 4) + (1 + 4),
  );
  expect(itemBytes({ l: { L: [{ S: 'ab' }, { NULL: true }] }, m: { M: { k: { BOOL: true } } } })).toBe(
    1 + 3 + 3 + 2 + 1 + 3 + 3,
  );
  expect([0, 1, 4_096, 4_097, 1_048_576].map((bytes) => unitsOf(bytes, false))).toEqual([0.5, 0.5, 0.5, 1, 128]);
  expect(unitsOf(4_097, true)).toBe(2);
});

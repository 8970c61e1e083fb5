import fc from 'fast-check';
import { dynamodbChanges } from '../../lambda/aws/dynamodb-changes.ts';
import type { Change } from '../../lambda/domain/change.ts';
import type { ChangeLog, Gathering } from '../../lambda/monitor/ports.ts';
import { anyChange } from './any-basic.ts';
import type { Engine, TestTable } from './dynamodb.ts';
import { type DynamodbProxy, openProxy } from './dynamodb-proxy.ts';
import { aChange } from './records.ts';
import { faultKind } from './store-contract.ts';

const second = (n: number): string => new Date(Date.UTC(2026, 10, 22, 10, 0, n)).toISOString();
const opening = (id: string, staleBefore = second(-300)) => ({ id, staleBefore });
const changeAt = (n: number, over: Partial<Change> = {}): Change =>
  aChange({ id: `event-${n}`, at: second(n), ...over });

/** What the log of changes keeps to, on any engine that speaks DynamoDB's protocol. */
export const changeLogContract = (name: string, start: () => Promise<Engine>): void => {
  describe(`the log of changes on ${name}`, () => {
    let engine: Engine;
    let table: TestTable;
    let changes: ChangeLog;
    beforeAll(async () => {
      engine = await start();
    });
    afterAll(async () => engine.close());
    beforeEach(async () => {
      table = await engine.openTable();
      changes = dynamodbChanges(table.client, table.name);
    });
    afterEach(() => table.close());

    const idsBetween = async (since: number, until: number, limit = 5_000) =>
      (await changes.between(second(since), second(until), limit)).map(({ id }) => id);

    describe('a change', () => {
      test('is kept once, however often it comes, in one batch or in several', async () => {
        await changes.keep([changeAt(1), changeAt(1), changeAt(2)]);
        await Promise.all([changes.keep([changeAt(1)]), changes.keep([changeAt(2), changeAt(1)])]);
        expect(await idsBetween(0, 9)).toEqual(['event-2', 'event-1']);
      });

      test('comes back as it was kept, whatever it is', async () => {
        const few = fc.uniqueArray(anyChange, { selector: ({ at, id }) => `${at} ${id}`, maxLength: 30 });
        await fc.assert(
          fc.asyncProperty(few, async (all) => {
            await changes.keep(all);
            const found = await changes.between('2020-01-01T00:00:00.000Z', '2100-01-01T00:00:00.000Z', 5_000);
            for (const one of all) expect(found).toContainEqual(one);
          }),
          { numRuns: 10 },
        );
      });

      test('that could not be read again is refused as invalid, and none of its batch is kept', async () => {
        expect(await faultKind(changes.keep([changeAt(1), changeAt(2, { at: '2026-11-22 10:00' })]))).toBe('invalid');
        expect(await idsBetween(0, 9)).toEqual([]);
      });

      test('none is nothing to keep', async () => {
        await changes.keep([]);
        expect(await idsBetween(-9, 9)).toEqual([]);
      });
    });

    describe('a thousand changes', () => {
      const details = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`detail${n}`, 'x'.repeat(200)]));
      beforeEach(() => changes.keep(Array.from({ length: 1_000 }, (_, n) => changeAt(n, { details }))));

      test('are all kept, and found newest first', async () => {
        expect(await idsBetween(0, 1_000)).toEqual(Array.from({ length: 1_000 }, (_, n) => `event-${999 - n}`));
      });

      test('are found between times, both included, the newest so many', async () => {
        expect(await idsBetween(5, 8)).toEqual(['event-8', 'event-7', 'event-6', 'event-5']);
        expect(await idsBetween(0, 1_000, 3)).toEqual(['event-999', 'event-998', 'event-997']);
        expect(await idsBetween(0, 600, 450)).toHaveLength(450);
        expect(await idsBetween(2_000, 3_000)).toEqual([]);
      });
    });

    test('between times in the wrong order nothing is found', async () => {
      await changes.keep([changeAt(1)]);
      expect(await idsBetween(9, 0)).toEqual([]);
    });

    describe('a gathering', () => {
      const opened: Gathering = { id: 'g1', openedAt: second(0), latestAt: second(0), count: 2 };

      test('is opened by the first, and joined by who comes before it is closed', async () => {
        expect(await changes.gathering('g1')).toBeUndefined();
        expect(await changes.join(2, second(0), opening('g1'))).toEqual(opened);
        expect(await changes.join(3, second(7), opening('g2'))).toEqual({ ...opened, latestAt: second(7), count: 5 });
        expect(await changes.gathering('g1')).toEqual({ ...opened, latestAt: second(7), count: 5 });
        expect(await changes.gathering('g2')).toBeUndefined();
      });

      test('is not set back by who comes with an earlier clock', async () => {
        await changes.join(1, second(10), opening('g1'));
        expect(await changes.join(1, second(4), opening('g2'))).toMatchObject({ id: 'g1', latestAt: second(10) });
      });

      test('is closed once, and then neither found nor joined', async () => {
        const gathering = await changes.join(2, second(0), opening('g1'));
        expect(await changes.close(gathering)).toBe(true);
        expect(await changes.close(gathering)).toBe(false);
        expect(await changes.gathering('g1')).toBeUndefined();
        expect(await changes.join(1, second(9), opening('g2'))).toMatchObject({ id: 'g2', count: 1 });
      });

      test('stays open where a change comes between the reading and the closing', async () => {
        const read = await changes.join(2, second(0), opening('g1'));
        const joined = await changes.join(1, second(1), opening('g2'));
        expect(await changes.close(read)).toBe(false);
        expect(await changes.gathering('g1')).toEqual(joined);
        expect(await changes.close(joined)).toBe(true);
      });

      test('whose closer has died is replaced, and cannot be closed any more', async () => {
        const old = await changes.join(1, second(0), opening('g1'));
        expect(await changes.join(1, second(301), opening('g2', second(1)))).toEqual({
          id: 'g2',
          openedAt: second(301),
          latestAt: second(301),
          count: 1,
        });
        expect(await changes.gathering('g1')).toBeUndefined();
        expect(await changes.close(old)).toBe(false);
        expect(await changes.gathering('g2')).toMatchObject({ count: 1 });
      });

      test('is one where two join at once, whatever was there before', async () => {
        const together = (n: number, staleBefore: string) =>
          Promise.all([1, 2].map((who) => changes.join(1, second(n), opening(`g${n}-${who}`, staleBefore))));
        for (const [n, stale] of [
          [0, -300],
          [10, 5],
        ] as const) {
          const joined = await together(n, second(stale));
          const [id] = new Set(joined.map((gathering) => gathering.id));
          expect(new Set(joined.map((gathering) => gathering.id)).size).toBe(1);
          expect(await changes.gathering(id ?? '')).toMatchObject({ count: 2, openedAt: second(n) });
        }
        const now = await changes.gathering('g10-1');
        const closing = now ?? (await changes.gathering('g10-2'));
        if (closing === undefined) throw new Error('nothing is open');
        await changes.close(closing);
        const again = await together(20, second(-300));
        expect(new Set(again.map(({ id }) => id)).size).toBe(1);
      });

      test('counts everybody who joins while another closes: each is in the closed one or in the next', async () => {
        for (let round = 0; round < 10; round += 1) {
          const read = await changes.join(1, second(round), opening(`round-${round}`));
          const [closed, joined] = await Promise.all([
            changes.close(read),
            changes.join(1, second(round), opening(`next-${round}`)),
          ]);
          const open = await changes.gathering(joined.id);
          expect(open).toMatchObject(closed ? { id: `next-${round}`, count: 1 } : { id: `round-${round}`, count: 2 });
          if (open !== undefined) await changes.close(open);
        }
      });
    });

    describe('a disturbed call', () => {
      let proxy: DynamodbProxy;
      const by = (attempts: number): ChangeLog => dynamodbChanges(table.by(proxy.url, attempts), table.name);
      const gathering: Gathering = { id: 'g1', openedAt: second(0), latestAt: second(0), count: 1 };
      const calls: readonly (readonly [string, (log: ChangeLog) => Promise<unknown>])[] = [
        ['keep', (log) => log.keep([changeAt(1)])],
        ['join', (log) => log.join(1, second(0), opening('g1'))],
        ['gathering', (log) => log.gathering('g1')],
        ['close', (log) => log.close(gathering)],
        ['between', (log) => log.between(second(0), second(1), 5)],
      ];
      beforeEach(async () => {
        proxy = await openProxy(engine.url);
      });
      afterEach(() => proxy.close());

      test.each([
        ['throttled', { kind: 'error', status: 400, code: 'ThrottlingException' }],
        ['denied', { kind: 'error', status: 400, code: 'AccessDeniedException' }],
        ['unavailable', { kind: 'error', status: 500, code: 'InternalServerError' }],
        ['malformed', { kind: 'malformed', body: '{"Items": [' }],
        ['no-answer', { kind: 'reset' }],
      ] as const)('is a fault of kind %s, whatever the call', async (kind, disturbance) => {
        proxy.disturb(() => disturbance);
        for (const [call, run] of calls) expect([call, await faultKind(run(by(1)))]).toEqual([call, kind]);
      });

      test('whose answer was lost costs nothing but a repeat', async () => {
        proxy.disturb((_, index) => (index % 2 === 0 ? { kind: 'lost' } : undefined));
        await by(3).keep([changeAt(1)]);
        expect(await idsBetween(0, 9)).toEqual(['event-1']);
        const joined = await by(3).join(1, second(0), opening('g1'));
        expect(joined.id).toBe('g1');
        expect(await changes.gathering('g1')).toMatchObject({ id: 'g1' });
      });

      test('that takes a part of a batch is asked again for the rest', async () => {
        const unprocessed = { UnprocessedItems: { [table.name]: [] } };
        proxy.disturb((operation) =>
          operation === 'BatchWriteItem' ? { kind: 'malformed', body: JSON.stringify(unprocessed) } : undefined,
        );
        expect(await faultKind(by(1).keep([changeAt(1)]))).toBe('none');
        const item = { PutRequest: { Item: { pk: { S: 'CHANGES' }, sk: { S: 'x' } } } };
        proxy.disturb((operation, index) =>
          operation === 'BatchWriteItem' && index < 2
            ? { kind: 'malformed', body: JSON.stringify({ UnprocessedItems: { [table.name]: [item] } }) }
            : undefined,
        );
        await by(1).keep([changeAt(1)]);
        expect(proxy.calls.filter((operation) => operation === 'BatchWriteItem').length).toBe(4);
        proxy.disturb(() => ({
          kind: 'malformed',
          body: JSON.stringify({ UnprocessedItems: { [table.name]: [item] } }),
        }));
        expect(await faultKind(by(1).keep([changeAt(1)]))).toBe('throttled');
      });
    });
  });
};

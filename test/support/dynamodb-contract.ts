import { DeleteCommand, GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { dynamodbStore } from '../../lambda/aws/dynamodb-store.ts';
import { pack } from '../../lambda/aws/pack.ts';
import {
  budgetKey,
  checkKey,
  dayKey,
  footprintKey,
  incidentKey,
  lookKey,
  noticeKey,
  stateKey,
  sweepKey,
} from '../../lambda/aws/table.ts';
import type { FaultKind } from '../../lambda/domain/fault.ts';
import { briefOf } from '../../lambda/domain/state.ts';
import type { Store } from '../../lambda/monitor/ports.ts';
import { anyCheck, anyDay, anyState } from './any-record.ts';
import { aReservation } from './budget-contract.ts';
import type { Engine, TestTable } from './dynamodb.ts';
import { type Disturbance, type DynamodbProxy, openProxy } from './dynamodb-proxy.ts';
import { noise } from './noise.ts';
import {
  aBreak,
  aCheck,
  aDay,
  aFinding,
  anAnalysis,
  anEndedIncident,
  anIncident,
  anOwed,
  aSettled,
  aState,
  aSweepRecord,
} from './records.ts';
import { contractRetention, faultKind, storeContract } from './store-contract.ts';

const { days, now } = contractRetention;

/** What the store over DynamoDB keeps to besides the contract of a `Store`, on any engine that speaks its protocol. */
export const dynamodbContract = (name: string, start: () => Promise<Engine>): void => {
  describe(name, () => {
    let engine: Engine;
    beforeAll(async () => {
      engine = await start();
    });
    afterAll(async () => engine.close());

    storeContract(name, async () => {
      const table = await engine.openTable();
      return { store: dynamodbStore(table.client, table.name, days, now), close: table.close };
    });

    describe(`the items in ${name}`, () => {
      let table: TestTable;
      let store: Store;
      beforeEach(async () => {
        table = await engine.openTable();
        store = dynamodbStore(table.client, table.name, days, now);
      });
      afterEach(() => table.close());

      const set = (key: { pk: string; sk: string }, attribute: string, value: unknown) =>
        table.client.send(
          new UpdateCommand({
            TableName: table.name,
            Key: key,
            UpdateExpression: 'SET #a = :v',
            ExpressionAttributeNames: { '#a': attribute },
            ExpressionAttributeValues: { ':v': value },
          }),
        );

      const check = aCheck();
      const keys = {
        state: stateKey('web-db'),
        check: checkKey('web-db', check.observedAt, check.sweepId),
        incident: incidentKey(anIncident().id),
        sweep: sweepKey('2026-11-22T10:00:00.000Z', 'sweep-1'),
        day: dayKey('web-db', '2026-11-22'),
      };
      const putAll = async () => {
        await store.putState(aState({ outbox: [anOwed()] }), 0);
        await store.putCheck(check);
        await store.putIncident(anIncident(), 0);
        await store.putSweep(aSweepRecord());
        await store.putDay(aDay());
      };
      const readers = {
        state: () => store.states(),
        check: () => store.checks('web-db', { limit: 5 }),
        incident: () => store.incidents({ limit: 5 }),
        sweep: () => store.sweeps({ limit: 5 }),
        day: () => store.days('web-db', { since: '2026-11-01', until: '2026-11-30' }),
      };
      const kinds = ['state', 'check', 'incident', 'sweep', 'day'] as const;

      test('hold any record', async () => {
        const wire = { numRuns: 20 };
        await fc.assert(
          fc.asyncProperty(anyState, async (state) => {
            await table.client.send(new DeleteCommand({ TableName: table.name, Key: stateKey(state.pathId) }));
            await store.putState(state, 0);
            expect(await store.state(state.pathId)).toEqual(state);
            expect(await store.briefs()).toContainEqual(briefOf(state));
          }),
          wire,
        );
        await fc.assert(
          fc.asyncProperty(anyCheck, async (any) => {
            const put = { ...any, pathId: 'any', observedAt: check.observedAt, sweepId: 'any' };
            const key = checkKey(put.pathId, put.observedAt, put.sweepId);
            await table.client.send(new DeleteCommand({ TableName: table.name, Key: key }));
            await store.putCheck(put);
            expect(await store.checks('any', { limit: 1 })).toEqual({ items: [put], unreadable: [] });
          }),
          wire,
        );
        await fc.assert(
          fc.asyncProperty(anyDay, async (any) => {
            const put = { ...any, pathId: 'any' };
            await table.client.send(new DeleteCommand({ TableName: table.name, Key: dayKey('any', put.date) }));
            await store.putDay(put);
            const { date } = put;
            expect(await store.days('any', { since: date, until: date })).toEqual({ items: [put], unreadable: [] });
          }),
          wire,
        );
      });

      test.each(kinds)('a %s that a newer release has written more into is read', async (kind) => {
        await putAll();
        const before = await readers[kind]();
        await set(keys[kind], 'forecast', { next: ['something'] });
        expect(await readers[kind]()).toEqual(before);
      });

      test.each([
        ['state', 'version', 'two'],
        ['state', 'outbox', new Uint8Array([1, 2, 3])],
        ['check', 'evidence', 'text'],
        ['check', 'verdict', 'perhaps'],
        ['incident', 'document', new Uint8Array([1, 2, 3])],
        ['sweep', 'startedAt', 'once'],
        ['day', 'stretches', []],
        ['day', 'seconds', 'many'],
      ] as const)('a %s whose %s is %p is listed as one that cannot be read', async (kind, attribute, value) => {
        await putAll();
        await set(keys[kind], attribute, value);
        const item = `${keys[kind].pk} / ${keys[kind].sk}`;
        const isOfPath = kind === 'state' || kind === 'check' || kind === 'day';
        expect(await readers[kind]()).toEqual({
          items: [],
          unreadable: [
            { item, ...(isOfPath && { pathId: 'web-db' }), reason: expect.stringContaining('cannot be read: ') },
          ],
        });
      });

      test('that cannot be read stop no list', async () => {
        const ids = ['a', 'b', 'c'];
        for (const pathId of ids) await store.putState(aState({ pathId }), 0);
        await set(stateKey('b'), 'outbox', new Uint8Array([1, 2, 3]));
        const { items, unreadable } = await store.states();
        expect(items.map(({ pathId }) => pathId)).toEqual(['a', 'c']);
        expect(unreadable).toEqual([expect.objectContaining({ item: 'PATH#b / STATE', pathId: 'b' })]);
        const sweeps = ['sweep-1', 'sweep-2', 'sweep-3'];
        for (const sweepId of sweeps) await store.putCheck(aCheck({ sweepId }));
        await set(checkKey('web-db', check.observedAt, 'sweep-2'), 'verdict', 'perhaps');
        const page = await store.checks('web-db', { limit: 2 });
        expect(page.items.map(({ sweepId }) => sweepId)).toEqual(['sweep-3']);
        expect(page.unreadable).toHaveLength(1);
        const next = await store.checks('web-db', { limit: 2, ...(page.cursor && { cursor: page.cursor }) });
        expect(next.items.map(({ sweepId }) => sweepId)).toEqual(['sweep-1']);
      });

      test.each([
        ['version', 'two'],
        ['outbox', new Uint8Array([1, 2, 3])],
      ] as const)(
        'a state whose %s is %p is malformed where it is wanted alone, and the fault names it',
        async (attribute, value) => {
          await putAll();
          await set(keys.state, attribute, value);
          await expect(store.state('web-db')).rejects.toMatchObject({
            info: { kind: 'malformed', message: expect.stringContaining('PATH#web-db / STATE') },
          });
        },
      );

      test('leave out a brief or a look that cannot be read: no other path suffers from it', async () => {
        const states = [aState({ pathId: 'a' }), aState({ pathId: 'b' }), aState({ pathId: 'c' })];
        for (const state of states) await store.putState(state, 0);
        const looks = ['rate(5 minutes)', 'change', 'hand'].map((kind) => ({
          kind,
          at: check.observedAt,
          sweepId: 'sweep-1',
          except: [],
        }));
        for (const look of looks) await store.putLook(look);
        for (const garbage of [{ pathId: 7 }, 'text', [], null]) {
          await set(stateKey('b'), 'brief', garbage);
          expect((await store.briefs()).map(({ pathId }) => pathId)).toEqual(['a', 'c']);
          await set(lookKey('change'), 'except', garbage === null ? 'none' : garbage);
          const kinds_ = (await store.looks()).map(({ kind }) => kind);
          expect(kinds_.toSorted()).toEqual(
            Array.isArray(garbage) ? ['change', 'hand', 'rate(5 minutes)'] : ['hand', 'rate(5 minutes)'],
          );
        }
        // The state itself is none of the worse for it.
        expect(await store.state('b')).toEqual(states[1]);
      });

      test('forget the tokens of days past, and no count', async () => {
        const days_ = [1, 2, 3, 4, 5, 6];
        for (const day of days_) await store.reserve(aReservation({ day, tokens: [`of day ${day}`] }));
        const { Item = {} } = await table.client.send(
          new GetCommand({ TableName: table.name, Key: budgetKey('2026-11') }),
        );
        const kept = Object.keys(Item).filter((name) => name.startsWith('tokens#'));
        expect(kept.toSorted()).toEqual(['tokens#5', 'tokens#6']);
        expect(await store.spent('2026-11')).toMatchObject({ analyses: 6, byPath: { 'web-db': 6 } });
      });

      test('hold a footprint in chunks; where one is missing or cannot be read, it is as good as not kept', async () => {
        const facts = { large: noise(1_200_000) };
        await store.putFootprint('web-db', 'whole', facts);
        const { Items: chunks = [] } = await table.client.send(
          new QueryCommand({
            TableName: table.name,
            KeyConditionExpression: 'pk = :pk',
            ExpressionAttributeValues: { ':pk': footprintKey('web-db', 'whole', 0).pk },
          }),
        );
        expect(chunks.length).toBeGreaterThan(2);
        for (const place of chunks.keys()) {
          await table.client.send(
            new DeleteCommand({ TableName: table.name, Key: footprintKey('web-db', 'whole', place) }),
          );
          expect(await store.footprint('web-db', 'whole')).toBeUndefined();
          await store.putFootprint('web-db', 'whole', facts);
          expect(await store.footprint('web-db', 'whole')).toEqual(facts);
        }
        for (const garbage of [new Uint8Array([1, 2, 3]), new Uint8Array(), 'text', 7]) {
          await set(footprintKey('web-db', 'whole', 1), 'facts', garbage);
          expect(await store.footprint('web-db', 'whole')).toBeUndefined();
        }
      });

      test.each([[['a list']], ['text'], [7], [null], [{ key: { nested: 1 } }]])(
        'a footprint of %j is none',
        async (value) => {
          await store.putFootprint('web-db', 'f1', { fact: 'true' });
          await set(footprintKey('web-db', 'f1', 0), 'facts', pack(value));
          expect(await store.footprint('web-db', 'f1')).toBeUndefined();
        },
      );

      test('of budget, footprints, looks and notices expire', async () => {
        await store.reserve(aReservation());
        await store.putFootprint('web-db', 'f1', { fact: 'true' });
        await store.claimNotice('n1', check.observedAt, check.observedAt);
        for (const key of [budgetKey('2026-11'), footprintKey('web-db', 'f1', 0), noticeKey('n1')]) {
          const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key: key }));
          expect(Item?.expires).toBeGreaterThan(now().getTime() / 1000 + days * 86_400);
        }
      });

      test('are readable where people look: only evidence, outbox and outcomes are packed', async () => {
        await putAll();
        const get = async (key: object) =>
          (await table.client.send(new GetCommand({ TableName: table.name, Key: key }))).Item;
        expect(await get(keys.state)).toMatchObject({
          pathId: 'web-db',
          verdict: 'reachable',
          standing: 'expected',
          since: '2026-11-22T10:00:00.000Z',
          waiting: 1,
        });
        expect(await get(keys.check)).toMatchObject({ verdict: 'reachable', cost: 0.1, expires: 1_797_933_600 });
        expect(await get(keys.incident)).not.toHaveProperty('expires');
        expect(await get(keys.sweep)).toMatchObject({ due: 1, tally: { expected: 1 } });
      });

      test('hold the largest records that are made', async () => {
        const findings = Array.from({ length: 500 }, (_, n) =>
          aFinding({ message: noise(3_000, `m${n}`), advice: noise(3_000, `a${n}`) }),
        );
        const open = findings.map(({ message }) => message);
        const large = aCheck({
          findings,
          open,
          evidence: [anAnalysis({ details: [noise(250_000)], document: noise(1_000_000) })],
        });
        await store.putCheck(large);
        await store.putIncident(anIncident({ findings }), 0);
        await store.putState(
          aState({
            settled: aSettled({ findings, open }),
            broken: aBreak({ findings }),
            blind: { checks: 1, since: check.observedAt, reported: false, findings },
            outbox: [{ kind: 'check', check: large }, ...findings.map((_, n) => anOwed({ number: n, findings, open }))],
          }),
          0,
        );
        const outcome = {
          pathId: 'web-db',
          verdict: 'unknown',
          standing: 'undetermined',
          how: 'analysed',
          analyses: 1,
          alerts: 0,
        } as const;
        const outcomes = Array.from({ length: 2_000 }, (_, n) => ({ ...outcome, trouble: noise(500, `${n}`) }));
        await store.putSweep(aSweepRecord({ outcomes, notes: open }));
        expect((await store.state('web-db'))?.outbox).toHaveLength(501);
        expect((await store.sweeps({ limit: 1 })).items[0]?.outcomes).toHaveLength(2_000);
        expect((await store.checks('web-db', { limit: 1 })).items).toHaveLength(1);
        expect((await store.incidents({ limit: 1 })).items).toHaveLength(1);
      });
    });

    describe(`a disturbed call to ${name}`, () => {
      let table: TestTable;
      let proxy: DynamodbProxy;
      let undisturbed: Store;
      const by = (attempts: number): Store => dynamodbStore(table.by(proxy.url, attempts), table.name, days, now);
      beforeEach(async () => {
        table = await engine.openTable();
        proxy = await openProxy(engine.url);
        undisturbed = dynamodbStore(table.client, table.name, days, now);
      });
      afterEach(async () => {
        table.close();
        await proxy.close();
      });

      const calls: readonly (readonly [string, (store: Store) => Promise<unknown>])[] = [
        ['state', (store) => store.state('web-db')],
        ['putState', (store) => store.putState(aState({ version: 2 }), 1)],
        ['putCheck', (store) => store.putCheck(aCheck())],
        ['incident', (store) => store.incident(anIncident().id)],
        ['putIncident', (store) => store.putIncident(anIncident({ version: 2 }), 1)],
        ['openIncidents', (store) => store.openIncidents()],
        ['silences', (store) => store.silences()],
        ['endMute', (store) => store.endMute('m1', aCheck().observedAt)],
        ['putSweep', (store) => store.putSweep(aSweepRecord())],
        ['states', (store) => store.states()],
        ['putDay', (store) => store.putDay(aDay())],
        ['days', (store) => store.days('web-db', { since: '2026-11-01', until: '2026-11-30' })],
        ['putGap', (store) => store.putGap({ from: aCheck().observedAt, until: aCheck().observedAt })],
        ['gaps', (store) => store.gaps(aCheck().observedAt)],
        ['pending', (store) => store.pending()],
        ['checks', (store) => store.checks('web-db', { limit: 3 })],
        ['sweeps', (store) => store.sweeps({ limit: 3 })],
        ['incidents', (store) => store.incidents({ limit: 3 })],
        ['briefs', (store) => store.briefs()],
        ['footprint', (store) => store.footprint('web-db', 'f1')],
        ['putFootprint', (store) => store.putFootprint('web-db', 'f1', { fact: 'true' })],
        ['reserve', (store) => store.reserve(aReservation())],
        ['spent', (store) => store.spent('2026-11')],
        ['looks', (store) => store.looks()],
        ['putLook', (store) => store.putLook({ kind: 'hand', at: aCheck().observedAt, sweepId: 's', except: [] })],
        ['claimNotice', (store) => store.claimNotice('n1', aCheck().observedAt, aCheck().observedAt)],
        ['noticeTold', (store) => store.noticeTold('n1', aCheck().observedAt)],
      ];

      const faults: readonly (readonly [FaultKind, Disturbance])[] = [
        ['throttled', { kind: 'error', status: 400, code: 'ProvisionedThroughputExceededException' }],
        ['throttled', { kind: 'error', status: 400, code: 'ThrottlingException' }],
        ['throttled', { kind: 'error', status: 400, code: 'RequestLimitExceeded' }],
        ['unavailable', { kind: 'error', status: 500, code: 'InternalServerError' }],
        ['unavailable', { kind: 'error', status: 503, code: 'ServiceUnavailable' }],
        ['denied', { kind: 'error', status: 400, code: 'AccessDeniedException' }],
        ['expired-credentials', { kind: 'error', status: 400, code: 'ExpiredTokenException' }],
        ['not-found', { kind: 'error', status: 400, code: 'ResourceNotFoundException' }],
        ['invalid', { kind: 'error', status: 400, code: 'ValidationException' }],
        ['malformed', { kind: 'malformed', body: '<html>not for you</html>' }],
        ['malformed', { kind: 'malformed', body: '{"Items": [' }],
        ['no-answer', { kind: 'reset' }],
      ];

      test.each(faults)('is a fault of kind %s after %j, whatever the call', async (kind, disturbance) => {
        proxy.disturb(() => disturbance);
        const store = by(1);
        const met = await Promise.all(calls.map(async ([call, run]) => [call, await faultKind(run(store))]));
        expect(met).toEqual(calls.map(([call]) => [call, kind]));
      });

      test('that answers no items is malformed, not an empty history', async () => {
        proxy.disturb(() => ({ kind: 'malformed', body: '{}' }));
        expect(await faultKind(by(1).states())).toBe('malformed');
        expect(await faultKind(by(1).checks('web-db', { limit: 3 }))).toBe('malformed');
      });

      const disturbances: readonly (readonly [string, Disturbance])[] = [
        ['it was throttled', { kind: 'error', status: 400, code: 'ThrottlingException' }],
        ['its connection was reset', { kind: 'reset' }],
        ['its answer was lost', { kind: 'lost' }],
      ];

      test.each(disturbances)('succeeds after %s', async (_, disturbance) => {
        await undisturbed.putState(aState(), 0);
        proxy.disturb((_, index) => (index < calls.length ? disturbance : undefined));
        const met = await Promise.all(calls.map(async ([call, run]) => [call, await faultKind(run(by(4)))]));
        expect(met).toEqual(calls.map(([call]) => [call, 'none']));
        expect(await undisturbed.state('web-db')).toEqual(aState({ version: 2 }));
      });

      test.each([0, 1])('a state over version %p whose answer was lost was written', async (expected) => {
        if (expected > 0) await undisturbed.putState(aState({ version: expected }), 0);
        const state = aState({ version: expected + 1, transitions: 7, outbox: [anOwed()] });
        proxy.disturb((operation, index) => (operation === 'PutItem' && index === 0 ? { kind: 'lost' } : undefined));
        expect(await by(3).putState(state, expected)).toBe(true);
        expect(proxy.calls).toEqual(['PutItem', 'PutItem', 'GetItem']);
        expect(await undisturbed.state('web-db')).toEqual(state);
      });

      test('a state that never arrived, while another was written, was not written', async () => {
        await undisturbed.putState(aState(), 0);
        await undisturbed.putState(aState({ version: 2, transitions: 1 }), 1);
        proxy.disturb((_, index) => (index === 0 ? { kind: 'reset' } : undefined));
        expect(await by(3).putState(aState({ version: 2 }), 1)).toBe(false);
        expect((await undisturbed.state('web-db'))?.transitions).toBe(1);
      });

      test.each([0, 1, 2])(
        'a reservation is counted once although the answer to its call %p was lost',
        async (lost) => {
          proxy.disturb((_, index) => (index === lost ? { kind: 'lost' } : undefined));
          const reservation = aReservation({ tokens: ['one', 'two'] });
          expect(await by(3).reserve(reservation)).toBe(true);
          expect(await by(3).reserve(reservation)).toBe(true);
          expect((await undisturbed.spent('2026-11')).analyses).toBe(2);
        },
      );

      test('an incident is written although every answer on the way was lost once', async () => {
        await undisturbed.putIncident(anIncident(), 0);
        proxy.disturb((_, index) => (index % 2 === 0 ? { kind: 'lost' } : undefined));
        const closed = anEndedIncident({ version: 2 });
        expect(await by(3).putIncident(closed, 1)).toBe(true);
        expect((await undisturbed.incidents({ limit: 1 })).items).toEqual([closed]);
      });

      test('an item that DynamoDB itself refuses is invalid', async () => {
        const refused = table.client.send(new PutCommand({ TableName: table.name, Item: { pk: 'only half a key' } }));
        await expect(refused).rejects.toThrow();
        expect(await faultKind(undisturbed.state(noise(3_000)))).toBe('invalid');
      });
    });
  });
};

import type { Check } from '../../lambda/domain/check.ts';
import { Fault } from '../../lambda/domain/fault.ts';
import type { Mute } from '../../lambda/domain/silence.ts';
import type { HistoryQuery, Page, Store } from '../../lambda/monitor/ports.ts';
import { anAlert } from './alerts.ts';
import { budgetContract } from './budget-contract.ts';
import { looksContract } from './looks-contract.ts';
import { noise } from './noise.ts';
import {
  aBreak,
  aCause,
  aCheck,
  aDay,
  aFinding,
  aMember,
  anAnalysis,
  anEndedIncident,
  anIncident,
  anOwed,
  aSettled,
  aState,
  aSweepRecord,
} from './records.ts';

export interface OpenStore {
  readonly store: Store;
  close(): Promise<void> | void;
}

/** What a store under the contract is to be opened with: it keeps for so many days, and this is now. */
export const contractRetention = { days: 30, now: () => new Date('2026-11-22T12:00:00.000Z') };

/** Every page of a history, one after the other. */
export const pagesOf = async <Item>(
  ask: (query: HistoryQuery) => Promise<Page<Item>>,
  query: HistoryQuery,
): Promise<readonly (readonly Item[])[]> => {
  const page = await ask(query);
  const rest = page.cursor === undefined ? [] : await pagesOf(ask, { ...query, cursor: page.cursor });
  return [page.items, ...rest];
};

/** Rejects with a `Fault`; its kind. */
export const faultKind = async (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'none',
    (error: unknown) => (error instanceof Fault ? error.info.kind : `no fault: ${error}`),
  );

const minute = (n: number): string => new Date(Date.UTC(2026, 10, 22, 8, n)).toISOString();
const checkAt = (n: number, over: Partial<Check> = {}): Check =>
  aCheck({ sweepId: `sweep-${n}`, observedAt: minute(n), ...over });

/** What every `Store` keeps to. */
export const storeContract = (name: string, open: () => Promise<OpenStore>): void => {
  describe(`${name} as a Store`, () => {
    let opened: OpenStore;
    let store: Store;
    beforeEach(async () => {
      opened = await open();
      store = opened.store;
    });
    afterEach(async () => opened.close());

    describe('a state', () => {
      test('is not there before it was written, and then as it was written', async () => {
        expect(await store.state('web-db')).toBeUndefined();
        const state = aState({
          broken: aBreak(),
          blind: { checks: 3, since: minute(0), reported: true, findings: [aFinding({ says: 'unknown' })] },
          outbox: [{ kind: 'check', check: aCheck() }, anOwed()],
        });
        expect(await store.putState(state, 0)).toBe(true);
        expect(await store.state('web-db')).toEqual(state);
      });

      test('that never had a settled verdict, nor anything else optional, is kept', async () => {
        const { settled: _, observedAt: __, ...bare } = aState({ recent: [] });
        await store.putState(bare, 0);
        expect(await store.state('web-db')).toEqual(bare);
      });

      test('is written only over the version that the writer has seen', async () => {
        expect(await store.putState(aState({ version: 1 }), 1)).toBe(false);
        expect(await store.putState(aState({ version: 1 }), 0)).toBe(true);
        expect(await store.putState(aState({ version: 1, transitions: 9 }), 0)).toBe(false);
        expect(await store.putState(aState({ version: 2 }), 1)).toBe(true);
        expect(await store.putState(aState({ version: 2, transitions: 9 }), 1)).toBe(false);
        expect(await store.putState(aState({ version: 4 }), 3)).toBe(false);
        expect(await store.state('web-db')).toEqual(aState({ version: 2 }));
      });

      test('written a second time, word for word, was written', async () => {
        const state = aState({ version: 2, outbox: [anOwed()] });
        await store.putState(aState(), 0);
        expect(await store.putState(state, 1)).toBe(true);
        expect(await store.putState(state, 1)).toBe(true);
      });

      test.each([0, 1])('that two write at once over version %p is written by one of them', async (version) => {
        if (version > 0) await store.putState(aState({ version }), 0);
        const writers = Array.from({ length: 8 }, (_, transitions) => aState({ version: version + 1, transitions }));
        const won = await Promise.all(writers.map((state) => store.putState(state, version)));
        expect(won.filter(Boolean)).toHaveLength(1);
        expect(await store.state('web-db')).toEqual(writers[won.indexOf(true)]);
      });

      test('is listed with all others, in the order of their paths', async () => {
        const ids = Array.from({ length: 300 }, (_, n) => `path-${(n * 7) % 300}`);
        const settled = aSettled({ findings: [aFinding({ advice: noise(1_900), message: noise(1_900) })] });
        const states = ids.map((pathId) => aState({ pathId, settled }));
        await Promise.all(states.map((state) => store.putState(state, 0)));
        const { items: listed, unreadable } = await store.states();
        expect(unreadable).toEqual([]);
        expect(listed.map(({ pathId }) => pathId)).toEqual(ids.toSorted());
        expect(listed).toContainEqual(states[42]);
      });

      test('is pending while its outbox is not empty', async () => {
        expect(await store.pending()).toEqual([]);
        await store.putState(aState({ pathId: 'b', version: 1, outbox: [anOwed(), anOwed({ number: 2 })] }), 0);
        await store.putState(aState({ pathId: 'a', version: 1, outbox: [anOwed()] }), 0);
        await store.putState(aState({ pathId: 'c', version: 1 }), 0);
        expect(await store.pending()).toEqual(['a', 'b']);
        await store.putState(aState({ pathId: 'a', version: 2, outbox: [] }), 1);
        await store.putState(aState({ pathId: 'b', version: 2, outbox: [anOwed()] }), 1);
        expect(await store.pending()).toEqual(['b']);
      });

      test('shares nothing with who wrote or read it', async () => {
        const findings = [aFinding()];
        await store.putState(aState({ broken: aBreak({ findings }) }), 0);
        findings.push(aFinding());
        expect((await store.state('web-db'))?.broken?.findings).toHaveLength(1);
        const read: unknown = (await store.state('web-db'))?.broken?.findings;
        if (Array.isArray(read)) read.push('mine');
        expect((await store.state('web-db'))?.broken?.findings).toHaveLength(1);
      });
    });

    describe('a day', () => {
      const date = (n: number): string => `2026-11-${String(n).padStart(2, '0')}`;
      const range = { since: date(1), until: date(30) };

      test('comes back as it was first put, of its path and of all', async () => {
        const day = aDay({ left: 3, since: minute(0) });
        await store.putDay(day);
        await store.putDay({ ...day, checks: 77 });
        expect(await store.days('web-db', range)).toEqual({ items: [day], unreadable: [] });
        expect(await store.days(undefined, range)).toEqual({ items: [day], unreadable: [] });
        expect(await store.days('web', range)).toEqual({ items: [], unreadable: [] });
      });

      test('is found by its date, both ends included, the earlier ones first', async () => {
        for (const n of [5, 3, 4]) for (const pathId of ['b', 'a']) await store.putDay(aDay({ pathId, date: date(n) }));
        const found = async (pathId: string | undefined, since: number, until: number) =>
          (await store.days(pathId, { since: date(since), until: date(until) })).items.map(
            (day) => `${day.date} ${day.pathId}`,
          );
        expect(await found('a', 3, 4)).toEqual([`${date(3)} a`, `${date(4)} a`]);
        expect(await found(undefined, 4, 5)).toEqual([`${date(4)} a`, `${date(4)} b`, `${date(5)} a`, `${date(5)} b`]);
        expect(await found(undefined, 6, 5)).toEqual([]);
        expect(await found('a', 5, 4)).toEqual([]);
      });

      test('outlives what it was counted from', async () => {
        await store.putDay(aDay({ date: '2020-11-22' }));
        expect((await store.days('web-db', { since: '2020-01-01', until: date(1) })).items).toHaveLength(1);
      });
    });

    test('a gap is found where it reaches into a time', async () => {
      const gaps = [
        { from: minute(0), until: minute(10) },
        { from: minute(20), until: minute(30) },
      ];
      for (const gap of [...gaps, ...gaps]) await store.putGap(gap);
      expect(await store.gaps(minute(5))).toEqual({ items: gaps, unreadable: [] });
      expect(await store.gaps(minute(10))).toEqual({ items: gaps, unreadable: [] });
      expect(await store.gaps(minute(11))).toEqual({ items: gaps.slice(1), unreadable: [] });
      expect(await store.gaps(minute(31))).toEqual({ items: [], unreadable: [] });
    });

    describe('a check', () => {
      test('comes back as it was put', async () => {
        const check = checkAt(1, { late: true, console: 'https://console.example/nia', findings: [aFinding()] });
        await store.putCheck(check);
        expect(await store.checks('web-db', { limit: 10 })).toEqual({ items: [check], unreadable: [] });
      });

      test('stays as it was first put', async () => {
        await store.putCheck(checkAt(1));
        await store.putCheck(checkAt(1, { verdict: 'unreachable' }));
        expect(await store.checks('web-db', { limit: 10 })).toEqual({ items: [checkAt(1)], unreadable: [] });
      });

      test('belongs to its path alone', async () => {
        await store.putCheck(checkAt(1));
        expect(await store.checks('web', { limit: 10 })).toEqual({ items: [], unreadable: [] });
      });

      test('is hidden once it has expired', async () => {
        const old = checkAt(1, { observedAt: '2026-10-23T11:59:59.000Z' });
        const kept = checkAt(2, { observedAt: '2026-10-23T12:00:01.000Z' });
        await store.putCheck(old);
        await store.putCheck(kept);
        expect(await store.checks('web-db', { limit: 1 })).toEqual({ items: [kept], unreadable: [] });
      });

      test('with evidence of 5 MB is kept whole, or says what was cut', async () => {
        const check = checkAt(1, { evidence: [anAnalysis({ document: noise(5_000_000) })], open: ['as it was'] });
        await store.putCheck(check);
        const [kept] = (await store.checks('web-db', { limit: 1 })).items;
        const sentence = 'the evidence was too large to keep: left out are raw documents';
        const cut = { ...check, open: ['as it was', sentence], evidence: [anAnalysis({ document: null })] };
        expect([check, cut]).toContainEqual(kept);
      });
    });

    describe('the history of checks', () => {
      const count = 24;
      /** Over 1 MB together: more than one answer of DynamoDB holds. */
      const checks = Array.from({ length: count }, (_, n) =>
        checkAt(n, { evidence: [anAnalysis({ document: noise(80_000, `${n}`) })] }),
      );
      beforeEach(async () => {
        await Promise.all(checks.map((check) => store.putCheck(check)));
      });
      const ask = (query: HistoryQuery) => store.checks('web-db', query);

      test('comes newest first, in pages as long as was asked for, each check once', async () => {
        const newest = checks.toReversed();
        expect(await pagesOf(ask, { limit: 9 })).toEqual([newest.slice(0, 9), newest.slice(9, 18), newest.slice(18)]);
        expect(await pagesOf(ask, { limit: count })).toEqual([newest]);
        expect(await pagesOf(ask, { limit: 1_000 })).toEqual([newest]);
      });

      test('is bounded by times, both included, however they are written', async () => {
        const { items } = await ask({ since: '2026-11-22T08:03:00Z', until: '2026-11-22T09:05+01:00', limit: 10 });
        expect(items).toEqual([checks[5], checks[4], checks[3]]);
        expect(await ask({ since: minute(5), until: minute(3), limit: 10 })).toEqual({ items: [], unreadable: [] });
        const pages = await pagesOf(ask, { since: minute(1), until: minute(4), limit: 3 });
        expect(pages).toEqual([[checks[4], checks[3], checks[2]], [checks[1]]]);
      });

      test.each([
        { limit: 5, cursor: 'nonsense' },
        { limit: 5, cursor: '' },
        { limit: 5, cursor: 'U1RBVEU' },
        { limit: 0 },
        { limit: 1.5 },
        { limit: 5, since: 'yesterday' },
      ])('refuses %j as invalid', async (query) => {
        expect(await faultKind(ask(query))).toBe('invalid');
      });
    });

    describe('an incident', () => {
      const incidents = async () => (await store.incidents({ limit: 10 })).items;

      test('is not there before it was written, and then as it was written', async () => {
        const incident = anIncident({
          cause: aCause(),
          outbox: [{ alert: anAlert(), waiting: [{ channel: 'topic', attempts: 1, lastFault: 'Throttled: no' }] }],
          claim: { by: 'sweep-1', at: minute(3) },
        });
        expect(await store.incident(incident.id)).toBeUndefined();
        expect(await store.putIncident(incident, 0)).toBe(true);
        expect(await store.incident(incident.id)).toEqual(incident);
        expect(await incidents()).toEqual([incident]);
      });

      test('is written only over the version that the writer has seen', async () => {
        expect(await store.putIncident(anIncident(), 1)).toBe(false);
        expect(await store.putIncident(anIncident(), 0)).toBe(true);
        expect(await store.putIncident(anIncident({ messages: 9 }), 0)).toBe(false);
        expect(await store.putIncident(anIncident({ version: 2 }), 1)).toBe(true);
        expect(await store.putIncident(anIncident({ version: 2, messages: 9 }), 1)).toBe(false);
        expect(await incidents()).toEqual([anIncident({ version: 2 })]);
      });

      test('that two write at once is written by one of them', async () => {
        const writers = Array.from({ length: 8 }, (_, messages) => anIncident({ messages }));
        const won = await Promise.all(writers.map((incident) => store.putIncident(incident, 0)));
        expect(won.filter(Boolean)).toHaveLength(1);
        expect(await incidents()).toEqual([writers[won.indexOf(true)]]);
      });

      test('is open until it has ended and all of it is told', async () => {
        const waiting = [{ alert: anAlert(), waiting: [{ channel: 'topic', attempts: 0 }] }];
        const open = anIncident({ id: 'open' });
        const untold = anEndedIncident({ id: 'untold', outbox: waiting, startedAt: minute(9) });
        for (const incident of [untold, open, anEndedIncident({ id: 'over' })]) await store.putIncident(incident, 0);
        expect(await store.openIncidents()).toEqual([untold, open]);
        await store.putIncident({ ...untold, version: 2, outbox: [] }, 1);
        await store.putIncident(anEndedIncident({ id: 'open', version: 2 }), 1);
        expect(await store.openIncidents()).toEqual([]);
      });

      test('of two thousand paths is kept whole', async () => {
        const paths = Array.from({ length: 2_000 }, (_, n) => aMember({ pathId: `path-${noise(40, `${n}`)}` }));
        await store.putIncident(anIncident({ paths }), 0);
        expect((await incidents())[0]?.paths).toEqual(paths);
      });

      test('expires after its end alone', async () => {
        const startedAt = '2026-08-01T00:00:00.000Z';
        await store.putIncident(anIncident({ id: 'open', startedAt }), 0);
        await store.putIncident(
          anEndedIncident({ id: 'long-over', startedAt, endedAt: '2026-08-02T00:00:00.000Z' }),
          0,
        );
        await store.putIncident(anEndedIncident({ id: 'just-over', startedAt }), 0);
        expect((await incidents()).map(({ id }) => id)).toEqual(['open', 'just-over']);
      });

      test('is found newest first, in pages and between times', async () => {
        const all = [1, 2, 3, 4].map((n) => anIncident({ id: `i#${n}`, startedAt: minute(n) }));
        for (const incident of all) await store.putIncident(incident, 0);
        const [first, second, third, fourth] = all;
        const ask = (query: HistoryQuery) => store.incidents(query);
        expect(await pagesOf(ask, { limit: 3 })).toEqual([[fourth, third, second], [first]]);
        expect(await ask({ since: minute(2), until: minute(3), limit: 3 })).toEqual({
          items: [third, second],
          unreadable: [],
        });
        expect(await faultKind(ask({ limit: 3, cursor: 'nonsense' }))).toBe('invalid');
      });
    });

    describe('a silence', () => {
      const mute: Mute = {
        id: 'm1',
        scope: { kind: 'some', paths: ['web-db'], tags: ['team=netops'] },
        from: minute(0),
        until: '2026-11-23T08:00:00.000Z',
        reason: 'the switch is replaced',
        by: 'arn:aws:iam::111111111111:user/alice',
      };
      const acknowledgement = { incidentId: 'i1', at: minute(1), reason: 'on it', by: mute.by };

      test('is listed as it was put', async () => {
        expect(await store.silences()).toEqual({ mutes: [], acknowledgements: [] });
        await store.putMute(mute);
        await store.putAcknowledgement(acknowledgement);
        expect(await store.silences()).toEqual({ mutes: [mute], acknowledgements: [acknowledgement] });
      });

      test('that is a mute ends before its time, once', async () => {
        await store.putMute(mute);
        expect(await store.endMute('m1', minute(30))).toBe(true);
        expect(await store.endMute('m1', minute(40))).toBe(false);
        expect(await store.endMute('m2', minute(30))).toBe(false);
        expect((await store.silences()).mutes).toEqual([{ ...mute, until: minute(30) }]);
      });
    });

    describe('a sweep', () => {
      test('stays as it was first put, and is found newest first', async () => {
        const [first, second, third] = [1, 2, 3].map((n) => aSweepRecord({ id: `sweep-${n}`, startedAt: minute(n) }));
        for (const record of [first, second, third]) if (record) await store.putSweep(record);
        if (first) await store.putSweep({ ...first, notes: ['again'] });
        const ask = (query: HistoryQuery) => store.sweeps(query);
        expect(await pagesOf(ask, { limit: 2 })).toEqual([[third, second], [first]]);
        expect(await ask({ until: minute(1), limit: 2 })).toEqual({ items: [first], unreadable: [] });
        await store.putSweep(aSweepRecord({ id: 'old', startedAt: '2026-10-01T00:00:00.000Z' }));
        expect((await ask({ limit: 10 })).items).toHaveLength(3);
      });
    });

    budgetContract(() => store);
    looksContract(() => store);

    test.each([
      ['a state', () => store.putState(aState({ version: Number.NaN }), 0)],
      ['a check', () => store.putCheck(aCheck({ settledAt: '2026-11-22 10:00' }))],
      ['an incident', () => store.putIncident(anIncident({ endedAt: '' }), 0)],
      ['a sweep', () => store.putSweep(aSweepRecord({ startedAt: 'now' }))],
      ['a look', () => store.putLook({ kind: 'hand', at: 'now', sweepId: 'sweep-1', except: [] })],
    ])('%s that could not be read again is refused as invalid', async (_, put) => {
      expect(await faultKind(put())).toBe('invalid');
    });
  });
};

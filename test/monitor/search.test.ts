import type { Cause, Change } from '../../lambda/domain/change.ts';
import { Fault } from '../../lambda/domain/fault.ts';
import { announce } from '../../lambda/monitor/announce.ts';
import type { CallHistory, ChangeLog } from '../../lambda/monitor/ports.ts';
import { search } from '../../lambda/monitor/search.ts';
import { changesBetween } from '../support/heard-changes.ts';
import { memoryStore } from '../support/memory-store.ts';
import { aConfiguration, aPath } from '../support/paths.ts';
import { aBreak, aCause, aChange, anOwed, aSettled, aState } from '../support/records.ts';
import { someServices } from '../support/services.ts';

const START = Date.UTC(2026, 10, 22, 10, 10);
const later = (seconds: number): string => new Date(START + seconds * 1000).toISOString();

const waitingFor = (over: Partial<Cause> = {}): Cause =>
  aCause({ candidates: [], search: { kind: 'pending', tries: 0, next: later(0) }, ...over });

const brokenState = (pathId: string, cause: Cause = waitingFor()) =>
  aState({
    pathId,
    transitions: 1,
    settled: aSettled({ verdict: 'unreachable', standing: 'unexpected' }),
    signals: 1,
    broken: aBreak({ id: `${pathId}-1`, cause }),
    outbox: [],
  });

const revocation = aChange();
const nearby = aChange({
  id: 'nearby',
  name: 'CreateTags',
  concern: { kind: 'resources', ids: ['subnet-1'] },
  details: {},
});

/** Broken paths whose author is looked for in such a history, on a clock that the test moves. */
const searching = async (
  callsOn: CallHistory['callsOn'],
  states = [brokenState('web-db')],
  between: ChangeLog['between'] = changesBetween([]),
) => {
  let clock = START;
  const lookups: string[] = [];
  const calls = {
    trail: () => Promise.reject(new Error('not a part of it')),
    callsOn: async (id: string, since: string, until: string): Promise<readonly Change[]> => {
      lookups.push(`${id} ${since} ${until}`);
      return callsOn(id, since, until);
    },
  };
  const store = memoryStore();
  const changes = { ...someServices().changes, between };
  const services = someServices({ calls, changes, store, now: () => new Date(clock) });
  const configuration = aConfiguration(states.map(({ pathId }) => aPath({ id: pathId })));
  // Each was told as it broke.
  for (const state of states) {
    const { pathId, broken } = state;
    const owed = anOwed({ pathId, ...(broken?.cause !== undefined && { cause: broken.cause }) });
    await store.putState({ ...state, outbox: [owed] }, 0);
  }
  const sweeping = { by: 'sweep-1', stamp: '20261122T100500Z' };
  await announce(services, configuration, { ...sweeping, paths: [] });
  const before = services.heard.alerts.length;
  return {
    services,
    store,
    lookups,
    pass: (seconds: number) => {
      clock += seconds * 1000;
    },
    search: (by = 'sweep-2', paths = configuration) => search(services, paths, { ...sweeping, by }),
    /** What was told since. */
    told: () => services.heard.alerts.slice(before),
    causeOf: async (pathId = 'web-db') => (await store.state(pathId))?.broken?.cause,
  };
};

const found = async () => [revocation];
const nothing = async () => [];

describe('the search for who made a change', () => {
  test('asks for the resource that changed, between the looks and with a margin for the clocks on both sides', async () => {
    const { search: look, lookups } = await searching(found);
    await look();
    expect(lookups).toEqual(['sg-073c4d556bf048ea0 2026-11-22T09:58:00.000Z 2026-11-22T10:07:00.000Z']);
  });

  test('tells what it found once, and keeps it in the incident', async () => {
    const { search: look, told, store, causeOf, pass } = await searching(found);
    expect(await look()).toEqual({ left: 0 });
    pass(3_600);
    expect(await look('sweep-3')).toEqual({ left: 0 });
    expect(told()).toMatchObject([
      {
        id: 'sg-073c4d556bf048ea0-20261122T100500Z/2/attributed/topic',
        kind: 'attributed',
        lead: { cause: { candidates: [{ fit: 'explains', change: { id: 'event-1' } }], search: { kind: 'found' } } },
      },
    ]);
    expect(await causeOf()).toMatchObject({ search: { kind: 'found' } });
    expect((await store.incidents({ limit: 1 })).items[0]?.cause?.search).toEqual({ kind: 'found' });
    expect(await store.pending()).toEqual([]);
  });

  test('that two make at once tells it once', async () => {
    const { search: look, told } = await searching(found);
    const both = await Promise.all([look('one'), look('two'), look('three')]);
    expect(both).toEqual([{ left: 0 }, { left: 0 }, { left: 0 }]);
    expect(told()).toHaveLength(1);
  });

  test('waits until it is due', async () => {
    const states = [brokenState('web-db', waitingFor({ search: { kind: 'pending', tries: 0, next: later(60) } }))];
    const { search: look, lookups, pass } = await searching(found, states);
    expect(await look()).toMatchObject({ left: 1 });
    expect(lookups).toEqual([]);
    pass(60);
    expect(await look()).toEqual({ left: 0 });
  });

  test('is not kept waiting by a hundred that are not due', async () => {
    const pending = waitingFor({ search: { kind: 'pending', tries: 0, next: later(60) } });
    const others = Array.from({ length: 100 }, (_, n) => brokenState(`a-${n}`, pending));
    const { search: look, lookups } = await searching(found, [...others, brokenState('web-db')]);
    await look();
    expect(lookups).toHaveLength(1);
  });

  test('finds what comes into the history later', async () => {
    const {
      search: look,
      told,
      services,
      pass,
    } = await searching(async () => (services.now().getTime() < START + 600_000 ? [nearby] : [nearby, revocation]));
    const gaps = services.pacing.searches;
    for (const gap of gaps) {
      const { left } = await look();
      if (left === 0) break;
      expect(told()).toEqual([]);
      pass(gap + 1);
    }
    expect(told()).toMatchObject([
      { kind: 'attributed', lead: { cause: { candidates: [{ fit: 'explains', change: { id: 'event-1' } }] } } },
    ]);
  });

  test('is given up after the gaps, which is told nobody and kept in the incident', async () => {
    const { search: look, told, services, store, lookups, pass } = await searching(nothing);
    const { searches } = services.pacing;
    const left: number[] = [];
    for (let pass_ = 0; pass_ < 10; pass_ += 1) {
      left.push((await look()).left);
      pass(1_000);
    }
    expect(left).toEqual([...Array(searches.length - 1).fill(1), ...Array(11 - searches.length).fill(0)]);
    expect(lookups).toHaveLength(searches.length);
    expect(told()).toEqual([]);
    expect((await store.incidents({ limit: 1 })).items[0]?.cause?.search).toMatchObject({ kind: 'given-up' });
  });

  test('keeps what was gathered where the history tells nothing', async () => {
    const candidates = [{ change: nearby, fit: 'nearby' }] as const;
    const { search: look, causeOf } = await searching(nothing, [brokenState('web-db', waitingFor({ candidates }))]);
    await look();
    expect((await causeOf())?.candidates).toEqual(candidates);
  });

  test.each(['throttled', 'unavailable', 'no-answer'] as const)(
    'that is %s is logged, counts as a look, and is made again',
    async (kind) => {
      let isRefused = true;
      const {
        search: look,
        services,
        causeOf,
        pass,
      } = await searching(async () => {
        if (isRefused) throw new Fault({ kind, operation: 'LookupEvents', code: 'Refused', message: 'no' });
        return [revocation];
      });
      expect(await look()).toMatchObject({ left: 1 });
      expect(services.heard.errors).toHaveLength(1);
      expect(await causeOf()).toMatchObject({ search: { kind: 'pending', tries: 1 } });
      isRefused = false;
      // Not before it is due again.
      expect(await look()).toMatchObject({ left: 1 });
      pass(services.pacing.searches[1] ?? 0);
      expect(await look()).toEqual({ left: 0 });
      expect(await causeOf()).toMatchObject({ search: { kind: 'found' } });
    },
  );

  test('that is denied for good is given up after the gaps, and said to be so', async () => {
    const {
      search: look,
      told,
      services,
      causeOf,
      pass,
    } = await searching(() =>
      Promise.reject(new Fault({ kind: 'denied', operation: 'LookupEvents', code: 'AccessDenied', message: 'no' })),
    );
    const gaps = services.pacing.searches;
    for (const gap of gaps) {
      expect((await causeOf())?.search.kind).toBe('pending');
      await look();
      pass(gap + 1_000);
    }
    const reason = 'the calls on these resources could not be read: LookupEvents answered AccessDenied';
    expect(await causeOf()).toMatchObject({ search: { kind: 'given-up', reason } });
    expect(await look()).toEqual({ left: 0 });
    expect(services.heard.errors).toHaveLength(gaps.length);
    expect(told()).toEqual([]);
  });

  test('of a path that is no longer declared is not waited for', async () => {
    const { search: look, lookups } = await searching(found, [brokenState('gone'), brokenState('web-db')]);
    const declared = aConfiguration([aPath()]);
    expect(await look('sweep-2', declared)).toEqual({ left: 0 });
    expect(lookups).toHaveLength(1);
    expect(await look('sweep-3', aConfiguration([]))).toEqual({ left: 0 });
  });

  test('tells what it found of one break never of the next, which came meanwhile', async () => {
    const next = {
      ...brokenState('web-db'),
      transitions: 3,
      broken: aBreak({ id: 'web-db-3', cause: waitingFor() }),
    };
    const {
      search: look,
      told,
      store,
      causeOf,
    } = await searching(async () => {
      const { version = 0 } = (await store.state('web-db')) ?? {};
      await store.putState({ ...next, version: version + 1 }, version);
      return [revocation];
    });
    await look();
    expect(told()).toEqual([]);
    expect(await causeOf()).toEqual(waitingFor());
  });

  test('tells what it found in place of what only came in that time', async () => {
    const bgp = aChange({
      id: 'bgp',
      source: 'network-manager',
      name: 'TGW-ROUTE-UNINSTALLED',
      concern: { kind: 'resources', ids: ['tgw-1'] },
      details: {},
    });
    const cause = waitingFor({ candidates: [{ change: bgp, fit: 'nearby' }] });
    const { search: look, told } = await searching(found, [brokenState('web-db', cause)]);
    await look();
    expect(told()[0]?.lead.cause?.candidates.map(({ change, fit }) => [change.id, fit])).toEqual([
      ['event-1', 'explains'],
    ]);
  });

  test('finds what was gathered since, though the history does not tell it yet', async () => {
    const { search: look, told } = await searching(nothing, [brokenState('web-db')], changesBetween([revocation]));
    expect(await look()).toEqual({ left: 0 });
    expect(told()).toMatchObject([
      { kind: 'attributed', lead: { cause: { candidates: [{ fit: 'explains', change: { id: 'event-1' } }] } } },
    ]);
  });

  test('asks the history also where what was gathered cannot be read', async () => {
    const refusing = () => Promise.reject(new Error('no answer'));
    const { search: look, told, services } = await searching(found, [brokenState('web-db')], refusing);
    expect(await look()).toEqual({ left: 0 });
    expect(services.heard.errors).toHaveLength(1);
    expect(told()).toHaveLength(1);
  });

  test('that tells again what was gathered lists it once, as the history tells it', async () => {
    const cause = waitingFor({ candidates: [{ change: nearby, fit: 'nearby' }] });
    const { search: look, causeOf } = await searching(
      async () => [{ ...nearby, name: 'DeleteTags' }],
      [brokenState('web-db', cause)],
    );
    await look();
    expect((await causeOf())?.candidates.map(({ change }) => change.name)).toEqual(['DeleteTags']);
  });

  test('looks a resource up once for all incidents of the same time', async () => {
    const states = Array.from({ length: 30 }, (_, n) => brokenState(`path-${n}`));
    const { search: look, told, lookups } = await searching(found, states);
    expect(await look()).toEqual({ left: 0 });
    expect(lookups).toHaveLength(1);
    // One cause broke them all: one update.
    expect(told()).toHaveLength(1);
  });

  test('ends with the incident', async () => {
    const { search: look, store, lookups } = await searching(found);
    const state = await store.state('web-db');
    if (state === undefined) throw new Error('no state');
    const { broken: _broken, ...healed } = state;
    await store.putState({ ...healed, version: state.version + 1 }, state.version);
    expect(await look()).toEqual({ left: 0 });
    expect(lookups).toEqual([]);
  });

  test('of a table that cannot be read is no reason to end the sweep', async () => {
    const { services } = await searching(found);
    const store = { ...services.store, briefs: () => Promise.reject(new Error('no answer')) };
    expect(await search({ ...services, store }, aConfiguration([aPath()]), { by: 'sweep-2', stamp: 's' })).toEqual({
      left: 0,
    });
    expect(services.heard.errors).toHaveLength(1);
  });
});

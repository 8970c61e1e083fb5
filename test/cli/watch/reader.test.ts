import { statusReader } from '../../../cli/watch/reader.ts';
import { Fault } from '../../../lambda/domain/fault.ts';
import type { State } from '../../../lambda/domain/state.ts';
import type { Store } from '../../../lambda/monitor/ports.ts';
import { aLast } from '../../support/briefs.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { aFinding, aSettled, aState } from '../../support/records.ts';

const at = (second: number): Date => new Date(Date.UTC(2026, 10, 22, 10, 0, second));

/** A store that tells what it was asked. */
const listening = (store: Store, calls: string[]): Store =>
  new Proxy(store, {
    get: (target, key) => {
      const method: unknown = Reflect.get(target, key);
      if (typeof method !== 'function') return method;
      return (...given: readonly unknown[]) => {
        calls.push([String(key), ...given].join(' '));
        return Reflect.apply(method, target, given);
      };
    },
  });

let store: Store;
let calls: string[];
beforeEach(async () => {
  calls = [];
  store = listening(memoryStore(), calls);
  for (const pathId of ['a', 'b']) await store.putState(aState({ pathId, last: aLast() }), 0);
  calls.splice(0);
});

const asked = (): readonly string[] => calls.splice(0).toSorted();
const change = async (pathId: string, over: Partial<State>): Promise<void> => {
  const before = await store.state(pathId);
  if (before === undefined) throw new Error(`no state ${pathId}`);
  await store.putState({ ...before, ...over, version: before.version + 1 }, before.version);
  calls.splice(0);
};

test('all states are read at first and once a minute, meanwhile the briefs and what they show to be another', async () => {
  const reader = statusReader(undefined);
  const always = ['looks', 'openIncidents', 'silences'];
  expect((await reader.read(store, at(0))).map(({ pathId }) => pathId)).toEqual(['a', 'b']);
  expect(asked()).toEqual([...always, 'states']);
  await reader.read(store, at(10));
  expect(asked()).toEqual(['briefs', ...always]);
  const settled = aSettled({ verdict: 'unreachable', standing: 'unexpected' });
  await change('b', { settled, last: aLast({ at: '2026-11-22T10:00:15.000Z', verdict: 'unreachable' }) });
  const [worst] = await reader.read(store, at(20));
  expect(worst).toMatchObject({ pathId: 'b', standing: 'unexpected' });
  expect(asked()).toEqual(['briefs', ...always, 'state b'].toSorted());
  await reader.read(store, at(30));
  expect(asked()).toEqual(['briefs', ...always]);
  await reader.read(store, at(60));
  expect(asked()).toEqual([...always, 'states']);
});

test('a path that is new, and one that a look could not see, are found: the one at once, the other within a minute', async () => {
  const reader = statusReader(undefined);
  await reader.read(store, at(0));
  await store.putState(aState({ pathId: 'c' }), 0);
  const blind = { checks: 1, since: at(5).toISOString(), reported: false, findings: [aFinding()] };
  await change('a', { blind });
  const soon = await reader.read(store, at(10));
  expect(soon.map(({ pathId, blind: unseen }) => [pathId, unseen !== null])).toEqual([
    ['a', false],
    ['b', false],
    ['c', false],
  ]);
  expect((await reader.read(store, at(70)))[0]).toMatchObject({ pathId: 'a', blind: { checks: 1 } });
});

test('a state that cannot be read is shown as such, and read no more until it is another', async () => {
  const damaged = new Fault({ kind: 'malformed', operation: 'GetItem', code: 'X', message: 'no such verdict' });
  const half: Store = { ...store, state: (pathId) => (pathId === 'b' ? Promise.reject(damaged) : store.state(pathId)) };
  const reader = statusReader(undefined);
  await reader.read(half, at(0));
  await change('b', { last: aLast({ at: '2026-11-22T10:00:05.000Z' }) });
  const all = await reader.read({ ...half, briefs: store.briefs, states: store.states }, at(10));
  expect(all.find(({ pathId }) => pathId === 'b')).toMatchObject({
    standing: 'undetermined',
    unreadable: 'no such verdict',
  });
});

test("any other fault is the caller's", async () => {
  const fault = new Fault({ kind: 'throttled', operation: 'Query', code: 'X', message: 'slow down' });
  const reader = statusReader(undefined);
  await expect(reader.read({ ...store, states: () => Promise.reject(fault) }, at(0))).rejects.toBe(fault);
  expect(await reader.read(store, at(1))).toHaveLength(2);
});

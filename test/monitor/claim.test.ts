import { briefOf } from '../../lambda/domain/state.ts';
import { afford, type Buyer } from '../../lambda/monitor/afford.ts';
import { claim } from '../../lambda/monitor/claim.ts';
import { decide } from '../../lambda/monitor/decide.ts';
import type { Planned } from '../../lambda/monitor/planned.ts';
import { declarationDigest } from '../../lambda/monitor/question.ts';
import { aLast } from '../support/briefs.ts';
import { aQuestion } from '../support/evidence.ts';
import { memoryStore } from '../support/memory-store.ts';
import { aPath } from '../support/paths.ts';
import { aCheck, aState } from '../support/records.ts';

const path = aPath();
const at = (minute: number): Date => new Date(Date.UTC(2026, 10, 22, 10, minute));

const aPlan = (over: Partial<Planned> = {}): Planned => ({
  pathId: path.id,
  questions: [0, 1, 2].map((n) => ({ pair: n, question: aQuestion({ key: `question-${n}` }) })),
  routes: [],
  unresolved: [],
  pairs: { count: 3, left: 0 },
  reason: 'changed',
  footprint: 'f2',
  modelVerdict: 'unreachable',
  ...over,
});

const bySchedule = { by: 'schedule', every: path.every } as const;
const declared = { text: 'a path', digest: declarationDigest(path) };
const stateOver = (footprint: string) => aState({ declared, last: aLast({ footprint }) });

describe('claiming a path', () => {
  /** What a sweep claims first is for its first round, and what it claims again for a later one. */
  const claiming = (store = memoryStore()) => {
    const begun = new Set<string>();
    const claimed = async (sweepId: string, minute = 1, over: Partial<Planned> = {}, audit = false) => {
      const isFirst = !begun.has(sweepId);
      begun.add(sweepId);
      const trigger = audit ? ({ by: 'hand', audit } as const) : bySchedule;
      return (await claim(store, path, aPlan(over), { sweepId, trigger, now: at(minute), isFirst })).kind;
    };
    return { store, claim: claimed };
  };

  test('tells others what is under way, and what the model says at once', async () => {
    const { store, claim: claimed } = claiming();
    await store.putState(stateOver('f1'), 0);
    expect(await claimed('one')).toBe('claimed');
    expect((await store.briefs())[0]?.pending).toEqual({
      sweepId: 'one',
      since: at(1).toISOString(),
      reason: 'changed',
      footprint: 'f2',
      model: 'unreachable',
    });
  });

  test('of which nothing is known makes its first state', async () => {
    const { store, claim: claimed } = claiming();
    expect(await claimed('one', 1, { reason: 'baseline' })).toBe('claimed');
    expect(await store.state(path.id)).toMatchObject({ version: 1, transitions: 0, pending: { sweepId: 'one' } });
  });

  test('is had by one sweep of many at once, and again by the same', async () => {
    const { store, claim: claimed } = claiming();
    await store.putState(stateOver('f1'), 0);
    const sweeps = ['one', 'two', 'three', 'four'];
    const had = await Promise.all(sweeps.map((sweep) => claimed(sweep)));
    expect(had.filter((kind) => kind === 'claimed')).toHaveLength(1);
    expect(await claimed(sweeps[had.indexOf('claimed')] ?? '')).toBe('claimed');
  });

  test('is told anew at every round, so that nobody takes a sweep for dead that polls its second', async () => {
    const { store, claim: claimed } = claiming();
    await store.putState(stateOver('f1'), 0);
    expect(await claimed('one', 1)).toBe('claimed');
    expect(await claimed('one', 11)).toBe('claimed');
    expect((await store.state(path.id))?.pending?.since).toBe(at(11).toISOString());
    // Eleven and a half minutes after the second round, and not after the first.
    expect(await claimed('two', 13)).toBe('busy');
    expect(await claimed('three', 22)).toBe('busy');
    expect(await claimed('four', 23)).toBe('claimed');
  });

  test('that is told again by a step that is run again at the same moment writes nothing more', async () => {
    const { store, claim: claimed } = claiming();
    await store.putState(stateOver('f1'), 0);
    await claimed('one');
    const before = await store.state(path.id);
    expect(await claimed('one')).toBe('claimed');
    expect(await store.state(path.id)).toEqual(before);
  });

  test('stops at the next round where another sweep took the path over, or has checked it', async () => {
    const { store, claim: claimed } = claiming();
    await store.putState(stateOver('f1'), 0);
    await claimed('one', 1);
    expect(await claimed('two', 13)).toBe('claimed');
    expect(await claimed('one', 14)).toBe('busy');
    expect((await store.state(path.id))?.pending).toMatchObject({ sweepId: 'two', since: at(13).toISOString() });
    const checked = decide(
      await store.state(path.id),
      path,
      aCheck({ sweepId: 'two', footprint: 'f2', observedAt: at(13).toISOString() }),
    );
    await store.putState(checked.state, 3);
    expect(await claimed('one', 15)).toBe('busy');
    expect(await claimed('three', 15)).toBe('known');
    expect(await store.state(path.id)).not.toHaveProperty('pending');
  });

  test('is left to who has bought the same meanwhile, by what is known then', async () => {
    const store = memoryStore();
    await store.putState(stateOver('f2'), 0);
    const claimant = { sweepId: 'one', trigger: bySchedule, now: at(1), isFirst: true };
    expect(await claim(store, path, aPlan(), claimant)).toEqual({
      kind: 'known',
      verdict: 'reachable',
      standing: 'expected',
    });
    expect((await store.state(path.id))?.version).toBe(1);
  });

  test('is given back with its mark where the network is what it was before: there is nothing to buy any more', async () => {
    const { store, claim: claimed } = claiming();
    await store.putState(stateOver('f1'), 0);
    await claimed('one', 1);
    expect(await claimed('one', 3, { footprint: 'f1' })).toBe('known');
    const state = await store.state(path.id);
    expect(state).not.toHaveProperty('pending');
    expect(state?.version).toBe(3);
    // The mark of somebody else is none of its business.
    await claimed('two', 4);
    expect(await claimed('one', 5, { footprint: 'f1' })).toBe('busy');
    expect(await claimed('three', 5, { footprint: 'f1' })).toBe('known');
    expect((await store.state(path.id))?.pending?.sweepId).toBe('two');
  });

  test('is not taken back at a later round by who lost it to a sweep that found other facts', async () => {
    const { store, claim: claimed } = claiming();
    await store.putState(stateOver('f1'), 0);
    expect(await claimed('one', 1)).toBe('claimed');
    expect(await claimed('two', 2, { footprint: 'f3' })).toBe('claimed');
    const before = await store.state(path.id);
    expect(await claimed('one', 3)).toBe('busy');
    expect(await claimed('one', 3, {}, true)).toBe('busy');
    expect(await claimed('one', 60)).toBe('busy');
    expect(await store.state(path.id)).toEqual(before);
  });

  test('is not left to who is at other facts, nor to the dead, nor where an audit is asked for', async () => {
    const { store, claim: claimed } = claiming();
    await store.putState(stateOver('f1'), 0);
    await claimed('one');
    expect(await claimed('two', 2, { footprint: 'f3' })).toBe('claimed');
    expect(await claimed('three', 3, { footprint: 'f3' })).toBe('busy');
    expect(await claimed('four', 3, { footprint: 'f3' }, true)).toBe('claimed');
    expect(await claimed('five', 60, { footprint: 'f3' })).toBe('claimed');
  });

  test('ends with the check of the same sweep, and no other', async () => {
    const { store, claim: claimed } = claiming();
    await store.putState(stateOver('f1'), 0);
    await claimed('one');
    const state = await store.state(path.id);
    const nextOf = (sweepId: string) =>
      briefOf(decide(state, path, aCheck({ sweepId, footprint: 'f2', observedAt: at(5).toISOString() })).state);
    expect(nextOf('two').pending?.sweepId).toBe('one');
    expect(nextOf('one')).not.toHaveProperty('pending');
  });
});

describe('affording analyses', () => {
  const aBuyer = (over: Partial<Buyer> = {}): Buyer => ({
    sweepId: 'sweep-1',
    startedAt: '2026-11-30T23:59:59.000Z',
    limits: { monthly: 10, paths: {}, tags: {} },
    ...over,
  });
  const affording = () => {
    const store = memoryStore();
    return {
      store,
      afford: (over: Partial<Buyer> = {}, round = 1, indexes = [0, 1, 2], of = path) =>
        afford(store, of, aPlan(), aBuyer(over), round, indexes),
    };
  };

  test('counts them in the month of the start of the sweep, once however often the step is run', async () => {
    const { store, afford: afforded } = affording();
    expect(await Promise.all([afforded(), afforded(), afforded()])).toEqual([true, true, true]);
    expect(await store.spent('2026-11')).toMatchObject({
      analyses: 3,
      byPath: { 'web-db': 3 },
      byReason: { changed: 3 },
    });
    expect((await store.spent('2026-12')).analyses).toBe(0);
  });

  test('counts a further round, and a further sweep, as more', async () => {
    const { store, afford: afforded } = affording();
    await afforded();
    await afforded({}, 2, [1]);
    await afforded({ sweepId: 'sweep-2' }, 1, [0]);
    expect((await store.spent('2026-11')).analyses).toBe(5);
  });

  test('is refused past any bound: of the reason, the path, a tag', async () => {
    const tagged = aPath({ tags: { team: 'x', env: 'y' } });
    const { store, afford: afforded } = affording();
    expect(await afforded({ limits: { monthly: 2, paths: {}, tags: {} } })).toBe(false);
    expect(await afforded({ limits: { monthly: 10, paths: { 'web-db': 2 }, tags: {} } })).toBe(false);
    expect(await afforded({ limits: { monthly: 10, paths: {}, tags: { 'team=x': 2 } } }, 1, [0, 1, 2], tagged)).toBe(
      false,
    );
    expect((await store.spent('2026-11')).analyses).toBe(0);
    expect(
      await afforded({ limits: { monthly: 10, paths: { 'web-db': 3 }, tags: { 'team=x': 3 } } }, 1, [0, 1, 2], tagged),
    ).toBe(true);
    expect((await store.spent('2026-11')).byTag).toEqual({ 'team=x': 3 });
  });

  test('of a budget of 0 is refused, but for what costs nothing', async () => {
    const { afford: afforded } = affording();
    const limits = { monthly: 0, paths: {}, tags: {} };
    expect([await afforded({ limits }), await afforded({ limits }, 1, [])]).toEqual([false, true]);
  });

  test('of parallel sweeps never spends more than there is', async () => {
    const { store, afford: afforded } = affording();
    const had = await Promise.all(Array.from({ length: 20 }, (_, n) => afforded({ sweepId: `sweep-${n}` })));
    expect(had.filter(Boolean)).toHaveLength(3);
    expect((await store.spent('2026-11')).analyses).toBe(9);
  });
});

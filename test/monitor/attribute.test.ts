import { candidatesOf } from '../../lambda/changes/explain.ts';
import type { Change } from '../../lambda/domain/change.ts';
import type { Check } from '../../lambda/domain/check.ts';
import type { State } from '../../lambda/domain/state.ts';
import type { Look } from '../../lambda/domain/sweep.ts';
import { attribute, searched, slim, wantedIds } from '../../lambda/monitor/attribute.ts';
import type { Services } from '../../lambda/monitor/ports.ts';
import { declarationDigest } from '../../lambda/monitor/question.ts';
import { ids } from '../../local/scenario/ids.ts';
import { scenario } from '../../local/scenario.ts';
import { asked } from '../changes/asked.ts';
import { aLast } from '../support/briefs.ts';
import { changesBetween } from '../support/heard-changes.ts';
import { aPath } from '../support/paths.ts';
import { aCause, aChange, aCheck, aFactChange, aFinding, aSettled, aState } from '../support/records.ts';
import { broken } from '../support/scenario-network.ts';
import { someServices } from '../support/services.ts';

/** When the facts of before were last seen to hold, where that decides nothing. */
const LONG_AGO = '2000-01-01T00:00:00Z';

const path = aPath();
const at = (minute: number): string => new Date(Date.UTC(2026, 10, 22, 10, minute)).toISOString();

const healthy = asked(scenario);
const cut = asked(broken('vpc-route-missing'));

const known = (over: Partial<State> = {}): State =>
  aState({
    declared: { text: 'a path', digest: declarationDigest(path) },
    settled: aSettled({ footprint: 'before', until: at(0) }),
    last: aLast({ at: at(0), footprint: 'before' }),
    ...over,
  });

const turning = (over: Partial<Check> = {}): Check =>
  aCheck({
    sweepId: 'sweep-9',
    verdict: 'unreachable',
    standing: 'unexpected',
    observedAt: at(30),
    settledAt: at(32),
    footprint: 'after',
    findings: cut.findings,
    ...over,
  });

const deletion = (over: Partial<Change> = {}): Change =>
  aChange({
    id: 'call-1',
    at: at(29),
    name: 'DeleteRoute',
    concern: { kind: 'resources', ids: [ids.routesB] },
    details: { routeTableId: ids.routesB, destinationCidrBlock: '10.0.0.0/16' },
    ...over,
  });

const elsewhere = (n: number, minute: number): Change =>
  aChange({ id: `elsewhere-${n}`, at: at(minute), concern: { kind: 'resources', ids: ['sg-elsewhere'] }, details: {} });

interface Known {
  readonly changes?: readonly Change[];
  readonly looks?: readonly Look[];
  readonly state?: State | undefined;
  readonly check?: Check;
}

const attributed = async ({ changes = [], looks = [], state = known(), check = turning() }: Known = {}) => {
  const unused = someServices().changes;
  const services = someServices({ changes: { ...unused, between: changesBetween(changes) } });
  await services.store.putFootprint(path.id, 'before', healthy.facts);
  await services.store.putFootprint(path.id, 'after', cut.facts);
  for (const look of looks) await services.store.putLook(look);
  return { cause: await attribute(services, path, state, check), errors: services.heard.errors };
};

const aLook = (kind: string, minute: number, except: readonly string[] = []): Look => ({
  kind,
  at: at(minute),
  sweepId: `sweep-${minute}`,
  except,
});

describe('what turned a verdict', () => {
  test('is the fact that changed, and the call that changed it', async () => {
    const { cause, errors } = await attributed({ changes: [deletion(), elsewhere(1, 28)] });
    expect(cause).toMatchObject({
      facts: [{ component: ids.routesB, kind: 'removed', what: 'route' }],
      left: 0,
      between: [at(0), at(32)],
      candidates: [{ fit: 'explains', change: { id: 'call-1' } }],
      search: { kind: 'found' },
    });
    expect(errors).toEqual([]);
  });

  test('is asked of nobody where nothing turned', async () => {
    expect(
      (await attributed({ check: turning({ verdict: 'reachable', standing: 'expected' }) })).cause,
    ).toBeUndefined();
    expect(
      (await attributed({ check: turning({ verdict: 'unknown', standing: 'undetermined' }) })).cause,
    ).toBeUndefined();
    const { settled: _settled, ...baseline } = known();
    expect((await attributed({ state: baseline })).cause).toBeUndefined();
  });

  test('is asked of nobody where the path was declared otherwise: then nothing turned', async () => {
    const declared = { text: 'old', digest: declarationDigest(aPath({ ports: [{ from: 22, to: 22 }] })) };
    expect((await attributed({ state: known({ declared }), changes: [deletion()] })).cause).toBeUndefined();
  });

  test('is told of a recovery too', async () => {
    const state = known({ settled: aSettled({ verdict: 'unreachable', footprint: 'after', until: at(0) }) });
    const check = turning({ verdict: 'reachable', standing: 'expected', footprint: 'before', findings: [] });
    const change = deletion({ name: 'CreateRoute' });
    expect((await attributed({ state, check, changes: [change] })).cause).toMatchObject({
      facts: [{ component: ids.routesB, kind: 'added' }],
      candidates: [{ fit: 'explains' }],
    });
  });

  test('that no call explains is looked for later', async () => {
    expect((await attributed({ changes: [elsewhere(1, 28)] })).cause).toMatchObject({
      candidates: [{ fit: 'nearby' }],
      // A minute after now.
      search: { kind: 'pending', tries: 0, next: '2026-11-22T10:31:00.000Z' },
    });
  });

  test('is looked for by the blocker where the facts before were not kept', async () => {
    const state = known({ settled: aSettled({ footprint: 'not kept', until: at(0) }) });
    const { cause } = await attributed({ state, changes: [deletion()] });
    expect(cause).toMatchObject({ facts: [], search: { kind: 'pending' } });
  });

  test('that nothing names is not looked for', async () => {
    const { footprint: _footprint, ...settled } = aSettled({ until: at(0) });
    const findings = [
      aFinding({ says: 'note' }),
      { code: 'X', says: 'unreachable', message: 'm', source: 'pathwatch' },
    ] as const;
    const { cause } = await attributed({ state: known({ settled }), check: turning({ findings }) });
    expect(cause?.search).toMatchObject({ kind: 'given-up' });
  });
});

test('a candidate is kept in short, however much a stranger wrote into the call', async () => {
  const details = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`name ${n}`, `x${'🛑'.repeat(99)}`]));
  const many = Array.from({ length: 100 }, (_, n) => `sg-${n}`);
  const change = deletion({ concern: { kind: 'resources', ids: [...many, ids.routesB] }, details });
  const { cause } = await attributed({ changes: [change] });
  const [first] = cause?.candidates ?? [];
  // What it concerned counted, whole, before it was cut.
  expect(first?.fit).toBe('explains');
  expect(first?.change.concern).toEqual({ kind: 'resources', ids: many.slice(0, 10) });
  expect(Object.keys(first?.change.details ?? {})).toHaveLength(10);
  for (const text of Object.values(first?.change.details ?? {}))
    expect([text.length, text.isWellFormed()]).toEqual([100, true]);
  expect(first?.change.author).toEqual(change.author);
});

test('a stranger, cut short, touches no more than before: the details that name what it touched are kept', () => {
  const fact = aFactChange({ component: 'sg-0aaaaaaaaaaaaaaaa' });
  const words = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`name ${n}`, 'a word']));
  const touching = (groupId: string) =>
    aChange({ concern: { kind: 'anything' }, details: { ...words, groupId, ...words } });
  const told = (change: Change) => candidatesOf([fact], [], [change], LONG_AGO);
  for (const groupId of [fact.component, 'sg-0eeeeeeeeeeeeeeee']) {
    const [whole] = told(touching(groupId));
    const [cut] = told(touching(groupId)).map(slim);
    expect(cut?.change.details).toMatchObject({ groupId });
    expect(Object.keys(cut?.change.details ?? {})).toHaveLength(10);
    expect(cut && told(cut.change).map(({ fit }) => fit)).toEqual([whole?.fit]);
  }
  expect(told(touching('sg-0eeeeeeeeeeeeeeee')).map(({ fit }) => fit)).toEqual(['nearby']);
});

describe('the time in which it changed', () => {
  const since = async (looks: readonly Look[], state = known()) =>
    (await attributed({ looks, state })).cause?.between[0];

  test('begins with the last look that carried the verdict before', async () => {
    expect(await since([aLook(path.every, 25), aLook('change', 20)])).toBe(at(25));
    expect(await since([aLook(path.every, 20), aLook('change', 27)])).toBe(at(27));
    expect(await since([aLook('hand', 22)])).toBe(at(22));
  });

  test.each<[string, Look]>([
    ['of another schedule', aLook('rate(1 day)', 25)],
    ['that left the path out', aLook(path.every, 25, ['other', path.id])],
    ['of the forwarder', aLook('forwarder', 25)],
    ['before the last check', aLook(path.every, -5)],
  ])('begins with the last check, whatever a look %s', async (_, look) => {
    expect(await since([look])).toBe(at(0));
  });

  test('begins with the last settled check where that verdict was not carried', async () => {
    const state = known({ last: aLast({ footprint: 'another', uncarried: 'no' }) });
    expect(await since([aLook(path.every, 25)], state)).toBe(at(0));
    const { footprint: _footprint, ...unbound } = aLast();
    expect(await since([aLook(path.every, 25)], known({ last: unbound }))).toBe(at(0));
  });

  test('leaves a margin for the clocks at both its ends, and no more', async () => {
    const told = async (...changes: readonly Change[]) =>
      (await attributed({ changes, looks: [aLook(path.every, 25)] })).cause?.candidates.map(({ change }) => change.id);
    const before = [deletion({ id: 'too early', at: at(22) }), deletion({ id: 'just before', at: at(23) })];
    const after = [deletion({ id: 'just after', at: at(34) }), deletion({ id: 'too late', at: at(35) })];
    expect(await told(...before)).toEqual(['just before']);
    expect(await told(...before, ...after)).toEqual(['just after']);
  });
});

describe('where something cannot be read', () => {
  const refusing = () => Promise.reject(new Error('no answer'));

  test.each<[string, (known: Services) => Partial<Services>]>([
    ['the gathered changes', ({ changes }) => ({ changes: { ...changes, between: refusing } })],
    ['the looks', ({ store }) => ({ store: { ...store, looks: refusing } })],
    ['the footprints', ({ store }) => ({ store: { ...store, footprint: refusing } })],
  ])('%s: the verdict is told all the same, and the fault logged', async (_, over) => {
    const services = someServices({ changes: { ...someServices().changes, between: changesBetween([deletion()]) } });
    await services.store.putFootprint(path.id, 'before', healthy.facts);
    await services.store.putFootprint(path.id, 'after', cut.facts);
    const cause = await attribute({ ...services, ...over(services) }, path, known(), turning());
    expect(cause?.between[1]).toBe(at(32));
    expect(services.heard.errors).toHaveLength(1);
  });
});

describe('the search for the call', () => {
  test('goes by the resources that changed, then by those that block, each once', () => {
    const cause = aCause({ facts: [aFactChange({ component: 'rtb-1' }), aFactChange({ component: 'sg-1' })] });
    const findings = [
      aFinding({ component: 'sg-1' }),
      aFinding({ component: 'acl-1', says: 'unknown' }),
      aFinding({ component: 'eni-1', says: 'note' }),
    ];
    expect(wantedIds(cause, findings)).toEqual(['rtb-1', 'sg-1', 'acl-1']);
  });

  test('ends with the gaps', () => {
    const now = new Date(at(0));
    const gaps = [60, 240];
    const nearby = [{ change: aChange(), fit: 'nearby' }] as const;
    expect([0, 1, 2].map((tries) => searched(nearby, ['sg-1'], tries, gaps, now))).toEqual([
      { kind: 'pending', tries: 0, next: at(1) },
      { kind: 'pending', tries: 1, next: at(4) },
      { kind: 'given-up', reason: expect.any(String) },
    ]);
    expect(searched([{ change: aChange(), fit: 'touches' }], [], 9, gaps, now)).toEqual({ kind: 'found' });
  });
});

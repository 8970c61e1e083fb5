import { type Deployed, openDeployed } from '../support/deployed.ts';
import { type Engine, startDynalite } from '../support/dynamodb.ts';
import { aCheck, aDay, aSettled, aState } from '../support/records.ts';

/* `explain` reads days from the moment on that is asked about; how it stood then may have begun before. */

let engine: Engine;
let deployed: Deployed;

beforeAll(async () => {
  engine = await startDynalite();
});
afterAll(() => engine.close());

const day = (date: string) =>
  aDay({
    date,
    stretches: [
      { from: `${date}T00:00:00.000Z`, verdict: 'reachable', standing: 'expected', checkId: 'sweep-1#web-db' },
    ],
  });

beforeEach(async () => {
  deployed = await openDeployed(engine);
  await deployed.store.putDay({ ...day('2026-11-20'), since: '2026-11-20T08:00:00.000Z' });
  await deployed.store.putDay(day('2026-11-21'));
});
afterEach(() => deployed.close());

const explain = async (at: string) => {
  const now = () => new Date('2026-11-22T12:00:00.000Z');
  const { stdout } = await deployed.shell.run(`explain web-db --at ${at}`, { now });
  const { since } = JSON.parse((await deployed.shell.run(`explain web-db --at ${at} --json`, { now })).stdout);
  return { since, text: /^At .*$/m.exec(stdout)?.[0] };
};

test('its begin is told by the state, where that still knows it', async () => {
  await deployed.store.putState(
    aState({ settled: aSettled({ since: '2026-11-20T08:00:00.000Z' }), day: day('2026-11-22') }),
    0,
  );
  expect(await explain('2026-11-21T12:00Z')).toEqual({
    since: '2026-11-20T08:00:00.000Z',
    text: 'At 2026-11-21 12:00:00: reachable, as expected, from 2026-11-20 08:00:00 until now.',
  });
});

test('by the check that found it, where another verdict has come since', async () => {
  const broken = { from: '2026-11-22T06:00:00.000Z', verdict: 'unreachable', standing: 'unexpected' } as const;
  const last = day('2026-11-22');
  await deployed.store.putState(
    aState({
      settled: aSettled({
        checkId: 'sweep-2#web-db',
        since: broken.from,
        verdict: 'unreachable',
        standing: 'unexpected',
      }),
      day: { ...last, stretches: [...last.stretches, { ...broken, checkId: 'sweep-2#web-db' }] },
    }),
    0,
  );
  const before = 'At 2026-11-21 12:00:00: reachable, as expected, since before that day until 2026-11-22 06:00:00.';
  expect(await explain('2026-11-21T12:00Z')).toEqual({ since: null, text: before });
  await deployed.store.putCheck(aCheck({ observedAt: '2026-11-20T08:00:00.000Z' }));
  expect((await explain('2026-11-21T12:00Z')).since).toBe('2026-11-20T08:00:00.000Z');
  // At the very moment of the change it is what it became.
  expect((await explain('2026-11-22T06:00:00.000Z')).text).toContain(
    'unreachable, NOT AS EXPECTED, from 2026-11-22 06:00',
  );
});

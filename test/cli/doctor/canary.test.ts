import { type CanarySeen, judgeCanary } from '../../../cli/doctor/canary.ts';
import type { Canary } from '../../../lambda/domain/canary.ts';

const now = new Date('2026-11-28T12:00:00.000Z');
const ago = (hours: number): string => new Date(now.getTime() - hours * 3_600_000).toISOString();

const told = (hours: number) => ({ at: ago(hours), open: 'reachable', blocked: 'unreachable' }) as const;
const aCanary = (over: Partial<Canary> = {}): Canary => ({
  lookedAt: ago(1),
  way: { pathId: 'web-db', open: 'a → b, tcp/443', blocked: 'a → b, tcp/1' },
  model: told(1),
  aws: told(49),
  ...over,
});

const judged = (over: Partial<CanarySeen>) =>
  judgeCanary({ canary: aCanary(), deployedAt: ago(600), now, ...over }, 'see the alarms');

test('that told the two apart is told with when', () => {
  expect(judged({})).toEqual({
    outcome: 'ok',
    message:
      'an open path and a blocked one were told apart, by the network model 2026-11-28T11:00:00Z (1 h ago), by AWS 2026-11-26T11:00:00Z (2 d ago)',
    remedy: null,
  });
});

test.each([
  ['never came', { canary: undefined }, 'failed', 'never come'],
  ['has not come yet after a deployment', { canary: undefined, deployedAt: ago(3) }, 'ok', 'not come yet'],
  ['came last three days ago', { canary: aCanary({ lookedAt: ago(72) }) }, 'failed', 'came last 2026-11-25'],
  [
    'failed',
    { canary: aCanary({ aws: { ...told(1), blocked: 'reachable' } }) },
    'failed',
    'not told apart by Reachability Analyzer',
  ],
  [
    'has no way to ask',
    { canary: { lookedAt: ago(1), why: 'no path is open' } satisfies Canary },
    'warning',
    'no path is open',
  ],
  [
    'was not answered',
    { canary: aCanary({ model: { ...told(1), open: 'unknown', reason: 'a firewall' } }) },
    'unknown',
    'a firewall',
  ],
] as const)('that %s is %s', (_, over, outcome, words) => {
  const { message, ...rest } = judged(over);
  expect({ message, ...rest }).toMatchObject({ outcome, message: expect.stringContaining(words) });
  expect(rest.remedy === null).toBe(outcome === 'ok');
});

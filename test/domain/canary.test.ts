import { type Answers, type Canary, standingOf } from '../../lambda/domain/canary.ts';

const day = (n: number): string => new Date(Date.UTC(2026, 10, n)).toISOString();

const answers = (open: Answers['open'], blocked: Answers['blocked'], over: Partial<Answers> = {}): Answers => ({
  at: day(22),
  open,
  blocked,
  ...over,
});
const told = answers('reachable', 'unreachable');

const aCanary = (over: Partial<Canary> = {}): Canary => ({ lookedAt: day(22), model: told, aws: told, ...over });

describe('a canary', () => {
  test('is alive where both the model and AWS told the two ways apart', () => {
    expect(standingOf(aCanary())).toEqual({ kind: 'alive' });
  });

  test.each([
    ['both open', answers('reachable', 'reachable')],
    ['both closed', answers('unreachable', 'unreachable')],
    ['the wrong way round', answers('unreachable', 'reachable')],
    ['one wrong and one unknown', answers('unknown', 'reachable')],
  ])('has failed where one answers %s, whatever the other says', (_, wrong) => {
    expect(standingOf(aCanary({ model: wrong }))).toEqual({ kind: 'failed', by: ['the network model'] });
    expect(standingOf(aCanary({ aws: wrong, model: answers('unknown', 'unknown') }))).toEqual({
      kind: 'failed',
      by: ['Reachability Analyzer'],
    });
    expect(standingOf(aCanary({ aws: wrong, model: wrong }))).toMatchObject({ by: { length: 2 } });
  });

  test.each([
    [
      'AWS was never asked',
      { aws: undefined, why: 'no budget' },
      'Reachability Analyzer has not told them apart: no budget',
    ],
    ['the model does not know', { model: answers('unknown', 'unreachable', { reason: 'a firewall' }) }, 'a firewall'],
    ['AWS does not know', { aws: answers('reachable', 'unknown') }, 'it gave no answer'],
    [
      "AWS's answer is older than two weeks",
      { lookedAt: day(37), why: 'no budget' },
      `asked last at ${day(22)}: no budget`,
    ],
    ['there is no way to ask', { model: undefined, why: 'no path is open' }, 'no path is open'],
  ] as const)('is unproven where %s', (_, over, reason) => {
    const { model, aws, ...rest } = { ...aCanary(), ...over };
    const standing = standingOf({ ...rest, ...(model && { model }), ...(aws && { aws }) });
    expect(standing).toEqual({ kind: 'unproven', reason: expect.stringContaining(reason) });
  });
});

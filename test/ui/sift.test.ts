import fc from 'fast-check';
import type { PathRow } from '../../ui/view/overview.ts';
import { keysOf, sift } from '../../ui/view/sift.ts';

const row = (over: Partial<PathRow> = {}): PathRow => ({
  id: 'web-db',
  text: 'a → b, tcp/443',
  expect: 'reachable',
  standing: 'expected',
  verdict: 'reachable',
  since: null,
  observedAt: null,
  reason: null,
  unseen: null,
  isOverdue: false,
  severity: 'critical',
  tags: [],
  declared: true,
  modelOnly: false,
  isUnderWay: false,
  incidentId: null,
  acknowledged: null,
  silenced: null,
  availability: null,
  outages: 0,
  bars: { from: '', marks: '', seconds: {} },
  ...over,
});

const all = { words: '', standing: undefined, by: undefined } as const;

describe('an overview that is sifted', () => {
  test('has what is not as expected or not known first, whatever group it is of', () => {
    const rows = [
      row({ id: 'down', standing: 'unexpected', tags: ['team=a'] }),
      row({ id: 'blind', standing: 'undetermined', tags: ['team=b'] }),
      row({ id: 'well', tags: ['team=a'] }),
    ];
    const { problems, groups, left } = sift(rows, { ...all, by: 'team' });
    expect(problems.map(({ id }) => id)).toEqual(['down', 'blind']);
    expect(groups.map(({ value, rows: members }) => [value, members.map(({ id }) => id)])).toEqual([['a', ['well']]]);
    expect(left).toBe(0);
  });

  test('is found by words that all occur, in whatever case, in id, text, reason or tags', () => {
    const rows = [row({ id: 'one', tags: ['team=NetOps'] }), row({ id: 'two', reason: 'a group is closed' })];
    const found = (words: string) =>
      sift(rows, { ...all, words }).groups.flatMap((group) => group.rows.map(({ id }) => id));
    expect(found('netops one')).toEqual(['one']);
    expect(found('GROUP')).toEqual(['two']);
    expect(found('netops two')).toEqual([]);
    expect(found('  ')).toEqual(['one', 'two']);
  });

  test('has the paths that lack the tag in a group of their own, the last one', () => {
    const rows = [row({ id: 'none' }), row({ id: 'b', tags: ['team=b'] }), row({ id: 'a', tags: ['team=a'] })];
    expect(sift(rows, { ...all, by: 'team' }).groups.map(({ value }) => value)).toEqual(['a', 'b', undefined]);
  });

  test('offers the tags first that most paths carry', () => {
    const rows = [row({ tags: ['tier=1', 'team=a'] }), row({ tags: ['team=b'] })];
    expect(keysOf(rows)).toEqual(['team', 'tier']);
  });

  test('shows each path once or counts it as left out, whatever is asked', () => {
    const rows = fc.array(
      fc.record({
        id: fc.string(),
        standing: fc.constantFrom('expected', 'unexpected', 'undetermined' as const),
        declared: fc.boolean(),
        tags: fc.array(
          fc.tuple(fc.constantFrom('team', 'tier'), fc.string()).map((pair) => pair.join('=')),
          { maxLength: 3 },
        ),
      }),
    );
    const sieve = fc.record({
      words: fc.string({ maxLength: 3 }),
      standing: fc.option(fc.constantFrom('expected', 'unexpected', 'undetermined' as const), { nil: undefined }),
      by: fc.option(fc.constantFrom('team', 'tier', 'none'), { nil: undefined }),
    });
    fc.assert(
      fc.property(rows, sieve, (given, asked) => {
        const whole = given.map((each) => row(each as Partial<PathRow>));
        const { problems, groups, undeclared, left } = sift(whole, asked);
        const shown = [...problems, ...groups.flatMap((group) => group.rows), ...undeclared];
        expect(shown.length + left).toBe(whole.length);
        expect(new Set(shown).size).toBe(shown.length);
        expect(problems.every(({ standing }) => standing !== 'expected')).toBe(true);
      }),
    );
  });
});

import type { Path } from '../../lambda/domain/path.ts';
import { mostQuestions, portionOf } from '../../lambda/monitor/due.ts';
import { aPath } from '../support/paths.ts';

const numbered = (count: number, over: Partial<Path> = {}): readonly Path[] =>
  Array.from({ length: count }, (_, index) => aPath({ id: `path-${index}`, ...over }));

const configurationOf = (paths: readonly Path[]) => ({ paths, channels: { email: [] }, retentionDays: 90 });
const byHand = { trigger: { by: 'hand' } } as const;

/** All portions of a sweep by hand. */
const portionsOf = (paths: readonly Path[]) => {
  const configuration = configurationOf(paths);
  const { portions } = portionOf(configuration, byHand);
  return Array.from({ length: portions }, (_, index) =>
    portionOf(configuration, { ...byHand, part: { of: 'sweep', index, count: portions } }),
  );
};

describe('due paths', () => {
  test('of a schedule are those that are declared with it', () => {
    const paths = [aPath({ id: 'often' }), aPath({ id: 'daily', every: 'rate(1 day)' })];
    const due = portionOf(configurationOf(paths), { trigger: { by: 'schedule', every: 'rate(1 day)' } });
    expect(due).toMatchObject({ due: 1, portions: 1, paths: [{ id: 'daily' }] });
  });

  test('by hand are all, or those that are named; what nobody declared is said', () => {
    const configuration = configurationOf(numbered(3));
    expect(portionOf(configuration, byHand).due).toBe(3);
    const named = portionOf(configuration, { trigger: { by: 'hand', paths: ['path-2', 'typo'] } });
    expect(named).toMatchObject({ due: 1, paths: [{ id: 'path-2' }], undeclared: ['typo'] });
  });

  test('where nothing is due there is one portion, with nothing in it', () => {
    expect(portionOf(configurationOf([]), byHand)).toMatchObject({ due: 0, portions: 1, paths: [] });
  });
});

describe('portions', () => {
  test('an execution that starts further ones takes on no path itself', () => {
    expect(portionOf(configurationOf(numbered(61)), byHand)).toMatchObject({ due: 61, portions: 2, paths: [] });
  });

  test('sixty paths are done by one execution', () => {
    expect(portionOf(configurationOf(numbered(60)), byHand)).toMatchObject({ portions: 1, due: 60 });
  });

  test.each([
    ['1,000 plain paths', numbered(1000)],
    ['paths with ten ranges', numbered(95, { ports: Array.from({ length: 10 }, (_, at) => ({ from: at, to: at })) })],
    ['paths that ask more than an execution takes on', numbered(3, { ports: Array(400).fill({ from: 1, to: 1 }) })],
  ])('together hold each of %s once, within the limits', (_, paths) => {
    const portions = portionsOf(paths);
    expect(portions.flatMap((portion) => portion.paths)).toEqual(paths);
    expect(portions.reduce((sum, portion) => sum + portion.due, 0)).toBe(paths.length);
    for (const { paths: own } of portions) {
      const questions = own.reduce((sum, path) => sum + mostQuestions(path), 0);
      expect(own.length <= 60 && (questions <= 100 || own.length === 1)).toBe(true);
    }
  });

  test('a portion that no longer exists, since the configuration was deployed anew, is empty', () => {
    const part = { of: 'sweep', index: 7, count: 9 };
    expect(portionOf(configurationOf(numbered(3)), { ...byHand, part })).toMatchObject({
      paths: [],
      due: 0,
      portions: 1,
    });
  });

  test('the questions of a path are counted from its declaration: pairs, ranges and source ranges', () => {
    const range = { from: 1, to: 2 };
    const selector = { kind: 'selector', type: 'instance', tags: { Name: '*' }, match: 'all' } as const;
    expect(mostQuestions(aPath())).toBe(1);
    expect(mostQuestions(aPath({ ports: [range, range], sourcePorts: [range, range, range] }))).toBe(6);
    expect(mostQuestions(aPath({ from: selector, maxPairs: 7, ports: [range, range] }))).toBe(14);
  });
});

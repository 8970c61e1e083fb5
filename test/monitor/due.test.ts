import type { Path } from '../../lambda/domain/path.ts';
import { duePaths, mostQuestions, portionsOf } from '../../lambda/monitor/due.ts';
import { aConfiguration, aPath } from '../support/paths.ts';

const numbered = (count: number, over: Partial<Path> = {}): readonly Path[] =>
  Array.from({ length: count }, (_, index) => aPath({ id: `path-${index}`, ...over }));

const hand = { by: 'hand' } as const;

describe('due paths', () => {
  test('of a schedule are those that are declared with it', () => {
    const paths = [aPath({ id: 'often' }), aPath({ id: 'daily', every: 'rate(1 day)' })];
    const due = duePaths(aConfiguration(paths), { by: 'schedule', every: 'rate(1 day)' });
    expect(due).toMatchObject({ paths: [{ id: 'daily' }], undeclared: [] });
  });

  test('by hand are all, or those that are named; what nobody declared is said', () => {
    const configuration = aConfiguration(numbered(3));
    expect(duePaths(configuration, hand)).toEqual({ paths: configuration.paths, undeclared: [] });
    const named = duePaths(configuration, { by: 'hand', paths: ['path-2', 'typo'] });
    expect(named).toMatchObject({ paths: [{ id: 'path-2' }], undeclared: ['typo'] });
  });

  test('by a change are all, whatever their schedule', () => {
    const paths = [aPath({ id: 'often' }), aPath({ id: 'daily', every: 'rate(1 day)' })];
    expect(duePaths(aConfiguration(paths), { by: 'change', gathering: 'g1' })).toEqual({ paths, undeclared: [] });
  });

  test('where nothing is declared nothing is due, in no portion', () => {
    const { paths } = duePaths(aConfiguration([]), hand);
    expect(portionsOf(paths)).toEqual([]);
  });
});

describe('portions', () => {
  test('fifty plain paths are one portion, and one more begins another', () => {
    expect(portionsOf(numbered(50)).map((portion) => portion.length)).toEqual([50]);
    expect(portionsOf(numbered(51)).map((portion) => portion.length)).toEqual([50, 1]);
  });

  test.each([
    ['1,000 plain paths', numbered(1000)],
    ['paths with ten ranges', numbered(95, { ports: Array.from({ length: 10 }, (_, at) => ({ from: at, to: at })) })],
    ['paths that ask more than an execution takes on', numbered(3, { ports: Array(400).fill({ from: 1, to: 1 }) })],
  ])('together hold each of %s once, within the limits', (_, paths) => {
    const portions = portionsOf(paths);
    expect(portions.flat()).toEqual(paths);
    for (const own of portions) {
      const questions = own.reduce((sum, path) => sum + mostQuestions(path), 0);
      // Each question may bring one about its reply, and an execution takes on a hundred.
      expect(own.length <= 60 && (questions <= 50 || own.length === 1)).toBe(true);
    }
  });

  test('are cut alike each time, whoever cuts', () => {
    const paths = numbered(200, { ports: [{ from: 1, to: 2 }] });
    expect(portionsOf(structuredClone(paths))).toEqual(portionsOf(paths));
  });

  test('the questions of a path are counted from its declaration: pairs, ranges and source ranges', () => {
    const range = { from: 1, to: 2 };
    const selector = { kind: 'selector', type: 'instance', tags: { Name: '*' }, match: 'all' } as const;
    expect(mostQuestions(aPath())).toBe(1);
    expect(mostQuestions(aPath({ ports: [range, range], sourcePorts: [range, range, range] }))).toBe(6);
    expect(mostQuestions(aPath({ from: selector, maxPairs: 7, ports: [range, range] }))).toBe(14);
  });
});

import fc from 'fast-check';
import { NAMESPACE, partsOf, type Whose, whole } from '../lambda/domain/measure.ts';
import { dimensionValue, metricLine } from '../lambda/meter.ts';
import { metricKey, openMetrics } from '../local/cloudwatch/metrics.ts';

const at = new Date('2026-11-22T10:00:00.000Z');
const keysOf = (...lines: readonly string[]): readonly string[] => {
  const metrics = openMetrics(() => at);
  for (const line of lines) metrics.take(line);
  return metrics.keys();
};

/** Of any text, half of it such as is written to break something. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 2_000 }),
  fc.constantFrom('', ' ', '\n', '"}\n{"_aws":{}}', '\u202e', '\u0000', 'é'.repeat(2_000), '%', 'Deployment', '\ud800'),
);

describe('a line of metrics', () => {
  test('of a path makes one metric, with the deployment and the path as its dimensions', () => {
    const line = metricLine('prod', { Spend: 0.1, PathsDown: 1 }, at, { kind: 'path', id: 'web-db' });
    const dimensions = [['Deployment', 'prod'] as const, ['Path', 'web-db'] as const];
    expect(keysOf(line)).toEqual([
      metricKey(NAMESPACE, 'Spend', dimensions),
      metricKey(NAMESPACE, 'PathsDown', dimensions),
    ]);
  });

  test.each([
    ['web-db', 'web-db'],
    ['équipe=réseau', '%C3%A9quipe=r%C3%A9seau'],
    ['load=50%', 'load=50%25'],
    ['a\nb', 'a%0Ab'],
    [' ', '%20'],
    ['', '%20'],
    ['\ud800', '%EF%BF%BD'],
  ])('%j is told as %s', (text, value) => {
    expect(dimensionValue(text)).toBe(value);
  });

  test('whatever a path and its tags are called, it is one line that CloudWatch takes, and short', () => {
    fc.assert(
      fc.property(hostile, fc.dictionary(hostile, hostile, { maxKeys: 5 }), (id, tags) => {
        const all: readonly Whose[] = [whole, ...partsOf({ id, tags })];
        for (const of of all) {
          const line = metricLine('prod', { Spend: 0.1 }, at, of);
          expect(line).not.toMatch(/[^ -~]/);
          expect(line.length).toBeLessThan(2_500);
          expect(keysOf(line)).toHaveLength(1);
        }
      }),
    );
  });

  test('two names stay two, also where they are too long', () => {
    const long = 'x'.repeat(10_000);
    expect(new Set(['a%', 'a%25', `${long}1`, `${long}2`, 'é', '?'].map(dimensionValue)).size).toBe(6);
    expect(dimensionValue(long)).toHaveLength(1024);
  });
});

test.each([
  ['a value that is not ASCII', { Path: 'é' }],
  ['a blank value', { Path: ' ' }],
  ['no value', {}],
  ['a value of 1,025 characters', { Path: 'x'.repeat(1_025) }],
])('%s makes no metric', (_, root) => {
  const line = metricLine('prod', { Spend: 1 }, at, { kind: 'path', id: 'x' });
  const { Path: _path, ...rest } = JSON.parse(line);
  expect(keysOf(JSON.stringify({ ...rest, ...root }))).toEqual([]);
});

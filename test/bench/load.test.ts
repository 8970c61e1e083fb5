import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { growthOf, measureOutage, measurePaths, type OfPaths } from '../../bench/load/measure.ts';
import { measureStorm } from '../../bench/load/storm.ts';
import { useEmbeddedCredentials } from '../../local/credentials.ts';

/* What `npm run bench -- load` measures, at small sizes; nothing is timed. */

let folder: string;
const loading = () => ({ folder, heap: [], tell: () => undefined });
beforeAll(async () => {
  useEmbeddedCredentials();
  folder = await mkdtemp(join(tmpdir(), 'load-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('an unchanged sweep of more paths calls and writes no more, and one with a tenth changed buys that tenth', async () => {
  const measured: OfPaths[] = [];
  for (const paths of [10, 20]) measured.push(await measurePaths(paths, loading()));
  expect(growthOf(measured)).toEqual([]);
  expect(measured.map(({ unchanged: { tally } }) => [tally.carried, tally.analyses])).toEqual([
    [10, 0],
    [20, 0],
  ]);
  expect(measured.map(({ touched: { tally } }) => [tally.carried, tally.analyses, tally.unexpected])).toEqual([
    [9, 1, 0],
    [18, 2, 0],
  ]);
  for (const { unchanged } of measured) expect(unchanged.peakBytes).toBeGreaterThan(10_000_000);
});

test('growth is told: of calls and writes any, of pages what more paths do not account for', () => {
  const of = (paths: number, calls: Readonly<Record<string, number>>) => ({ paths, unchanged: { calls } });
  const small = of(10, { 'dynamodb Query': 4, 'dynamodb PutItem': 2 });
  expect(growthOf([small, of(10_000, { 'dynamodb Query': 9, 'dynamodb PutItem': 2 })])).toEqual([]);
  expect(growthOf([small, of(10_000, { 'dynamodb Query': 10, 'dynamodb PutItem': 2 })])).toHaveLength(1);
  expect(growthOf([small, of(1_000, { 'dynamodb Query': 5, 'dynamodb PutItem': 2 })])).toHaveLength(1);
  // A write is a call too.
  expect(growthOf([small, of(10_000, { 'dynamodb Query': 4, 'dynamodb PutItem': 3 })])).toHaveLength(2);
});

test('what breaks by one call is one incident, told once', async () => {
  const { swept, told, incidents } = await measureOutage(10, loading());
  expect(swept.tally).toMatchObject({ unexpected: 10, alerts: 10, troubled: 0 });
  expect(incidents).toBe(1);
  expect(told.filter((subject) => subject.startsWith('BROKEN'))).toHaveLength(1);
});

test('however many changes come in a minute, they start one sweep', async () => {
  const { sweeps, asked, batches, calls } = await measureStorm(90, loading());
  expect({ sweeps, asked, batches }).toEqual({ sweeps: 1, asked: 30, batches: 30 });
  expect(calls['dynamodb BatchWriteItem']).toBe(30);
});

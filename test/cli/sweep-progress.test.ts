import { progressHead, progressRows } from '../../cli/print-progress.ts';
import { lookAtSweep } from '../../cli/sweep-look.ts';
import { progressOf, type Seen } from '../../cli/sweep-progress.ts';
import { Fault } from '../../lambda/domain/fault.ts';
import type { Brief } from '../../lambda/domain/state.ts';
import { aBrief, aLast, aPending } from '../support/briefs.ts';
import { aPath } from '../support/paths.ts';

const seen = (briefs: readonly Brief[], byPath: Readonly<Record<string, number>> = {}): Seen => ({
  briefs: new Map(briefs.map((brief) => [brief.pathId, brief])),
  bought: { byPath },
});
const brief = (pathId: string, over: Partial<Brief> = {}): Brief => aBrief(aPath({ id: pathId }), over);

const before = seen([brief('a'), brief('b'), brief('c')], { a: 4, other: 7 });
const pending = aPending({ since: '2026-11-22T10:05:03.000Z', model: 'unreachable' });
const later = aLast({ at: '2026-11-22T10:05:00.000Z', verdict: 'unreachable' });

test('a path is queued, until one is at its analyses: then the model was asked about all', () => {
  expect(progressOf(['a', 'b', 'new'], before, before)).toEqual({
    paths: ['a', 'b', 'new'].map((pathId) => ({ pathId, kind: 'queued' })),
    analyses: 0,
  });
  const now = seen([brief('a'), brief('b', { last: later }), brief('c', { pending })], { a: 5, c: 2, other: 9 });
  expect(progressOf(['a', 'b', 'c'], before, now)).toEqual({
    paths: [
      { pathId: 'c', kind: 'running', since: pending.since, model: 'unreachable' },
      { pathId: 'b', kind: 'done', verdict: 'unreachable' },
      { pathId: 'a', kind: 'asked' },
    ],
    // What was bought for others is not this sweep's.
    analyses: 3,
  });
});

test('what was known before it started is no verdict of it, whatever this clock says', () => {
  const now = seen([brief('a', { last: aLast() })]);
  expect(progressOf(['a'], before, now).paths).toEqual([{ pathId: 'a', kind: 'queued' }]);
  const first = seen([brief('new', { last: later })]);
  expect(progressOf(['new'], before, first).paths).toMatchObject([{ kind: 'done' }]);
});

test('in words: a head, and a few lines, in the time zone, without what could mislead a terminal', () => {
  const now = seen([brief('a'), brief('b\u001b[2J', { last: later }), brief('c', { pending })], { c: 2 });
  const progress = progressOf(['a', 'b\u001b[2J', 'c'], before, now);
  expect(progressHead(progress)).toBe('3 paths: 1 done, 1 being analysed; $0.20 so far');
  expect(progressRows(progress, 'Asia/Tokyo')).toEqual([
    '  c     analyses running since 19:05:03; the network model says unreachable',
    '  b[2J  ✗ unreachable',
    '  a     the network model was asked: carried, or its turn is to come',
  ]);
  const many = Array.from({ length: 30 }, (_, place) => `path-${place}`);
  const rows = progressRows(progressOf(many, before, before), 'UTC');
  expect(rows).toHaveLength(8);
  expect(rows.at(-1)).toBe('  and 23 more paths');
  expect(progressHead(progressOf([], before, before))).toBe('the sweep is under way');
});

test('a table that does not answer for a while is shown with its code, and stops nothing', async () => {
  let fault: Fault | undefined;
  const store = {
    briefs: async () => {
      if (fault !== undefined) throw fault;
      return [brief('a', { pending })];
    },
    spent: async () => ({ month: '2026-11', analyses: 0, byReason: {} as never, byPath: {}, byTag: {} }),
  };
  const shown: string[] = [];
  const live = { isDue: () => true, show: (head: string) => void shown.push(head) };
  const look = await lookAtSweep(store, ['a'], { now: () => new Date(), timeZone: 'UTC' }, live);
  fault = new Fault({ kind: 'throttled', operation: 'Query', code: 'ThrottlingException', message: 'slow down' });
  await look.tell();
  fault = undefined;
  await look.tell();
  expect(shown).toEqual([
    '1 path: 0 done, 1 being analysed; $0.00 so far; the table does not answer (ThrottlingException)',
    '1 path: 0 done, 1 being analysed; $0.00 so far',
  ]);
});

test('looks are apart by what they read: five read units a second at most', async () => {
  const store = {
    briefs: async () => Array.from({ length: 1000 }, (_, place) => brief(`path-${place}`)),
    spent: async () => ({ month: '2026-11', analyses: 0, byReason: {} as never, byPath: {}, byTag: {} }),
  };
  const live = { isDue: () => true, show: () => undefined };
  expect((await lookAtSweep(store, undefined, { now: () => new Date(), timeZone: 'UTC' }, live)).apart).toBe(12.5);
});

import pc from 'picocolors';
import type { Page } from '../../../cli/page.ts';
import { clipped, openScreen } from '../../../cli/watch/screen.ts';
import type { Transition } from '../../../cli/watch/transitions.ts';
import { type Shown, screenLines, transitionText } from '../../../cli/watch/view.ts';

const page: Page = {
  colours: pc.createColors(false),
  width: 80,
  now: new Date('2026-11-22T12:00:00.000Z'),
  timeZone: 'UTC',
};

const turned = (over: Partial<Transition> = {}): Transition => ({
  at: '2026-11-22T11:58:00.000Z',
  pathId: 'a-to-b',
  from: { verdict: 'reachable', standing: 'expected' },
  to: { verdict: 'unreachable', standing: 'unexpected' },
  reason: 'no route back',
  incidentId: null,
  ...over,
});

const shown = (paths: number, transitions: number, trouble?: string): Shown => ({
  status: [
    'path  verdict',
    ...Array.from({ length: paths }, (_, place) => `path-${place}  reachable`),
    '',
    `${paths} paths. Times: UTC.`,
  ].join('\n'),
  transitions: Array.from({ length: transitions }, (_, place) => turned({ pathId: `turned-${place}` })),
  trouble,
  every: 10,
  began: '2026-11-22T11:00:00.000Z',
});

test('a change in one line, without what could mislead a terminal', () => {
  expect(transitionText(turned(), page)).toBe(
    '2026-11-22 11:58:00 a-to-b: reachable, as expected → unreachable, NOT AS EXPECTED: no route back',
  );
  expect(transitionText(turned({ to: null, reason: 'x\u001b[2J' }), page)).toMatch(/as expected → none: x\[2J$/);
});

test('the screen: paths first, then what they add up to, then what changed', () => {
  expect(screenLines(shown(2, 1), 24, page)).toEqual([
    'pathwatch watch  2026-11-22 12:00:00, every 10 seconds  q ends it',
    'path  verdict',
    'path-0  reachable',
    'path-1  reachable',
    '',
    '2 paths. Times: UTC.',
    '',
    'changed since 2026-11-22 11:00:00:',
    expect.stringContaining('turned-0'),
  ]);
  expect(screenLines(shown(2, 0), 24, page).at(-1)).toBe('nothing');
});

test.each([
  [24, 100, 100],
  [24, 3, 100],
  [24, 100, 0],
  [12, 100, 100],
  [7, 5, 5],
  [3, 5, 5],
  [40, 20, 10],
])('in %i rows it says what it has left out, of %i paths and %i changes, and is no longer', (rows, paths, changes) => {
  for (const trouble of [undefined, 'it does not answer']) {
    const lines = screenLines(shown(paths, changes, trouble), rows, page);
    expect(lines.length).toBeLessThanOrEqual(rows);
    if (rows < 12) continue;
    const count = (of: RegExp): number => lines.filter((line) => of.test(line)).length;
    const left = lines.flatMap((line) => /^and (\d+) more$/.exec(line)?.[1] ?? []).map(Number);
    expect(count(/^path-/) + count(/turned-/) + left.reduce((sum, each) => sum + each, 0)).toBe(paths + changes);
    expect(count(/^path-/)).toBeGreaterThan(0);
    if (changes > 0) expect(count(/turned-/)).toBeGreaterThan(0);
    // Nothing is left out while there is room.
    if (left.length > 0) expect(lines).toHaveLength(rows);
    if (trouble !== undefined) expect(lines[1]).toBe(trouble);
  }
});

test('before anything is known it says so', () => {
  const lines = screenLines({ ...shown(0, 0, 'it does not answer'), status: 'nothing is known yet' }, 24, page);
  expect(lines).toContain('nothing is known yet');
  expect(lines).toContain('it does not answer');
});

test('a line is cut to the width that is there, its colours kept and closed', () => {
  expect(clipped('abcdef', 6)).toBe('abcdef');
  expect(clipped('abcdef', 4)).toBe('abc…');
  const { red } = pc.createColors(true);
  expect(clipped(`ab${red('cdef')}`, 6)).toBe(`ab${red('cdef')}`);
  expect(clipped(`ab${red('cdef')}gh`, 4)).toBe(`ab${red('c…')}`);
  expect(clipped('→→→→', 3)).toBe('→→…');
});

test('a screen draws in place, as high as the terminal is now, and leaves it as it was', () => {
  const written: string[] = [];
  let rows = 3;
  const screen = openScreen({
    stdout: { write: (text) => void written.push(text), isTerminal: true },
    size: () => ({ columns: 4, rows }),
  });
  screen.draw(['one', 'two', 'three', 'four']);
  rows = 2;
  screen.draw(['one', 'two', 'three']);
  screen.close();
  expect(written).toEqual([
    '\u001b[?1049h\u001b[?25l',
    '\u001b[Hone\u001b[K\r\ntwo\u001b[K\r\nthr…\u001b[K\u001b[J',
    '\u001b[Hone\u001b[K\r\ntwo\u001b[K\u001b[J',
    '\u001b[?25h\u001b[?1049l',
  ]);
});

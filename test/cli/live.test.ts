import { withLive } from '../../cli/live.ts';

/** So many lines, from the last one up. */
const wiped = (lines: number): string => ['\u001b[1G\u001b[K', ...Array(lines - 1).fill('\u001b[1A\u001b[K')].join('');

/** A stream, and a clock that is moved by hand. */
const aShell = (isTerminal: boolean, environment: NodeJS.ProcessEnv = {}) => {
  const written: string[] = [];
  let clock = Date.UTC(2026, 10, 22, 10);
  return {
    written: () => written.join(''),
    pass: (seconds: number) => {
      clock += seconds * 1000;
    },
    io: {
      stderr: { write: (text: string) => void written.push(text), isTerminal },
      columns: 80,
      environment,
      beforeEnd: () => () => undefined,
      now: () => new Date(clock),
    },
  };
};

test('on a terminal the lines turn in place, tell how long was waited, and are gone afterwards', async () => {
  const shell = aShell(true, { NO_COLOR: '1' });
  const value = await withLive(shell.io, async (live) => {
    expect(live.isDue()).toBe(true);
    shell.pass(34);
    live.show('2 paths: 1 done', ['  a  queued', '  b  reachable']);
    expect(shell.written()).toContain('2 paths: 1 done\n  a  queued\n  b  reachable\n  waited 34 s');
    return 'done';
  });
  expect(value).toBe('done');
  expect(shell.written().endsWith(wiped(4))).toBe(true);
});

test('on a terminal they are gone whatever happens, and the cursor was never hidden', async () => {
  const shell = aShell(true);
  const work = withLive(shell.io, async (live) => {
    live.show('waiting');
    throw new Error('it failed');
  });
  await expect(work).rejects.toThrow('it failed');
  expect(shell.written().endsWith(wiped(1))).toBe(true);
  expect(shell.written()).not.toContain('\u001b[?25l');
});

test('nothing is written to a terminal where nothing was shown', async () => {
  const shell = aShell(true);
  await withLive(shell.io, async () => undefined);
  expect(shell.written()).not.toContain('\n');
});

test('in a pipe there is a plain line at most every 30 seconds, and none of a short wait', async () => {
  const shell = aShell(false);
  await withLive(shell.io, async (live) => {
    for (let second = 0; second < 95; second += 1) {
      if (live.isDue()) live.show(`at ${second}`, ['  not shown']);
      shell.pass(1);
    }
    live.show('too soon');
  });
  expect(shell.written()).toBe('at 30, 30 s\nat 60, 60 s\nat 90, 90 s\n');
});

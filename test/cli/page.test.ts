import type { Io } from '../../cli/io.ts';
import { pageOf } from '../../cli/page.ts';
import { openShell } from '../support/command-line.ts';

type Environment = Io['environment'];

const coloured = (isTerminal: boolean, environment: Environment): boolean =>
  pageOf(anIo(isTerminal, environment)).colours.isColorSupported;

const stream = (isTerminal: boolean) => ({ write: () => undefined, isTerminal });
const anIo = (isTerminal: boolean, environment: Environment, over: Partial<Io> = {}): Io => ({
  stdout: stream(isTerminal),
  stderr: stream(isTerminal),
  stdin: async function* () {},
  terminal: () => undefined,
  size: () => undefined,
  keys: () => undefined,
  columns: 100,
  environment,
  user: () => undefined,
  folder: '/',
  now: () => new Date(0),
  wait: async () => undefined,
  untilStopped: async () => undefined,
  beforeEnd: () => () => undefined,
  timeZone: 'UTC',
  ...over,
});

test.each<[to: 'terminal' | 'pipe', Environment, colours: boolean]>([
  ['terminal', {}, true],
  ['terminal', { TERM: 'xterm-256color' }, true],
  ['terminal', { TERM: 'dumb' }, false],
  ['terminal', { NO_COLOR: '1' }, false],
  ['terminal', { NO_COLOR: '' }, true],
  ['terminal', { FORCE_COLOR: '0' }, false],
  ['terminal', { FORCE_COLOR: 'false' }, false],
  ['terminal', { FORCE_COLOR: '1', TERM: 'dumb' }, true],
  ['terminal', { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
  ['pipe', {}, false],
  ['pipe', { FORCE_COLOR: '1' }, true],
  ['pipe', { FORCE_COLOR: '3' }, true],
  ['pipe', { FORCE_COLOR: '' }, false],
  ['pipe', { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
  ['pipe', { CI: 'true' }, false],
])('to a %s with %j there are colours: %s', (to, environment, colours) => {
  expect(coloured(to === 'terminal', environment)).toBe(colours);
});

test('each of the two streams is judged by itself', () => {
  const io = anIo(true, {}, { stderr: stream(false) });
  expect(pageOf(io).colours.isColorSupported).toBe(true);
  expect(pageOf(io, io.stderr).colours.isColorSupported).toBe(false);
  expect(pageOf(anIo(false, {}, { stderr: stream(true) })).width).toBeUndefined();
});

test('an error has its colour on a terminal, and no document has any', async () => {
  const shell = await openShell();
  try {
    const said: string[] = [];
    const terminal = { stderr: { isTerminal: true, write: (text: string) => void said.push(text) }, environment: {} };
    await shell.run('stauts', terminal);
    expect(said.join('')).toBe("\u001b[31merror:\u001b[39m unknown command 'stauts'\nDid you mean status?\n");
    const forced = await shell.run('help status --json', { environment: { FORCE_COLOR: '1' } });
    expect(forced.stdout).not.toContain('\u001b');
    expect(JSON.parse(forced.stdout).help).not.toContain('\u001b');
    expect((await shell.run('help status', { environment: { FORCE_COLOR: '1' } })).stdout).toContain('\u001b[1mUsage:');
  } finally {
    await shell.remove();
  }
});

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type IPty, spawn } from '@lydell/node-pty';
import { writeFolder } from '../../lambda/snapshot/write-folder.ts';
import { openShell, type Shell } from '../support/command-line.ts';
import { threeTiers } from './discover/sample.ts';

/* The list in which a person ticks paths, as a process at a terminal. */

let shell: Shell;
/** Of a test that failed. */
const running = new Set<IPty>();
beforeEach(async () => {
  shell = await openShell();
  await writeFolder(join(shell.folder, 'net'), threeTiers().snapshot());
});
afterEach(async () => {
  for (const terminal of running) terminal.kill();
  await shell.remove();
});

const program = resolve('bin/pathwatch.ts');
const down = '\u001b[B';

/** Runs `init` at a terminal; each key is pressed once the screen shows what goes with it. */
const atTerminal = (
  keys: readonly (readonly [shown: string, key: string])[],
  args: readonly string[] = [],
): Promise<{ readonly exit: number; readonly screen: string }> =>
  new Promise((settle) => {
    const terminal = spawn(process.execPath, [program, 'init', '--snapshot', 'net', ...args], {
      cwd: shell.folder,
      cols: 120,
      rows: 40,
      env: { ...process.env, TERM: 'xterm-256color', NO_COLOR: '1', CI: '' },
    });
    running.add(terminal);
    const left = [...keys];
    let screen = '';
    let since = 0;
    terminal.onData((data) => {
      screen += data;
      const [next] = left;
      if (next === undefined || !screen.slice(since).includes(next[0])) return;
      left.shift();
      since = screen.length;
      terminal.write(next[1]);
    });
    terminal.onExit(({ exitCode }) => {
      running.delete(terminal);
      settle({ exit: exitCode, screen });
    });
  });

const declared = async (): Promise<readonly string[]> =>
  [...(await readFile(join(shell.folder, 'pathwatch.yaml'), 'utf8')).matchAll(/^ {2}- id: (.*)$/gm)].map(
    ([, id = '']) => id,
  );

test('what gets through is ticked, and Enter takes it', async () => {
  const { exit, screen } = await atTerminal([['Enter:', '\r']]);
  expect(exit).toBe(0);
  expect(screen).toContain('Which paths are critical?');
  expect(screen).toMatch(/◼ internet-to-shop-443 +reachable +\$0\.54 a month/);
  expect(screen).toMatch(/◻ internet-not-to-rds-sg-db-5432 +unreachable +\$0\.54 a month/);
  expect(screen).toContain('the load balancer shop faces the internet');
  expect(await declared()).toEqual(['internet-to-shop-443', 'shop-to-web-8080', 'web-to-rds-sg-db-5432']);
});

test('Space takes a tick away or sets one, a promise too', async () => {
  const { exit } = await atTerminal([
    ['Enter:', ' '],
    ['◻ internet-to-shop', `${down}${down}${down}`],
    ['(vpc-0 has the internet', ' '],
    ['◼ internet-not-to', '\r'],
  ]);
  expect(exit).toBe(0);
  expect(await declared()).toEqual(['shop-to-web-8080', 'web-to-rds-sg-db-5432', 'internet-not-to-rds-sg-db-5432']);
  expect(await shell.json('validate')).toMatchObject({ exit: 0 });
});

test('Ctrl-C writes nothing and exits 130; the cursor is shown again', async () => {
  const { exit, screen } = await atTerminal([['Enter:', '\u0003']]);
  expect(exit).toBe(130);
  expect(screen).toContain('nothing was written');
  expect(screen.lastIndexOf('\u001b[?25h')).toBeGreaterThan(screen.lastIndexOf('\u001b[?25l'));
  expect(existsSync(join(shell.folder, 'pathwatch.yaml'))).toBe(false);
});

test('with --yes or --json nobody is asked', async () => {
  const yes = await atTerminal([], ['--yes']);
  expect(yes.exit).toBe(0);
  expect(yes.screen).not.toContain('Which paths are critical?');
  const json = await atTerminal([], ['--json', '--force']);
  expect(json.exit).toBe(0);
  expect(JSON.parse(json.screen.replaceAll('\r\n', '\n'))).toMatchObject({ file: 'pathwatch.yaml' });
});

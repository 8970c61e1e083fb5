import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFolder } from '../../lambda/snapshot/write-folder.ts';
import { openShell, type Shell } from '../support/command-line.ts';
import { CTRL_C, DOWN, ENTER, runInTerminal } from '../support/process.ts';
import { threeTiers } from './discover/sample.ts';

/* The list in which a person ticks paths. */

const SPACE = ' ';
/** Stands at the end of the list: now keys are read. */
const SHOWN = 'Enter:';

let shell: Shell;
beforeEach(async () => {
  shell = await openShell();
  await writeFolder(join(shell.folder, 'net'), threeTiers().snapshot());
});
afterEach(() => shell.remove());

const atTerminal = (args: string, keys: readonly (readonly [words: string, keys: string])[]) =>
  runInTerminal(args, { folder: shell.folder, columns: 120, env: { NO_COLOR: '1' }, keys });

const declared = async (): Promise<readonly string[]> =>
  [...(await readFile(join(shell.folder, 'pathwatch.yaml'), 'utf8')).matchAll(/^ {2}- id: (.*)$/gm)].map(
    ([, id = '']) => id,
  );

test('what gets through is ticked, and Enter takes it', async () => {
  const { exit, text } = await atTerminal('init --snapshot net', [[SHOWN, ENTER]]);
  expect(exit).toBe(0);
  expect(text).toContain('Which paths are critical?');
  expect(text).toMatch(/◼ internet-to-shop-443 +reachable +\$0\.54 a month/);
  expect(text).toMatch(/◻ internet-not-to-rds-sg-db-5432 +unreachable +\$0\.54 a month/);
  expect(text).toContain('the load balancer shop faces the internet');
  expect(await declared()).toEqual(['internet-to-shop-443', 'shop-to-web-8080', 'web-to-rds-sg-db-5432']);
});

test('Space takes a tick away or sets one, a promise too', async () => {
  const { exit } = await atTerminal('init --snapshot net', [
    [SHOWN, SPACE],
    ['◻ internet-to-shop', `${DOWN}${DOWN}${DOWN}`],
    ['(vpc-0 has the internet', SPACE],
    ['◼ internet-not-to', ENTER],
  ]);
  expect(exit).toBe(0);
  expect(await declared()).toEqual(['shop-to-web-8080', 'web-to-rds-sg-db-5432', 'internet-not-to-rds-sg-db-5432']);
  expect(await shell.json('validate')).toMatchObject({ exit: 0 });
});

test('Ctrl-C writes nothing and exits 130; the cursor is shown again', async () => {
  const { exit, screen, text } = await atTerminal('init --snapshot net', [[SHOWN, CTRL_C]]);
  expect(exit).toBe(130);
  expect(text).toContain('nothing was written');
  expect(screen.lastIndexOf('\u001b[?25h')).toBeGreaterThan(screen.lastIndexOf('\u001b[?25l'));
  expect(existsSync(join(shell.folder, 'pathwatch.yaml'))).toBe(false);
});

test('with --yes or --json nobody is asked', async () => {
  const yes = await atTerminal('init --snapshot net --yes', []);
  expect(yes.exit).toBe(0);
  expect(yes.text).not.toContain('Which paths are critical?');
  const json = await atTerminal('init --snapshot net --json --force', []);
  expect(json.exit).toBe(0);
  expect(JSON.parse(json.text)).toMatchObject({ file: 'pathwatch.yaml' });
});

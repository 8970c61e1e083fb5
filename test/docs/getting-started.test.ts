import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { CommanderError } from 'commander';
import { everyCommand } from '../../cli/every-command.ts';
import { openShell } from '../support/command-line.ts';
import { shellWords, wholeTree } from '../support/command-tree.ts';

/* What docs/getting-started.md shows of the embedded account is what comes, one command after the other, a minute apart. */

const page = readFileSync(resolve(import.meta.dirname, '../../docs/getting-started.md'), 'utf8');
const shown = [...page.matchAll(/^```\n\$ pathwatch (.*)\n([\s\S]*?)^```$/gm)].map(([, command = '', output = '']) => ({
  command,
  output,
}));

/** A clock that begins at a minute of its own, and runs: what the embedded services let pass in a second is counted by it. */
const clockFrom = (minute: number): (() => Date) => {
  const began = Date.now();
  return () => new Date(Date.parse('2026-11-22T20:14:00.000Z') + minute * 60_000 + Date.now() - began);
};

/** Without what depends on how long the commands took: times, for how long, what came of that, and columns as wide as they. */
const untimed = (text: string): string =>
  text
    .replace(/20:\d\d:\d\d/g, '20:__')
    .replace(/T20\d{4}Z/g, 'T20__Z')
    .replace(/just now|\d+ (?:min|s) ago/g, '… ago')
    .replace(/\d+ (?:min|s)\b(?: \d+ s\b)?/g, '…')
    .replace(/. {2}[\d.]+ % of/, '… % of')
    .replace(/ {2,}/g, '  ');

test('the steps in the embedded account print what is shown, from an empty folder to the history of a break', async () => {
  expect(shown.map(({ command }) => command.split(' ')[0])).toEqual([
    'init',
    'validate',
    'check',
    'check',
    'ack',
    'check',
    'history',
  ]);
  const shell = await openShell();
  try {
    for (const [minute, { command, output }] of shown.entries()) {
      const { stdout, stderr } = await shell.run(shellWords(command), { now: clockFrom(minute) });
      expect({ command, stdout: untimed(stdout), stderr }).toEqual({ command, stdout: untimed(output), stderr: '' });
    }
  } finally {
    await shell.remove();
  }
});

/** The commands of the other blocks. */
const named = [...page.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].flatMap(([, block = '']) =>
  block.split('\n').flatMap((line) => /^pathwatch (.*?)(?: +#.*)?$/.exec(line)?.[1] ?? []),
);

test.each(named)('`pathwatch %s` is understood', async (typed) => {
  const tree = wholeTree();
  for (const each of everyCommand(tree)) if (each.commands.length === 0) each.action(() => undefined);
  const outcome = await tree.parseAsync([...shellWords(typed)], { from: 'user' }).then(
    () => 'understood',
    (error: unknown) => (error instanceof CommanderError && error.exitCode === 0 ? 'understood' : String(error)),
  );
  expect(outcome).toBe('understood');
});

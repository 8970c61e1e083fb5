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
      const at = new Date(Date.parse('2026-11-22T20:14:00.000Z') + minute * 60_000);
      const { stdout, stderr } = await shell.run(shellWords(command), { now: () => at });
      expect({ command, stdout, stderr }).toEqual({ command, stdout: output, stderr: '' });
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

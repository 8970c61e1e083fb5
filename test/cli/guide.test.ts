import { everyCommand } from '../../cli/every-command.ts';
import { guideOf } from '../../cli/guide.ts';
import { nameOf } from '../../cli/usage-refusal.ts';
import { openShell, type Shell } from '../support/command-line.ts';
import { shellWords, wholeTree } from '../support/command-tree.ts';

const commands = everyCommand(wholeTree()).slice(1);
const examples = commands.flatMap((command) =>
  (guideOf(command)?.examples ?? []).map(([typed, purpose]) => ({ command: nameOf(command), typed, purpose })),
);

test('every command has two or three examples, and its place in the help', () => {
  expect(commands.length).toBeGreaterThan(14);
  expect(
    commands
      .filter((command) => {
        const count = guideOf(command)?.examples.length ?? 0;
        return count < 2 || count > 3;
      })
      .map(nameOf),
  ).toEqual([]);
});

test.each(examples)('`pathwatch $typed` is understood', async ({ command, typed, purpose }) => {
  const tree = wholeTree();
  const run: string[] = [];
  for (const each of everyCommand(tree)) if (each.commands.length === 0) each.action(() => void run.push(nameOf(each)));
  await tree.parseAsync([...shellWords(typed)], { from: 'user' });
  expect(run).toEqual([expect.stringMatching(new RegExp(`^${command}( |$)`))]);
  expect(purpose).toMatch(/^\S.{5,}[^.\s]$/);
});

describe('the help', () => {
  let shell: Shell;
  beforeEach(async () => {
    shell = await openShell();
  });
  afterEach(() => shell.remove());

  test('of the program shows its commands by what somebody is about to do, and the exit codes', async () => {
    const { exit, stdout } = await shell.run('--help');
    expect(exit).toBe(0);
    const titles = [...stdout.matchAll(/^(\S.*):$/gm)].map(([, title]) => title);
    expect(titles).toEqual(['Options', 'Asking', 'Acting', 'Before a change', 'Setting up', 'Exit codes']);
    expect(stdout).toMatch(/^ {2}1 {2}some path is not as expected$/m);
    expect(stdout).not.toMatch(/^ +complete /m);
    expect(await shell.run('help')).toEqual({ exit: 0, stdout, stderr: '' });
  });

  test('of a command shows its examples, and what its exit codes mean', async () => {
    const { stdout } = await shell.run('help analyze');
    expect(stdout).toContain('\nExamples:\n  $ pathwatch analyze --snapshot examples/web-db --from ');
    expect(stdout).toMatch(/^Exit codes:\n {2}0 {2}reachable\n/m);
    expect((await shell.run('analyze --help')).stdout).toBe(stdout);
    expect((await shell.run('help alert test')).stdout).toContain('\n  $ pathwatch alert test email\n');
  });

  test('of what is no command says so', async () => {
    expect(await shell.run('help stauts')).toEqual({
      exit: 2,
      stdout: '',
      stderr: "error: there is no command 'stauts'\ndid you mean `status`?\n",
    });
    expect((await shell.run('help status now')).stderr).toContain("there is no command 'now'");
  });

  test('fits the terminal, with headings in bold where there are colours', async () => {
    const written: string[] = [];
    await shell.run('help check', {
      columns: 60,
      environment: {},
      stdout: { isTerminal: true, write: (text) => void written.push(text) },
    });
    const text = written.join('');
    expect(text).toContain('\u001b[1mExamples:\u001b[22m');
    const prose = text.split('\n').filter((line) => !line.includes('$ pathwatch'));
    expect(Math.max(...prose.map((line) => line.length))).toBeLessThanOrEqual(60);
  });
});

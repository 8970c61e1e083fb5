import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { examinations } from '../../cli/doctor/examinations.ts';
import { openShell } from '../support/command-line.ts';

/* What docs/cli.md shows of the network model, of targets, and of silences, is what the commands print. */

const root = resolve(import.meta.dirname, '../..');
const page = readFileSync(resolve(root, 'docs/cli.md'), 'utf8');

/** Each command that is shown, with the output under it. */
const shown = [...page.matchAll(/^```\n\$ npm run -s pathwatch -- (.*)\n([\s\S]*?)^```$/gm)].map(
  ([, command = '', output = '']) => ({ command, output }),
);
const commandsOf = (name: string) => shown.filter(({ command }) => `${command} `.startsWith(`${name} `));

const untimed = (text: string): string => text.replace(/, described .*/, ', described …');

const printed = async (command: string, folder?: string): Promise<string> => {
  const shell = await openShell();
  try {
    return (await shell.run(command, folder === undefined ? {} : { folder })).stdout;
  } finally {
    await shell.remove();
  }
};

test('there are examples of the commands', () => {
  const named = ['analyze', 'snapshot', 'flows', 'init', 'list-targets'];
  expect(named.map((name) => commandsOf(name).length)).toEqual([2, 1, 1, 1, 1]);
});

test.each([...commandsOf('analyze'), ...commandsOf('flows')])(
  '`$command` prints what is shown',
  async ({ command, output }) => {
    expect(await printed(command, root)).toBe(output);
  },
);

test.each(commandsOf('snapshot'))('`$command` prints what is shown', async ({ command, output }) => {
  expect(untimed(await printed(command))).toBe(untimed(output));
});

test('`compare` prints what is shown, of a network that was broken meanwhile', async () => {
  const shell = await openShell();
  const now = () => new Date('2026-11-22T20:19:53.000Z');
  try {
    await shell.write('pathwatch.yaml', readFileSync(resolve(root, 'pathwatch.yaml'), 'utf8'));
    await shell.run('snapshot --local --out before', { now });
    await shell.run('check --local --scene security-group-closed', { now });
    const [only, ...more] = commandsOf('compare');
    expect(more).toEqual([]);
    expect((await shell.run(only?.command ?? '', { now })).stdout).toBe(only?.output);
  } finally {
    await shell.remove();
  }
});

test.each([...commandsOf('init'), ...commandsOf('list-targets')])(
  '`$command` prints what is shown',
  async ({ command, output }) => {
    const shell = await openShell();
    try {
      if (!command.startsWith('init'))
        await shell.write('pathwatch.yaml', readFileSync(resolve(root, 'pathwatch.yaml'), 'utf8'));
      const { stdout, stderr } = await shell.run(command, { now: () => new Date('2026-11-22T20:19:53.000Z') });
      expect({ stdout, stderr }).toEqual({ stdout: output, stderr: '' });
      // What is shown of the file is in it.
      const excerpt = /^```yaml\n( {2}# Why: [\s\S]*?)^```$/m.exec(page)?.[1] ?? 'no excerpt';
      if (command.startsWith('init'))
        expect(readFileSync(resolve(shell.folder, 'pathwatch.yaml'), 'utf8')).toContain(excerpt);
    } finally {
      await shell.remove();
    }
  },
);

test('what the doctor says of an embedded account that was not looked at yet is what is shown', async () => {
  const [, local] = commandsOf('doctor');
  const shell = await openShell();
  try {
    await shell.write('pathwatch.yaml', readFileSync(resolve(root, 'pathwatch.yaml'), 'utf8'));
    const { stdout } = await shell.run(`${local?.command}`, { now: () => new Date('2026-11-22T20:19:53.000Z') });
    expect(stdout).toBe(local?.output);
  } finally {
    await shell.remove();
  }
});

test('every check of the doctor is explained', () => {
  const section = page.slice(page.indexOf('\n## doctor'), page.indexOf('\n## local'));
  const rows = [...section.matchAll(/^\| (`.*?`) \|/gm)].flatMap(([, cell = '']) => cell.split(', '));
  expect(rows.map((name) => name.replaceAll('`', ''))).toEqual(
    expect.arrayContaining(examinations.map(({ name }) => name)),
  );
});

test('mutes and test messages print what is shown, one command after the other', async () => {
  const local = ['mute', 'mutes', 'unmute', 'alert'].flatMap(commandsOf);
  expect(local.length).toBe(4);
  const shell = await openShell();
  const { USER } = process.env;
  process.env.USER = 'alice';
  try {
    await shell.write('pathwatch.yaml', readFileSync(resolve(root, 'pathwatch.yaml'), 'utf8'));
    for (const { command, output } of local) {
      const words = [...command.matchAll(/"([^"]*)"|\S+/g)].map(([word, quoted]) => quoted ?? word);
      const { stdout, stderr } = await shell.run(words, { now: () => new Date('2026-11-22T20:19:53.000Z') });
      expect({ command, stdout, stderr }).toEqual({ command, stdout: output, stderr: '' });
    }
  } finally {
    if (USER === undefined) delete process.env.USER;
    else process.env.USER = USER;
    await shell.remove();
  }
});

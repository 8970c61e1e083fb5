import { completions } from '../../cli/completion/complete.ts';
import { scripts, shells } from '../../cli/completion/scripts.ts';
import { parseConfiguration } from '../../cli/configuration/parse.ts';
import { openShell, type Shell, twoPaths } from '../support/command-line.ts';
import { wholeTree } from '../support/command-tree.ts';

const configuration = `${twoPaths}    tags: { team: netops, "floor": "3" }
channels: { slack: [{ name: ops, secret: pathwatch/slack }] }
`;

/** What is offered in the place of the last word. */
const offered = async (...words: readonly string[]): Promise<readonly string[]> => {
  const read = parseConfiguration(configuration, 'pathwatch.yaml');
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const { candidates } = await completions(wholeTree(), words, async () => read.configuration);
  return candidates.map(({ value }) => value);
};
const places = async (...words: readonly string[]) =>
  (await completions(wholeTree(), words, async () => undefined)).places;

test('commands are completed, and those within a command', async () => {
  expect(await offered('')).toEqual(expect.arrayContaining(['status', 'check', 'completion', 'help']));
  expect(await offered('')).not.toContain('complete');
  expect(await offered('mut')).toEqual(['mutes', 'mute']);
  expect(await offered('--local', '--data', 'x', 'his')).toEqual(['history']);
  expect(await offered('alert', 't')).toEqual(['test']);
  expect(await offered('help', 'sna')).toEqual(['snapshot']);
});

test('options are those of the command and those of the program', async () => {
  expect(await offered('check', '--')).toEqual(
    expect.arrayContaining(['--audit', '--timeout', '--scene', '--json', '--config', '--help']),
  );
  expect(await offered('status', '--')).not.toContain('--audit');
  expect(await offered('check', '--au')).toEqual(['--audit']);
});

test('values are ids of paths, tags, channels, ends, or one of few', async () => {
  const paths = ['a-to-b', 'b-not-to-a'];
  expect(await offered('history', '')).toEqual(paths);
  expect(await offered('history', 'a-to-b', '')).toEqual([]);
  expect(await offered('check', 'a-to-b', 'b')).toEqual(['b-not-to-a']);
  expect(await offered('ack', '')).toEqual(paths);
  expect(await offered('mute', '--tag', '')).toEqual(['team=netops', 'floor=3']);
  expect(await offered('mute', '--tag', 'team=')).toEqual(['team=netops']);
  expect(await offered('mute', '--tag=te')).toEqual(['--tag=team=netops']);
  expect(await offered('mute', '--tag', 'team=netops', 'a')).toEqual(['a-to-b']);
  expect(await offered('alert', 'test', 'slack:')).toEqual(['slack:ops']);
  expect(await offered('analyze', '--from', '')).toEqual(['i-0d1c5a8e3f7b92604', 'i-0e4f7a2b6c9d13508', 'internet']);
  expect(await offered('analyze', '--protocol', 'u')).toEqual(['udp']);
  expect(await offered('check', '--local', '--scene', 'h')).toEqual(['healthy']);
  expect(await offered('completion', '')).toEqual([...shells]);
});

test('where a text is free nothing is offered, and after two dashes no option', async () => {
  expect(await offered('mute', 'a-to-b', '--reason', '')).toEqual([]);
  expect(await offered('check', '--', '--')).toEqual([]);
  expect(await offered('status', '--json=')).toEqual([]);
});

test('files and folders are left to the shell', async () => {
  expect(await places('status', '--config', '')).toBe('files');
  expect(await places('status', '--config=pa')).toBe('files');
  expect(await places('flows', '')).toBe('files');
  expect(await places('--data', '')).toBe('folders');
  expect(await places('history', '')).toBeNull();
});

test('a tag that could mislead a terminal is not offered', async () => {
  const hostile = `${twoPaths}    tags: { team: "net\\u001b[2Jops", fine: "yes" }\n`;
  const read = parseConfiguration(hostile, 'pathwatch.yaml');
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const { candidates } = await completions(wholeTree(), ['mute', '--tag', ''], async () => read.configuration);
  expect(candidates.map(({ value }) => value)).toEqual(['fine=yes']);
});

describe('as the shells ask for it', () => {
  let shell: Shell;
  beforeEach(async () => {
    shell = await openShell();
  });
  afterEach(() => shell.remove());

  test('a line has a value and what it means; the configuration is the one that the words name', async () => {
    await shell.write('pathwatch.yaml', twoPaths);
    await shell.write('other.yaml', twoPaths.replace('a-to-b', 'c-to-d'));
    expect(await shell.run(['complete', '--', 'history', 'a'])).toEqual({
      exit: 0,
      stdout: 'a-to-b\ti-0d1c5a8e3f7b92604 → i-0e4f7a2b6c9d13508, tcp/3389\n',
      stderr: '',
    });
    expect((await shell.run(['complete', '--', 'history', '--config', 'other.yaml', ''])).stdout).toMatch(/^c-to-d\t/);
    expect((await shell.run(['complete', '--', 'status', '--config', ''])).stdout).toBe(':files\n');
  });

  test('words that are asked about are no options of the question', async () => {
    const { stdout } = await shell.run(['complete', '--', 'status', '--json', '--debug', '--st']);
    expect(stdout).toBe('--stack\tthe deployed stack, where the account has several\n');
  });

  test('without a configuration, or with a wrong one, nothing is offered and nothing fails', async () => {
    const nothing = { exit: 0, stdout: '\n', stderr: '' };
    expect(await shell.run(['complete', '--', 'history', ''])).toEqual(nothing);
    await shell.write('pathwatch.yaml', 'paths: [');
    expect(await shell.run(['complete', '--', 'history', ''])).toEqual(nothing);
  });

  test('the script of a shell is an answer; of another there is none', async () => {
    for (const name of shells)
      expect(await shell.run(`completion ${name}`)).toEqual({ exit: 0, stdout: `${scripts[name]}\n`, stderr: '' });
    const { exit, stderr } = await shell.run('completion zzsh');
    expect(exit).toBe(2);
    expect(stderr).toContain('did you mean `zsh`?');
  });
});

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Shell, scripts } from '../../cli/completion/scripts.ts';
import { builtCommandLine } from '../support/built-command-line.ts';
import { twoPaths } from '../support/command-line.ts';

/* The scripts as the shells themselves run them: what is offered for a line that was typed. */

let entry: string;
let folder: string;
beforeAll(async () => {
  entry = await builtCommandLine();
  folder = mkdtempSync(join(tmpdir(), 'pathwatch-'));
  writeFileSync(join(folder, 'pathwatch.yaml'), `${twoPaths}    tags: { team: netops, floor: "the third" }\n`);
  writeFileSync(join(folder, 'my paths.yaml'), twoPaths.replace('a-to-b', 'c-to-d'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const isInstalled = (shell: Shell): boolean => spawnSync(shell, ['-c', 'exit 0']).status === 0;

/** Runs a text in a shell, after the script of that shell; answers with the lines that it printed. */
const ran = (shell: Shell, before: string, text: string): readonly string[] => {
  const options = { bash: ['--norc'], zsh: ['-f'], fish: ['--no-config'] }[shell];
  const { stdout, stderr } = spawnSync(shell, [...options, '-c', `${before}\n${scripts[shell]}\n${text}`], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NODE: process.execPath, ENTRY: entry },
  });
  expect(stderr).toBe('');
  return stdout.split('\n').filter((line) => line !== '');
};

const testIn = (shell: Shell): ((name: string, check: () => void) => void) =>
  isInstalled(shell)
    ? test
    : (name) =>
        test.skip(`skipped: completion in ${shell} (${name}), since ${shell} is not installed`, () => undefined);

describe('bash', () => {
  const before = 'pathwatch() { "$NODE" "$ENTRY" "$@"; }; compopt() { echo "compopt $*"; }';
  /** `words` are as bash splits the line. */
  const offered = (line: string, ...words: readonly string[]): readonly string[] => {
    const quoted = (text: string): string => `'${text}'`;
    return ran(
      'bash',
      before,
      `COMP_LINE=${quoted(line)}; COMP_POINT=${line.length}; COMP_WORDS=(${words.map(quoted).join(' ')}); COMP_CWORD=${words.length - 1}
       complete -p pathwatch >/dev/null && _pathwatch pathwatch; printf '%s\\n' "${'$'}{COMPREPLY[@]}"`,
    );
  };
  const inBash = testIn('bash');

  inBash('offers commands and ids', () => {
    expect(offered('pathwatch sta', 'pathwatch', 'sta')).toEqual(['status']);
    expect(offered('pathwatch history ', 'pathwatch', 'history', '')).toEqual(['a-to-b', 'b-not-to-a']);
  });

  inBash('offers of a word with an equals sign what follows that, as bash splits it', () => {
    expect(offered('pathwatch mute --tag team=', 'pathwatch', 'mute', '--tag', 'team', '=')).toEqual(['netops']);
    expect(offered('pathwatch mute --tag=fl', 'pathwatch', 'mute', '--tag', '=', 'fl')).toEqual(['floor=the\\ third']);
    expect(offered('pathwatch mute --tag "team=n', 'pathwatch', 'mute', '--tag', '"team=n')).toEqual(['team=netops']);
  });

  inBash('reads names in quotes, runs nothing that was typed, and leaves files to the shell', () => {
    const typed = 'pathwatch history --config "my paths.yaml" ';
    expect(offered(typed, 'pathwatch', 'history', '--config', '"my paths.yaml"', '')).toContain('c-to-d');
    expect(offered('pathwatch check $(echo>&2) ', 'pathwatch', 'check', '$(echo>&2)', '')).toContain('a-to-b');
    expect(offered('pathwatch status --config ', 'pathwatch', 'status', '--config', '')).toEqual([
      'compopt -o default',
    ]);
    expect(offered('pathwatch --data ', 'pathwatch', '--data', '')).toEqual(['compopt -o dirnames']);
  });
});

describe('zsh', () => {
  const before = [
    'pathwatch() { "$NODE" "$ENTRY" "$@" }',
    'compdef() { : }',
    'compset() { : }',
    '_files() { print -r -- "files $*" }',
    `_describe() { print -rl -- "${'$'}{(@P)2}" }`,
  ].join('\n');
  const offered = (prefix: string, ...words: readonly string[]): readonly string[] =>
    ran(
      'zsh',
      before,
      `words=(${[...words, prefix].map((word) => `'${word}'`).join(' ')}); CURRENT=${words.length + 1}; PREFIX='${prefix}'; _pathwatch`,
    );
  const inZsh = testIn('zsh');

  inZsh('offers commands, ids, and tags, each with what it means', () => {
    expect(offered('sta', 'pathwatch')).toEqual(['status:how every path is now, worst first']);
    expect(offered('', 'pathwatch', 'history')).toEqual([
      'a-to-b:i-0d1c5a8e3f7b92604 → i-0e4f7a2b6c9d13508, tcp/3389',
      'b-not-to-a:i-0e4f7a2b6c9d13508 → i-0d1c5a8e3f7b92604, tcp/445',
    ]);
    expect(offered('--tag=te', 'pathwatch', 'mute')).toEqual(['--tag=team=netops:b-not-to-a']);
  });

  inZsh('leaves files and folders to the shell', () => {
    expect(offered('', 'pathwatch', 'status', '--config')).toEqual(['files ']);
    expect(offered('', 'pathwatch', 'snapshot', '--out')).toEqual(['files -/']);
  });
});

describe('fish', () => {
  const before = 'function pathwatch; $NODE $ENTRY $argv; end';
  const offered = (line: string): readonly string[] => ran('fish', before, `complete -C '${line}'`);
  const inFish = testIn('fish');

  inFish('offers commands, ids, and tags, each with what it means', () => {
    expect(offered('pathwatch sta')).toEqual(['status\thow every path is now, worst first']);
    expect(offered('pathwatch history ')).toEqual([
      'a-to-b\ti-0d1c5a8e3f7b92604 → i-0e4f7a2b6c9d13508, tcp/3389',
      'b-not-to-a\ti-0e4f7a2b6c9d13508 → i-0d1c5a8e3f7b92604, tcp/445',
    ]);
    expect(offered('pathwatch mute --tag=te')).toEqual(['--tag=team=netops\tb-not-to-a']);
  });

  inFish('leaves files and folders to the shell', () => {
    expect(offered('pathwatch status --config=pa')).toEqual([expect.stringMatching(/^--config=pathwatch\.yaml/)]);
    expect(offered('pathwatch history --config "my paths.yaml" c')).toEqual([expect.stringMatching(/^c-to-d\t/)]);
  });
});

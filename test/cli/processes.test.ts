import type { Command } from 'commander';
import { wholeTree } from '../support/command-tree.ts';
import type { TemporaryFolder } from '../support/folders.ts';
import { type PreparedFolder, prepareFolder } from '../support/prepared-folder.ts';
import { CTRL_C, type RanInPipe, type RanInTerminal, runInPipe, runInTerminal } from '../support/process.ts';
import { type Row, rows } from './process-rows.ts';

/* Every command as its users run it: a process, in a pipe and in a terminal. */

const ESCAPE = '\x1b';
/** What sets a colour or takes it back; an escape code that moves the cursor is none. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what they begin with.
const colour = /\x1b\[[\d;]*m/;

const kinds = ['pipe', 'json', 'terminal', 'colourless'] as const;
type Kind = (typeof kinds)[number];
type Ran = RanInPipe | RanInTerminal;

const wordsOf = ({ args }: Row, prepared: PreparedFolder): string => (typeof args === 'string' ? args : args(prepared));

const runAs = (kind: Kind, row: Row, words: string, folder: string): Promise<Ran> => {
  const { stdin, runs, keys } = row;
  if (kind === 'pipe' || kind === 'json') {
    const after = runs?.[kind === 'json' ? 'json' : 'text'];
    return runInPipe(kind === 'json' ? `${words} --json` : words, {
      folder,
      ...(stdin !== undefined && { stdin }),
      ...(after !== undefined && { after, signal: 'SIGINT' }),
    });
  }
  return runInTerminal(words, {
    folder,
    columns: 120,
    ...(kind === 'colourless' && { env: { NO_COLOR: '1' } }),
    keys: keys ?? (runs === undefined ? [] : [[runs.text, CTRL_C]]),
  });
};

describe('as a process', () => {
  let prepared: PreparedFolder;
  const copies: TemporaryFolder[] = [];
  const ran = new Map<string, Ran | Error>();
  const keyOf = (kind: Kind, row: Row): string => `${kind} ${rows.indexOf(row)}`;

  const outcome = async (kind: Kind, row: Row): Promise<Ran | Error> => {
    const copy = prepared.copy();
    copies.push(copy);
    for (const [file, content] of Object.entries(row.files ?? {})) copy.put(file, content);
    try {
      return await runAs(kind, row, wordsOf(row, prepared), copy.path);
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  };

  // Two at a time: the machines that run this have two cores, or more.
  beforeAll(async () => {
    prepared = await prepareFolder();
    const waiting = rows.flatMap((row) =>
      kinds.filter((kind) => row.colours || kind !== 'colourless').map((kind) => ({ kind, row })),
    );
    const lane = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
        ran.set(keyOf(next.kind, next.row), await outcome(next.kind, next.row));
    };
    await Promise.all([lane(), lane()]);
  });

  afterAll(() => {
    for (const copy of copies) copy.remove();
    prepared.remove();
  });

  const ranAs = <Kind_ extends Kind>(kind: Kind_, row: Row) => {
    const one = ran.get(keyOf(kind, row));
    if (one === undefined || one instanceof Error) throw one;
    return one as Kind_ extends 'pipe' | 'json' ? RanInPipe : RanInTerminal;
  };

  const named = rows.map((row) => {
    const words = typeof row.args === 'string' ? row.args : `${row.command} …`;
    return [`pathwatch ${words}`, row] as const;
  });

  test.each(named)('`%s` in a pipe answers without escape codes', (_, row) => {
    const { exit, stdout, stderr } = ranAs('pipe', row);
    const isRefused = stdout === '';
    expect({ exit, said: isRefused ? stderr : stdout, rest: isRefused ? stdout : stderr }).toEqual({
      exit: row.exit,
      said: typeof row.says === 'string' ? expect.stringContaining(row.says) : expect.stringMatching(row.says),
      rest: '',
    });
    expect(stdout + stderr).not.toContain(ESCAPE);
    // A refusal is an error; an answer that is exit 2, such as that of `validate`, is not.
    if (isRefused) expect(stderr).toMatch(/^error: /);
  });

  test.each(named)('`%s --json` prints exactly one document', (_, row) => {
    const { exit, stdout, stderr } = ranAs('json', row);
    expect(exit).toBe(row.exit);
    const document: unknown = JSON.parse(stdout);
    if (row.json === '[]') expect(document).toEqual(expect.any(Array));
    else expect(Object.keys(Object(document))).toEqual(expect.arrayContaining([...row.json]));
    expect(stdout + stderr).not.toContain(ESCAPE);
    if (row.runs === undefined) expect(stderr).toBe('');
  });

  test.each(named)('`%s` in a terminal has colours, if it has any', (_, row) => {
    const { exit, screen } = ranAs('terminal', row);
    expect({ exit, colours: colour.test(screen) }).toEqual({ exit: row.exit, colours: row.colours });
  });

  test.each(named.filter(([, row]) => row.colours))('`%s` in a terminal has no colours with NO_COLOR', (_, row) => {
    const { exit, screen } = ranAs('colourless', row);
    expect({ exit, colours: colour.test(screen) }).toEqual({ exit: row.exit, colours: false });
  });
});

test('every command has a row', () => {
  const leavesOf = (command: Command, name: string): readonly string[] => {
    // One that the help does not show is not the users'.
    const shown = command.createHelp().visibleCommands(command);
    return shown.length === 0 ? [name] : shown.flatMap((each) => leavesOf(each, `${name} ${each.name()}`.trim()));
  };
  const tree = wholeTree();
  expect(new Set(rows.map(({ command }) => command).filter(Boolean))).toEqual(new Set(leavesOf(tree, '')));
});

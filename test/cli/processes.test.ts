import type { Command } from 'commander';
import { wholeTree } from '../support/command-tree.ts';
import { type PreparedFolder, prepareFolder } from '../support/prepared-folder.ts';
import {
  CTRL_C,
  type ProcessOptions,
  type RanInPipe,
  type RanInTerminal,
  runInPipe,
  runInTerminal,
} from '../support/process.ts';
import { type Row, rows } from './process-rows.ts';

/* Every command as its users run it: a process, in a pipe and in a terminal. */

const ESCAPE = '\x1b';
/** What sets a colour or takes it back; an escape code that moves the cursor is none. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what they begin with.
const colour = /\x1b\[[\d;]*m/;

/** What stands on the screen in the end: what was waited for is wiped before. */
const answerOf = ({ screen }: RanInTerminal): string => screen.slice(screen.lastIndexOf('\x1b[K') + 1);

const said = (what: string | RegExp): unknown =>
  typeof what === 'string' ? expect.stringContaining(what) : expect.stringMatching(what);

describe('as a process', () => {
  let prepared: PreparedFolder;
  beforeAll(async () => {
    prepared = await prepareFolder();
  });
  afterAll(() => prepared.remove());

  /** What a row is run with, in a folder of its own. */
  const inFolder = async <Ran>(row: Row, run: (words: string, folder: string) => Promise<Ran>): Promise<Ran> => {
    const copy = prepared.copy();
    for (const [file, content] of Object.entries(row.files ?? {})) copy.put(file, content);
    try {
      return await run(typeof row.args === 'string' ? row.args : row.args(prepared), copy.path);
    } finally {
      copy.remove();
    }
  };

  const inPipe = (row: Row, after: string | undefined, option = ''): Promise<RanInPipe> =>
    inFolder(row, (words, folder) =>
      runInPipe(`${words}${option}`, {
        folder,
        ...(row.stdin !== undefined && { stdin: row.stdin }),
        ...(after !== undefined && { after, signal: 'SIGINT' }),
      }),
    );

  const inTerminal = (row: Row, env: ProcessOptions['env'] = {}): Promise<RanInTerminal> =>
    inFolder(row, (words, folder) =>
      runInTerminal(words, {
        folder,
        columns: 120,
        env,
        keys: row.keys ?? (row.runs === undefined ? [] : [[row.runs.text, CTRL_C]]),
      }),
    );

  const answersInPipe = async (row: Row): Promise<void> => {
    const { exit, stdout, stderr } = await inPipe(row, row.runs?.text);
    const refused = { exit: row.exit, stdout: '', stderr: said(row.says) };
    const answered = { exit: row.exit, stdout: said(row.says), stderr: '' };
    expect({ exit, stdout, stderr }).toEqual(row.refused === true ? refused : answered);
    expect(stdout + stderr).not.toContain(ESCAPE);
  };

  const printsOneDocument = async (row: Row): Promise<void> => {
    if (row.json === undefined) return;
    const { exit, stdout, stderr } = await inPipe(row, row.runs?.json, ' --json');
    const document: unknown = JSON.parse(stdout);
    const keys = Array.isArray(document) ? '[]' : Object.keys(Object(document));
    expect({ exit, keys }).toEqual({
      exit: row.exit,
      keys: row.json === '[]' ? '[]' : expect.arrayContaining([...row.json]),
    });
    expect(stdout + stderr).not.toContain(ESCAPE);
    // What runs until it is stopped tells people there what it does.
    if (row.runs === undefined) expect(stderr).toBe('');
  };

  const coloursItsAnswer = async (row: Row): Promise<void> => {
    const ran = await inTerminal(row);
    expect({ exit: ran.exit, colours: colour.test(answerOf(ran)) }).toEqual({ exit: row.exit, colours: row.colours });
  };

  const leavesColoursOut = async (row: Row): Promise<void> => {
    if (!row.colours) return;
    const { exit, screen } = await inTerminal(row, { NO_COLOR: '1' });
    expect({ exit, colours: colour.test(screen) }).toEqual({ exit: row.exit, colours: false });
  };

  const named = rows.map((row) => [typeof row.args === 'string' ? row.args : `${row.command} …`, row] as const);

  /** Colours are decided in one place: so many commands are run without them too. */
  const colourless = rows.filter(({ colours }) => colours).slice(0, 5);

  // Two at a time: the machines that run this have two cores, or more.
  test.each(named)('`pathwatch %s` answers in a pipe, in a terminal and as JSON', async (_, row) => {
    await Promise.all([
      answersInPipe(row).then(() => printsOneDocument(row)),
      coloursItsAnswer(row).then(() => (colourless.includes(row) ? leavesColoursOut(row) : undefined)),
    ]);
  });
});

test('every command has a row', () => {
  const leavesOf = (command: Command, name: string): readonly string[] =>
    command.commands.length === 0
      ? [name]
      : command.commands.flatMap((each) => leavesOf(each, `${name} ${each.name()}`.trim()));
  expect(new Set(rows.map(({ command }) => command).filter(Boolean))).toEqual(new Set(leavesOf(wholeTree(), '')));
});

import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Command, CommanderError } from 'commander';
import { parseAllDocuments } from 'yaml';
import { checkExit, checkGates, compareExit, compareGates } from '../../cli/gate.ts';
import { turns } from '../../lambda/monitor/compare-path.ts';
import { looking } from '../../lib/permissions/looking.ts';
import { wholeTree } from '../support/command-tree.ts';

/* The examples of pipelines, and the page about them, say what the program and its roles are. */

const root = resolve(import.meta.dirname, '../..');
const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');
const pipelines = globSync('examples/pipelines/*.yml', { cwd: root });
const page = textOf('docs/pipelines.md');

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Every text in a document, whatever it is nested in. */
const textsIn = (value: Json): readonly string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
};

const read = (file: string): Json => {
  const [document, ...more] = parseAllDocuments(textOf(file), { uniqueKeys: true });
  if (document === undefined || more.length > 0) throw new Error(`${file} is not one document`);
  expect([...document.errors, ...document.warnings]).toEqual([]);
  return document.toJS();
};

/** The command lines of Pathwatch in a script, a line each. */
const commandsIn = (script: string): readonly string[] =>
  script.split('\n').flatMap((line) => /^\s*(?:\$ )?pathwatch (.*)$/.exec(line)?.[1] ?? []);

/** The words as a shell gives them; a variable is some file. */
const wordsOf = (command: string): readonly string[] =>
  [...command.replace(/\s*(?:>>|\|\|).*$/, '').matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) =>
    (quoted ?? bare ?? '').replace(/^\$\w+$/, 'some-file'),
  );

/** What a command line is taken for; nothing is run. */
const parsed = (words: readonly string[]): string => {
  let named = '';
  const tree = wholeTree();
  const disarm = (command: Command): void => {
    command.action(() => {
      named = command.name();
    });
    command.commands.forEach(disarm);
  };
  for (const command of tree.commands) if (command.commands.length === 0) disarm(command);
  try {
    tree.parse([...words], { from: 'user' });
  } catch (error) {
    return error instanceof CommanderError ? error.message : String(error);
  }
  return named;
};

test('a command line that is wrong is told by this test', () => {
  expect(parsed(['compare', 'before', 'now', '--junit', 'x'])).toBe('compare');
  expect(parsed(['compare', '--jnit', 'x'])).toMatch(/unknown option '--jnit'/);
  expect(parsed(['compare', 'before', '--fail-on', 'all'])).toMatch(/Allowed choices/);
});

describe.each(pipelines)('%s', (file) => {
  test('is YAML without a flaw', () => {
    expect(Object.keys(read(file) as object).length).toBeGreaterThan(3);
  });

  test('has command lines that Pathwatch takes, for a gate and for a scheduled check', () => {
    const commands = textsIn(read(file)).flatMap(commandsIn);
    const named = commands.map((command) => parsed(wordsOf(command)));
    expect(named.filter((name) => !/^[a-z]+$/.test(name))).toEqual([]);
    expect(named).toEqual(expect.arrayContaining(['validate', 'snapshot', 'compare', 'check']));
  });
});

test('there is a workflow for GitHub, whose jobs may ask for a token, and a file for GitLab', () => {
  expect(pipelines.sort()).toEqual(['examples/pipelines/github-actions.yml', 'examples/pipelines/gitlab-ci.yml']);
  const workflow = read('examples/pipelines/github-actions.yml');
  expect(workflow).toMatchObject({
    permissions: { contents: 'read', 'id-token': 'write' },
    jobs: { apply: {}, check: {} },
  });
  const { jobs } = workflow as unknown as {
    readonly jobs: Readonly<Record<string, { readonly steps: readonly object[] }>>;
  };
  for (const { steps } of Object.values(jobs))
    for (const step of steps) expect(['run', 'uses'].filter((key) => key in step)).toHaveLength(1);
});

test('the command lines of the page are command lines of Pathwatch', () => {
  const blocks = [...page.matchAll(/^```(?:sh|yaml)\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block);
  const commands = blocks.flatMap((block) => commandsIn(block.replace(/^\s*- (?:run: )?/gm, '')));
  expect(commands.length).toBeGreaterThan(3);
  expect(commands.map((command) => parsed(wordsOf(command))).filter((name) => !/^[a-z]+$/.test(name))).toEqual([]);
});

describe('the tables of exit codes', () => {
  const rows = [...page.matchAll(/^\| (?:without )?`--fail-on(?: (\w+))?` +\| (.*) \|$/gm)].map(
    ([, failOn, cells = '']) => ({
      failOn,
      exits: cells.split('|').map((cell) => Number(cell.trim().slice(0, 1))),
    }),
  );

  test('have a row for each gate of `check`, then of `compare`, and one without', () => {
    expect(rows.map(({ failOn }) => failOn)).toEqual([undefined, ...checkGates, undefined, ...compareGates]);
  });

  test('of `check` say how it exits', () => {
    for (const { failOn, exits } of rows.slice(0, 3)) {
      const gate = checkGates.find((one) => one === failOn);
      expect(exits).toEqual(
        (['unexpected', 'undetermined', 'expected'] as const).map((standing) =>
          checkExit([standing, 'expected'], gate),
        ),
      );
    }
  });

  test('of `compare` say how it exits', () => {
    for (const { failOn, exits } of rows.slice(3)) {
      const gate = compareGates.find((one) => one === failOn);
      expect(exits).toEqual(
        (['broke', 'still-broken', 'lost', 'altered'] as const).map((turn) => compareExit([turn, 'same'], gate)),
      );
    }
  });
});

test('every turn of a path is explained', () => {
  const section = /^## compare\n([\s\S]*?)^## /m.exec(textOf('docs/cli.md'))?.[1] ?? '';
  expect(
    [...section.matchAll(/^\| `([a-z-]+)` +\|/gm)]
      .map(([, turn]) => turn)
      .filter((turn) => turns.some((one) => one === turn)),
  ).toEqual([...turns]);
});

describe('the roles', () => {
  const policyOf = (name: string) =>
    JSON.parse(textOf(`examples/pipelines/${name}.json`)) as {
      readonly Statement: readonly {
        readonly Action: string | readonly string[];
        readonly Resource: string | readonly string[];
      }[];
    };

  test('of `compare` and `snapshot` may do what the sweep does to describe the network, and nothing else', () => {
    const [seeing] = looking().map((statement) => statement.toJSON());
    expect(policyOf('role-compare').Statement).toEqual([
      { Sid: 'SeeTheNetwork', Effect: 'Allow', Action: seeing.Action, Resource: '*' },
    ]);
  });

  test('of `check` may do what docs/cli.md names', () => {
    const actions = policyOf('role-check').Statement.flatMap(({ Action }) => Action);
    const [, named = ''] = /Permissions: ([\s\S]*?) on\nthe alias/.exec(textOf('docs/cli.md')) ?? [];
    expect([...named.matchAll(/`(\w+:\w+)`/g)].map(([, action]) => action).sort()).toEqual([...actions].sort());
  });

  test('are trusted by one environment and one branch of one repository', () => {
    expect(JSON.stringify(policyOf('trust-github'))).not.toContain('*');
  });
});

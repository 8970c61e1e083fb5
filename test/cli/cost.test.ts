import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pageOf } from '../../cli/page.ts';
import { costText } from '../../cli/print-cost.ts';
import { purchaseReasons } from '../../lambda/domain/budget.ts';
import { forecast } from '../../lambda/spend/forecast.ts';
import type { Spent } from '../../lambda/spend/spent.ts';
import { whatIf } from '../../lambda/spend/what-if.ts';
import { openShell, type Shell, twoPaths } from '../support/command-line.ts';
import { aConfiguration, aPath } from '../support/paths.ts';

const root = resolve(import.meta.dirname, '../..');

let shell: Shell;
const before = { ...process.env };

beforeEach(async () => {
  shell = await openShell();
  for (const name of ['AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_PROFILE']) delete process.env[name];
  // No account at hand, whatever the machine has.
  process.env.AWS_CONFIG_FILE = join(shell.folder, 'none');
  process.env.AWS_SHARED_CREDENTIALS_FILE = join(shell.folder, 'none');
});
afterEach(async () => {
  process.env = { ...before };
  await shell.remove();
});

test('as JSON there are the dollars of the month, of every path, and beside a fixed schedule; nothing is known of an account', async () => {
  await shell.write('pathwatch.yaml', twoPaths);
  expect(await shell.json('cost')).toEqual({
    exit: 0,
    document: {
      month: { best: expect.any(Number), expected: expect.any(Number), worst: expect.any(Number) },
      fixedSchedule: 948.48,
      currency: 'USD',
      perPath: [
        {
          id: 'a-to-b',
          looks: 8755.2,
          questions: 1,
          best: 0.43,
          expected: 0.54,
          worst: 50,
          fixedSchedule: 875.52,
        },
        expect.objectContaining({ id: 'b-not-to-a', looks: 729.6, fixedSchedule: 72.96 }),
      ],
      spent: null,
      spentUnknown: expect.objectContaining({ code: 'no-region' }),
      parts: {
        best: expect.any(Object),
        expected: expect.objectContaining({ analyses: expect.closeTo(1.08, 1), alarms: expect.closeTo(1.31, 2) }),
        worst: expect.any(Object),
      },
      budget: { monthly: 50, wanted: 1.52, short: false },
      unbounded: expect.any(Number),
      whatIf: {
        every: expect.arrayContaining([
          { value: 'rate(1 minute)', expected: expect.any(Number), unbounded: expect.any(Number) },
        ]),
        audit: expect.arrayContaining([{ value: 86400, expected: expect.any(Number), unbounded: expect.any(Number) }]),
      },
      region: 'us-east-1',
      prices: expect.objectContaining({
        analysis: expect.objectContaining({ dollars: 0.1, unit: 'analysis', basis: 'page', date: '2021-02' }),
      }),
    },
  });
});

test('what cannot be known of an account is a line of the answer, and no failure', async () => {
  await shell.write('pathwatch.yaml', twoPaths);
  const { exit, stdout, stderr } = await shell.run('cost');
  expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
  expect(stdout).toContain('Spent this month: not known, since no Region is set.\n');
});

test('with the embedded account it tells what was bought this month, and leaves nothing behind', async () => {
  await shell.write('pathwatch.yaml', twoPaths);
  const { exit, document } = await shell.json('cost --local');
  expect({ exit, document }).toMatchObject({
    exit: 0,
    document: {
      spent: {
        month: new Date().toISOString().slice(0, 7),
        analyses: 0,
        dollars: 0,
        byReason: Object.fromEntries(purchaseReasons.map((reason) => [reason, 0])),
        byPath: {},
      },
      spentUnknown: null,
    },
  });
  expect(existsSync(join(shell.folder, '.pathwatch'))).toBe(false);
});

test('a configuration is needed, and must be right', async () => {
  expect(await shell.run('cost')).toMatchObject({ exit: 2, stderr: expect.stringContaining('no pathwatch.yaml') });
  await shell.write('pathwatch.yaml', twoPaths.replace('445', '70000'));
  expect(await shell.run('cost')).toMatchObject({ exit: 2, stderr: expect.stringContaining('70000') });
});

test('the Region and the prices of the configuration count', async () => {
  await shell.write('pathwatch.yaml', `${twoPaths}budget: { monthly: 1, prices: { analysis: 1 } }\n`);
  const { stdout } = await shell.run('cost --region eu-central-1');
  expect(stdout).toContain('prices of us-east-1, of which those of eu-central-1 are not known to differ');
  expect(stdout).toContain('The budget is short: of $');
  expect(stdout).toContain('without a budget');
});

const spent: Spent = {
  month: '2026-11',
  analyses: 12,
  dollars: 1.2,
  byReason: {
    ...Object.fromEntries(purchaseReasons.map((reason) => [reason, 0])),
    audit: 9,
    changed: 3,
  } as Spent['byReason'],
  byPath: { 'path-1': 4, 'path-7': 8 },
};

const textOf = (count: number, over: Partial<Parameters<typeof costText>[0]> = {}): string => {
  const configuration = aConfiguration(
    Array.from({ length: count }, (_, index) => aPath({ id: `path-${index}` })),
    { budget: { monthly: 50, paths: {}, tags: {}, prices: {} } },
  );
  const page = pageOf({
    stdout: { write: () => undefined, isTerminal: false },
    stderr: { write: () => undefined, isTerminal: false },
    stdin: async function* () {},
    terminal: () => undefined,
    columns: undefined,
    size: () => undefined,
    keys: () => undefined,
    environment: {},
    user: () => undefined,
    folder: '',
    now: () => new Date(0),
    wait: async () => undefined,
    untilStopped: async () => undefined,
    beforeEnd: () => () => undefined,
    timeZone: 'UTC',
  });
  return costText(
    {
      configuration,
      foreseen: forecast(configuration),
      others: whatIf(configuration),
      spent: { spent, spentUnknown: null },
      region: 'us-east-1',
      ...over,
    },
    page,
  );
};

test('what was spent is told with what for', () => {
  expect(textOf(1)).toContain(
    'Spent in 2026-11: 12 analyses, $1.20 (changed 3, audit 9, most of them for path-7: 8).\n',
  );
  const nothing = {
    ...spent,
    analyses: 0,
    dollars: 0,
    byPath: {},
    byReason: { ...spent.byReason, audit: 0, changed: 0 },
  };
  expect(textOf(1, { spent: { spent: nothing, spentUnknown: null } })).toContain(
    'Spent in 2026-11: 0 analyses, $0.00.\n',
  );
});

test('of many paths twenty have a row, and the others one together, within the budget', () => {
  const rows = textOf(25)
    .split('\n')
    .filter((row) => /^(path-\d+|5 other paths) /.test(row));
  expect(rows).toHaveLength(21);
  expect(rows.at(-1)).toMatch(/^5 other paths +43776 +5 +\$2\.17 +\$2\.71 +\$50\.00 +\$4377\.60$/);
});

test('docs/cli.md shows what is printed', async () => {
  const page = readFileSync(resolve(root, 'docs/cli.md'), 'utf8');
  const [, shown = ''] = /^```\n\$ npm run -s pathwatch -- cost\n([\s\S]*?)^```$/m.exec(page) ?? [];
  expect((await shell.run('cost', { folder: root })).stdout).toBe(shown);
});

test('docs/cost.md has every price of the table as it is', async () => {
  const page = readFileSync(resolve(root, 'docs/cost.md'), 'utf8');
  await shell.write('pathwatch.yaml', twoPaths);
  const { document } = (await shell.json('cost')) as {
    document: { prices: Record<string, { dollars: number; unit: string; source: string; date: string }> };
  };
  for (const [name, { dollars, unit, source, date }] of Object.entries(document.prices)) {
    const [, ...cells] =
      new RegExp(`^\\| \`${name}\` \\| (\\S+) \\| (.+?) \\| (.*?) \\| (.*?) \\|$`, 'm').exec(page) ?? [];
    expect([name, Number(cells[0]), ...cells.slice(1)]).toEqual([name, dollars, unit, source, date]);
  }
});

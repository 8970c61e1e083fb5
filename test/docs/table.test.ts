import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type AttributeValue, DynamoDBClient, ScanCommand as RawScan } from '@aws-sdk/client-dynamodb';
import { ExecuteStatementCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { type Engine, startDynalite, startDynamodbLocal, type TestTable } from '../support/dynamodb.ts';
import { fillTable } from '../support/filled-table.ts';
import { loopback } from '../support/loopback.ts';

/* What docs/table.md shows of the table is what lies in it, and its statements find what they say. */

const page = readFileSync(resolve(import.meta.dirname, '../../docs/table.md'), 'utf8');

/** The blocks of a language, by the word behind it. */
const blocksOf = (language: string): readonly (readonly [name: string, text: string])[] =>
  [...page.matchAll(new RegExp(`^\`\`\`${language} (\\S+)\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(
    ([, name = '', text = '']) => [name, text],
  );

const statements = blocksOf('sql').filter(([name]) => name !== 'athena');
const athena = blocksOf('sql').filter(([name]) => name === 'athena');

type Item = Readonly<Record<string, unknown>>;

const FIRST = ['pk', 'sk', 'kind', 'order', 'pending', 'briefed'];
const placeOf = (name: string): number => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);
const valueText = (value: unknown): string =>
  value instanceof Uint8Array
    ? '"(binary)"'
    : JSON.stringify(value instanceof Set ? [...value] : value, null, 1).replace(/\n\s*/g, ' ');

const attributesOf = (item: Item): readonly string[] =>
  Object.entries(item)
    .sort(([one], [other]) => placeOf(one) - placeOf(other) || (one < other ? -1 : 1))
    .map(([name, value]) => `${JSON.stringify(name)}: ${valueText(value)}`);

/** An attribute a line; small items on one. */
const wide = (item: Item): string =>
  `{\n${attributesOf(item)
    .map((text) => `  ${text}`)
    .join(',\n')}\n}\n`;
const narrow = (item: Item): string => `{ ${attributesOf(item).join(', ')} }\n`;

let engine: Engine;
let table: TestTable;
let items: readonly Item[];

beforeAll(async () => {
  engine = await startDynalite();
  table = await engine.openTable();
  await fillTable(table);
  items = (await table.client.send(new ScanCommand({ TableName: table.name }))).Items ?? [];
});
afterAll(async () => {
  table.close();
  await engine.close();
});

const itemAt = (pk: string, sk: string): Item => {
  const item = items.find((each) => String(each.pk).startsWith(pk) && String(each.sk).startsWith(sk));
  if (item === undefined) throw new Error(`nothing lies at ${pk} / ${sk}`);
  return item;
};

test.each([
  ['state', 'PATH#web-db', 'STATE'],
  ['day', 'PATH#web-db', 'DAY#2026-11-22'],
  ['check', 'PATH#web-db', 'CHECK#'],
  ['incident', 'INCIDENT#sg-073c4d556bf048ea0-20261123', 'INCIDENT'],
  ['sweep', 'SWEEP', ''],
])('the %s that is shown is one as it lies in the table', (name, pk, sk) => {
  expect(new Map(blocksOf('json')).get(name)).toBe(wide(itemAt(pk, sk)));
});

test('so are the others, of each kind one', () => {
  const others = [
    itemAt('PATH#web-db', 'FOOTPRINT#'),
    itemAt('GAP', ''),
    itemAt('LOOK', ''),
    itemAt('MUTE', 'm-'),
    itemAt('MUTE', 'ack/'),
    itemAt('BUDGET', ''),
    itemAt('CHANGES', ''),
    itemAt('GATHERING', ''),
    itemAt('NOTICE', ''),
  ];
  expect(new Map(blocksOf('json')).get('others')).toBe(others.map(narrow).join(''));
});

test('every kind of item is in the table of keys', () => {
  const rows = page
    .split('\n')
    .filter((row) => row.startsWith('|'))
    .join('\n');
  for (const pk of new Set(items.map((item) => String(item.pk).replace(/#.*/s, '')))) expect(rows).toContain(`\`${pk}`);
  for (const sk of ['STATE', 'DAY#', 'CHECK#', 'FOOTPRINT#', 'INCIDENT', 'LATEST']) expect(rows).toContain(`\`${sk}`);
});

test('every statement of PartiQL names a partition, so that it reads no more than that', () => {
  expect(statements.length).toBe(8);
  for (const [name, text] of statements)
    expect({ name, text }).toMatchObject({ text: expect.stringMatching(/WHERE (pk|kind) = '/) });
});

/** What a path of JSON names: `$.Item.pathId.S`. */
const at = (value: unknown, path: string): unknown =>
  path
    .split('.')
    .slice(1)
    .reduce<unknown>((sofar, name) => (sofar as Record<string, unknown> | undefined)?.[name], value);

test('every path of JSON that is asked of an export names something', async () => {
  const client = new DynamoDBClient(loopback(engine.url));
  const { Items = [] } = await client.send(new RawScan({ TableName: table.name }));
  client.destroy();
  const lines = Items.map((Item) => ({ Item }));
  const stretches = Items.flatMap(({ stretches: { L = [] } = {} as AttributeValue.LMember }) => L);
  const paths = athena.flatMap(([, text]) => [...text.matchAll(/'(\$\.[^']*)'/g)].map(([, path = '']) => path));
  expect(paths.length).toBeGreaterThan(20);
  for (const path of new Set(paths)) {
    const found = [...lines, ...stretches].map((each) => at(each, path)).filter((value) => value !== undefined);
    expect({ path, found: found.length > 0 }).toEqual({ path, found: true });
  }
});

const folder = process.env.PATHWATCH_DYNAMODB_LOCAL;
if (folder === undefined) {
  process.stderr.write(
    'skipped: the statements of PartiQL on DynamoDB Local, since PATHWATCH_DYNAMODB_LOCAL names no folder of it\n',
  );
} else {
  describe('a statement of PartiQL', () => {
    let local: Engine;
    let filled: TestTable;
    beforeAll(async () => {
      local = await startDynamodbLocal(folder);
      filled = await local.openTable();
      await fillTable(filled);
    });
    afterAll(async () => {
      filled.close();
      await local.close();
    });

    const open = 'sg-073c4d556bf048ea0-20261123T100500Z';
    const answers: Readonly<Record<string, readonly object[]>> = {
      'not-as-expected': [
        { pathId: 'web-db', verdict: 'unreachable', since: '2026-11-23T10:05:00.000Z', incidentId: open },
      ],
      undetermined: [{ pathId: 'dns', since: '2026-11-21T08:00:00.000Z', checks: 4 }],
      'days-of-a-path': [
        { date: '2026-11-20', turns: 0, seconds: { expected: 57_600 } },
        { date: '2026-11-22', turns: 2, seconds: { unexpected: 120 }, stretches: [{}, { standing: 'unexpected' }, {}] },
      ],
      'days-of-a-month': [
        { pathId: 'app', date: '2026-11-18', expected: 57_600, unexpected: 0, undetermined: 0, analyses: 2, cost: 0.2 },
        { pathId: 'web-db', date: '2026-11-20', expected: 57_600, unexpected: 0 },
        { pathId: 'web-db', date: '2026-11-22', expected: 86_280, unexpected: 120 },
      ],
      'incidents-since': [{ id: open, about: 'outage', severity: 'critical', paths: ['web-db'] }],
      'open-incidents': [{ id: open, severity: 'critical', startedAt: '2026-11-23T10:05:00.000Z' }],
      bought: [{ spent: 1, 'path#web-db': 1, 'reason#transition': 1, 'tag#team=netops': 1 }],
      checks: [
        { verdict: 'unreachable', standing: 'unexpected', cost: 0.1, message: expect.stringMatching(/^no inbound/) },
      ],
    };

    test.each(statements)('finds what it says: %s', async (name, text) => {
      const statement = text.replace('"pathwatch"', `"${filled.name}"`);
      const { Items } = await filled.client.send(new ExecuteStatementCommand({ Statement: statement }));
      expect(Items).toMatchObject(answers[name] ?? ['no answer is expected']);
    });
  });
}

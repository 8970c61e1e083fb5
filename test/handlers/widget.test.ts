import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { dynamodbStore } from '../../lambda/aws/dynamodb-store.ts';
import { stateKey } from '../../lambda/aws/table.ts';
import { handler } from '../../lambda/handlers/widget.ts';
import { useEmbeddedCredentials } from '../../local/credentials.ts';
import { type Engine, startDynalite, type TestTable } from '../support/dynamodb.ts';
import { fillTable } from '../support/filled-table.ts';
import { aSettled, aState } from '../support/records.ts';

let engine: Engine;
let table: TestTable;

const given = { ...process.env };

beforeAll(async () => {
  useEmbeddedCredentials();
  engine = await startDynalite();
  table = await engine.openTable();
  Object.assign(process.env, {
    DEPLOYMENT: 'prod',
    AWS_REGION: 'eu-west-1',
    ENDPOINT_DYNAMODB: engine.url,
  });
});

beforeEach(async () => {
  table = await engine.openTable();
  process.env.TABLE_NAME = table.name;
});

afterEach(() => table.close());

afterAll(async () => {
  process.env = given;
  await engine.close();
});

const berlin = {
  widgetContext: { theme: 'dark', timezone: { label: 'Local', offsetISO: '+01:00', offsetInMinutes: -60 }, width: 588 },
};

test('the overview is of what is in the table: what is broken, what is not seen, and who changed it', async () => {
  await fillTable(table);
  const html = await handler(berlin);
  expect(html).toContain('class="pathwatch dark"');
  expect(html).toMatch(/<b>1<\/b> <span class="badge unexpected">/);
  expect(html).toMatch(/<b>1<\/b> <span class="badge undetermined">/);
  expect(html).toMatch(/<b>1<\/b> <span class="badge expected">/);
  expect(html).toContain('<bdi>web-db</bdi>');
  expect(html).toContain('2026-11-23 11:05');
  expect(html).toContain('no verdict in 4 checks: i-0cccccccccccccccc does not exist');
  expect(html).toMatch(/changed by <bdi>Admin\/mallory<\/bdi>/);
  expect(html).toContain('<bdi>team=netops</bdi>');
});

test('an empty table says that nothing is known yet', async () => {
  expect(await handler({})).toContain('No path is known yet');
});

test('a monitor that does not look is told, and so is one that does', async () => {
  const store = dynamodbStore(table.client, table.name, 90, () => new Date());
  const every = 'rate(5 minutes)';
  await store.putState(aState({ declared: { text: 'x', digest: 'd', every, tags: {} } }), 0);
  const look = (at: number) =>
    store.putLook({ kind: every, at: new Date(at).toISOString(), sweepId: 'sweep-1', except: [] });
  await look(Date.now() - 60_000);
  expect(await handler(berlin)).not.toContain('role="alert"');
  const old = await engine.openTable();
  process.env.TABLE_NAME = old.name;
  const dead = dynamodbStore(old.client, old.name, 90, () => new Date());
  await dead.putState(aState({ declared: { text: 'x', digest: 'd', every, tags: {} } }), 0);
  await dead.putLook({
    kind: every,
    at: new Date(Date.now() - 3_600_000).toISOString(),
    sweepId: 'sweep-1',
    except: [],
  });
  expect(await handler(berlin)).toContain('Nobody has looked since');
  old.close();
});

test('a schedule that cannot be read keeps no path from being shown', async () => {
  const store = dynamodbStore(table.client, table.name, 90, () => new Date());
  const every = 'cron(99 99 ? * NEVER *) Nowhere/At/All';
  await store.putState(aState({ declared: { text: 'x', digest: 'd', every, tags: {} } }), 0);
  await store.putLook({ kind: every, at: new Date().toISOString(), sweepId: 'sweep-1', except: [] });
  expect(await handler(berlin)).toContain('<bdi>web-db</bdi>');
});

test('a path that was forgotten is not shown, and one whose state is damaged is unknown', async () => {
  const store = dynamodbStore(table.client, table.name, 90, () => new Date());
  const { settled: _, ...forgotten } = aState({ pathId: 'gone', transitions: 2 });
  await store.putState(forgotten, 0);
  await store.putState(aState({ pathId: 'hurt', settled: aSettled() }), 0);
  await table.client.send(
    new UpdateCommand({
      TableName: table.name,
      Key: stateKey('hurt'),
      UpdateExpression: 'SET verdict = :v',
      ExpressionAttributeValues: { ':v': 'slow' },
    }),
  );
  const html = await handler(berlin);
  expect(html).not.toContain('gone');
  expect(html).toContain('<bdi>hurt</bdi>');
  expect(html).toContain('its state cannot be read');
});

test('a table that is not there gives HTML that says so, and no blank', async () => {
  process.env.TABLE_NAME = 'none';
  expect(await handler(berlin)).toMatch(
    /How the paths are cannot be read: <bdi>Query answered ResourceNotFoundException/,
  );
});

test('an environment that is wrong is said too', async () => {
  delete process.env.TABLE_NAME;
  expect(await handler(berlin)).toContain('How the paths are cannot be read');
});

test.each([[{ describe: true }], [{ describe: true, widgetContext: 'x' }]])(
  'asked to, it describes itself',
  async (event) => {
    expect(await handler(event)).toMatch(/^## Pathwatch\n/);
  },
);

test.each([[undefined], [null], ['x'], [{ widgetContext: { theme: 7, timezone: { offsetISO: '<b>' } } }]])(
  'whatever it is asked with, %j, it answers in HTML',
  async (event) => {
    expect(await handler(event)).toMatch(/^<style>.*class="pathwatch light"/s);
  },
);

import { DeleteCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { checkKey, dayKey, gapKey, type ItemKey, incidentKey, stateKey } from '../../lambda/aws/table.ts';
import type { Standing } from '../../lambda/domain/check.ts';
import type { Day } from '../../lambda/domain/day.ts';
import { type Deployed, openDeployed } from '../support/deployed.ts';
import { type Engine, startDynalite } from '../support/dynamodb.ts';
import { aCheck, aDay, aMember, anEndedIncident, anIncident, aSettled, aState } from '../support/records.ts';

/* An item that cannot be read is shown as such by each command that lists its kind; it stops none, and hides nothing else. */

const now = '2026-11-23T12:00:00.000Z';
const AT = '2026-11-22T10:06:00.000Z';

let engine: Engine;
let deployed: Deployed;

beforeAll(async () => {
  engine = await startDynalite();
});
afterAll(() => engine.close());

const dayOf = (date: string, verdict: 'reachable' | 'unreachable', standing: Standing): Day =>
  aDay({
    date,
    stretches: [{ from: `${date}T00:00:00.000Z`, verdict, standing }],
    seconds: { expected: 0, unexpected: 0, undetermined: 0, [standing]: 86_400 },
    turns: 0,
  });

const gap = { from: '2026-11-22T20:00:00.000Z', until: '2026-11-22T21:00:00.000Z' };
const check = aCheck({ observedAt: '2026-11-22T10:05:00.000Z', sweepId: 'sweep-2', verdict: 'unreachable' });
const incident = anEndedIncident({ id: 'over', paths: [aMember({ down: false })] });
const lasting = anIncident({
  id: 'lasting',
  startedAt: '2026-09-01T00:00:00.000Z',
  paths: [aMember({ pathId: 'app' })],
});

beforeEach(async () => {
  deployed = await openDeployed(engine);
  const { store } = deployed;
  const today = {
    ...dayOf('2026-11-23', 'reachable', 'expected'),
    seconds: { expected: 0, unexpected: 0, undetermined: 0 },
  };
  await store.putState(aState({ settled: aSettled({ since: '2026-11-23T00:00:00.000Z' }), day: today }), 0);
  await store.putState(aState({ pathId: 'app' }), 0);
  await store.putCheck(aCheck());
  await store.putCheck(check);
  await store.putDay({ ...dayOf('2026-11-20', 'reachable', 'expected'), since: '2026-11-20T00:00:00.000Z' });
  await store.putDay(dayOf('2026-11-21', 'unreachable', 'unexpected'));
  await store.putDay(dayOf('2026-11-22', 'reachable', 'expected'));
  await store.putGap(gap);
  await store.putIncident(incident, 0);
  await store.putIncident(lasting, 0);
});
afterEach(() => deployed.close());

const run = (command: string) => deployed.shell.run(command, { now: () => new Date(now) });
const json = async (command: string) => JSON.parse((await run(`${command} --json`)).stdout);

type Kind = 'state' | 'check' | 'day' | 'gap' | 'incident' | 'lasting';

const keys: Readonly<Record<Kind, ItemKey>> = {
  state: stateKey('web-db'),
  check: checkKey('web-db', check.observedAt, check.sweepId),
  day: dayKey('web-db', '2026-11-22'),
  gap: gapKey(gap.until, gap.from),
  incident: incidentKey(incident.id),
  lasting: incidentKey(lasting.id),
};

/** What is left of an item that was cut behind the attributes by which it is found. */
const found: Readonly<Record<Kind, object>> = {
  state: { kind: 'STATE', order: 'web-db' },
  check: {},
  day: { kind: 'DAY', order: '2026-11-22#web-db' },
  gap: {},
  incident: { kind: 'INCIDENT', order: `${incident.startedAt}#over` },
  lasting: { kind: 'INCIDENT', order: `${lasting.startedAt}#lasting`, pending: 'OPEN' },
};

const explained = `explain web-db --at ${AT}`;
/** The commands that list items of a kind. */
const listing: Readonly<Record<Kind, readonly string[]>> = {
  state: ['status', 'history web-db', 'history web-db --checks', 'report', explained],
  check: ['history web-db --checks', explained],
  day: ['history web-db', 'report', explained],
  gap: ['history web-db', 'report', explained],
  incident: ['incidents', 'report', explained],
  lasting: ['incidents', 'incidents --open', explained],
};
const commands = ['status', 'history web-db', 'history web-db --checks', 'incidents', 'report', explained];

const set = async (kind: Kind, attribute: string, value: unknown): Promise<void> => {
  await deployed.table.client.send(
    new UpdateCommand({
      TableName: deployed.table.name,
      Key: keys[kind],
      UpdateExpression: value === undefined ? 'REMOVE #a' : 'SET #a = :v',
      ExpressionAttributeNames: { '#a': attribute },
      ...(value !== undefined && { ExpressionAttributeValues: { ':v': value } }),
    }),
  );
};

const bytes = new Uint8Array([1, 2, 3]);
const damages = {
  'a binary attribute that is none of ours': (kind: Kind) =>
    set(
      kind,
      { state: 'outbox', check: 'evidence', day: 'stretches', gap: 'from', incident: 'document', lasting: 'document' }[
        kind
      ],
      bytes,
    ),
  'an attribute missing': (kind: Kind) =>
    set(
      kind,
      { state: 'version', check: 'verdict', day: 'seconds', gap: 'from', incident: 'document', lasting: 'document' }[
        kind
      ],
      undefined,
    ),
  'a wrong type': (kind: Kind) =>
    set(
      kind,
      {
        state: 'transitions',
        check: 'findings',
        day: 'checks',
        gap: 'from',
        incident: 'document',
        lasting: 'document',
      }[kind],
      'seven',
    ),
  'its end cut off': async (kind: Kind) => {
    const { client, name } = deployed.table;
    await client.send(new PutCommand({ TableName: name, Item: { ...keys[kind], ...found[kind] } }));
  },
  'a verdict of a release to come': (kind: Kind) =>
    kind === 'day' || kind === 'gap'
      ? set(kind, kind === 'day' ? 'stretches' : 'from', [{ from: now, verdict: 'slow', standing: 'expected' }])
      : set(kind, kind === 'state' || kind === 'check' ? 'verdict' : 'document', 'slow'),
} as const;

const kinds = Object.keys(keys) as readonly Kind[];
const cases = kinds.flatMap((kind) =>
  (Object.keys(damages) as readonly (keyof typeof damages)[]).map((damage) => [kind, damage] as const),
);

test.each(cases)('a %s with %s is named where it would be listed, and stops no command', async (kind, damage) => {
  await damages[damage](kind);
  const name = `${keys[kind].pk} / ${keys[kind].sk}`;
  const others = damage === 'its end cut off' ? commands : [];
  for (const command of new Set([...listing[kind], ...others])) {
    const text = await run(command);
    const document = await run(`${command} --json`);
    expect({ command, stderr: text.stderr, failed: document.stdout.includes('"error":') }).toEqual({
      command,
      stderr: '',
      failed: false,
    });
    const isListed = listing[kind].includes(command);
    expect({ command, text: text.stdout.includes(name), json: document.stdout.includes(name) }).toEqual({
      command,
      // Status has paths alone in its document; its text says too what of their incidents is not known.
      text: isListed || (command === 'status' && kind === 'lasting'),
      json: isListed,
    });
  }
});

test.each(kinds)('a %s of a release to come that has written more into it is read as ever', async (kind) => {
  const before = await Promise.all(commands.map(json));
  await set(kind, 'forecast', { next: ['something'] });
  await set(kind, 'shape', bytes);
  expect(await Promise.all(commands.map(json))).toEqual(before);
});

test('all of them at once hide nothing of what can be read', async () => {
  for (const kind of kinds) await damages['its end cut off'](kind);
  expect((await run('status')).stdout).toMatch(/^app +reachable +as expected/m);
  expect(await json('history app')).toMatchObject({ spans: [{ standing: 'expected' }] });
  expect(await json('history web-db --checks')).toMatchObject([
    { sweepId: 'sweep-1' },
    { unreadable: {} },
    { unreadable: {} },
  ]);
  expect((await json('report')).unreadable).toHaveLength(4);
});

describe('what an item would tell that cannot be read is unknown', () => {
  const spansOf = async () =>
    (await json('history web-db')).spans.map(({ from, until, standing }: Record<string, string>) => [
      from,
      until,
      standing,
    ]);
  const at = (day: number, hour = 0) => `2026-11-${day}T${String(hour).padStart(2, '0')}:00:00.000Z`;
  const whole = [
    [at(22, 21), now, 'expected'],
    [at(22, 20), at(22, 21), 'undetermined'],
    [at(22), at(22, 20), 'expected'],
    [at(21), at(22), 'unexpected'],
    [at(20), at(21), 'expected'],
  ];
  const damage = async (key: ItemKey, kept: object) => {
    await deployed.table.client.send(new PutCommand({ TableName: deployed.table.name, Item: { ...key, ...kept } }));
  };

  test('nothing of it where all can be read', async () => {
    expect(await spansOf()).toEqual(whole);
  });

  test('from the end of the newest day on, where it is the state', async () => {
    await damage(keys.state, found.state);
    expect(await spansOf()).toEqual([
      [at(23), now, 'undetermined'],
      [at(22, 21), at(23), 'expected'],
      ...whole.slice(1),
    ]);
    const { paths } = await json('report');
    expect(paths).toContainEqual(
      expect.objectContaining({ pathId: 'web-db', seconds: expect.objectContaining({ undetermined: 13 * 3600 }) }),
    );
    expect(await json('explain web-db')).toMatchObject({
      verdict: null,
      standing: null,
    });
  });

  test('that day, where it is one', async () => {
    await damage(dayKey('web-db', '2026-11-21'), { kind: 'DAY', order: '2026-11-21#web-db' });
    expect(await spansOf()).toEqual([
      ...whole.slice(0, 3),
      [at(21), at(22), 'undetermined'],
      [at(20), at(21), 'expected'],
    ]);
    expect(await json('explain web-db --at 2026-11-21T12:00Z')).toMatchObject({
      verdict: 'unknown',
      standing: 'undetermined',
      reason: 'PATH#web-db / DAY#2026-11-21 cannot be read',
    });
  });

  test('and all before, where it is the first', async () => {
    await damage(dayKey('web-db', '2026-11-20'), { kind: 'DAY', order: '2026-11-20#web-db' });
    const spans = await spansOf();
    expect(spans.slice(0, 4)).toEqual(whole.slice(0, 4));
    expect(spans.slice(4)).toEqual([['2026-10-24T12:00:00.000Z', at(21), 'undetermined']]);
  });
});

test('an incident alone is asked for: its keys are named, and how to go on', async () => {
  await damages['its end cut off']('incident');
  const { exit, stderr } = await run('incidents over');
  expect(exit).toBe(3);
  expect(stderr).toContain('the item INCIDENT#over / INCIDENT cannot be read');
  await deployed.table.client.send(new DeleteCommand({ TableName: deployed.table.name, Key: keys.incident }));
  expect((await run('incidents over')).exit).toBe(2);
});

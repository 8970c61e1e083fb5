import { dynamodbChanges } from '../../lambda/aws/dynamodb-changes.ts';
import { dynamodbLooks } from '../../lambda/aws/dynamodb-looks.ts';
import type { Incident } from '../../lambda/domain/incident.ts';
import type { SweepRequest } from '../../lambda/domain/sweep.ts';
import { type Delivery, type Gatherer, gather, LONGEST, listen } from '../../lambda/monitor/gather.ts';
import { aCallEvent, aDelivery, aForwarderSign } from '../support/deliveries.ts';
import { type Engine, startDynalite, type TestTable } from '../support/dynamodb.ts';
import { anIncident } from '../support/records.ts';
import { someServices } from '../support/services.ts';

const QUIET = 30;

let engine: Engine;
let table: TestTable;
beforeAll(async () => {
  engine = await startDynalite();
});
afterAll(async () => engine.close());
beforeEach(async () => {
  table = await engine.openTable();
});
afterEach(() => table.close());

/** The real log of changes, on a clock that the test moves; starts are kept by their names, as Lambda does. */
const open = () => {
  let clock = Date.UTC(2026, 10, 22, 10, 1);
  const started = new Map<string, SweepRequest>();
  const changes = dynamodbChanges(table.client, table.name);
  const store = dynamodbLooks({ client: table.client, name: table.name }, 30);
  const now = () => new Date(clock);
  const gatherer: Gatherer = {
    changes,
    store,
    starter: {
      start: async (request, name) => {
        started.set(name, request);
      },
    },
    now,
  };
  return {
    changes,
    store,
    gatherer,
    started,
    pass: (seconds: number) => {
      clock += seconds * 1000;
    },
    gather: (...batch: readonly Delivery[]) => gather(gatherer, batch),
    listen: (id: string, incidents: readonly Incident[] = []) =>
      listen(
        {
          changes,
          store: { openIncidents: async () => incidents },
          now,
          log: { info: () => undefined, error: () => undefined },
        },
        id,
        QUIET,
      ),
    kept: () => changes.between('2020-01-01T00:00:00.000Z', '2100-01-01T00:00:00.000Z', 20_000),
  };
};

const many = (count: number, from = 0) => Array.from({ length: count }, (_, n) => aDelivery(from + n));

describe('gathering changes', () => {
  test('keeps what a batch tells, and starts one sweep that waits under the name of the gathering', async () => {
    const { gather: hear, started, kept } = open();
    const gathering = await hear(aDelivery(1), aDelivery(2));
    expect(gathering).toMatchObject({ count: 2, openedAt: '2026-11-22T10:01:00.000Z' });
    expect([...started]).toEqual([
      [`change-${gathering?.id}`, { trigger: { by: 'change', gathering: gathering?.id } }],
    ]);
    expect((await kept()).map(({ id, name }) => [id, name])).toEqual([
      ['call-2', 'DeleteRoute'],
      ['call-1', 'DeleteRoute'],
    ]);
    // https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html: 64 characters of these.
    for (const name of started.keys()) expect(name).toMatch(/^[A-Za-z0-9-_]{1,64}$/);
  });

  test('a batch that follows joins, and asks for the same sweep again', async () => {
    const { gather: hear, started, pass } = open();
    const first = await hear(aDelivery(1));
    pass(10);
    const second = await hear(aDelivery(2));
    expect(second).toMatchObject({ id: first?.id, count: 2, latestAt: '2026-11-22T10:01:10.000Z' });
    expect(started.size).toBe(1);
  });

  test('what an open incident is blamed on is looked at at once when it changes, and other things are not', async () => {
    const { gather: hear, listen: wait, pass } = open();
    const gathering = await hear(aDelivery(1));
    const id = `${gathering?.id}`;
    const others = [anIncident({ components: ['rtb-0bbbbbbbbbbbbbbbb'] })];
    const its = [anIncident({ components: ['rtb-0aaaaaaaaaaaaaaaa'] })];
    expect(await wait(id, others)).toEqual({ closed: false, wait: QUIET });
    expect(await wait(id, its)).toEqual({ closed: false, wait: 3 });
    pass(3);
    expect(await wait(id, others)).toEqual({ closed: false, wait: QUIET - 3 });
    expect(await wait(id, its)).toEqual({ closed: true, wait: 0 });
  });

  test('a batch that is delivered again is kept once, and costs no further sweep', async () => {
    const { gather: hear, started, kept } = open();
    const batch = many(5);
    await hear(...batch);
    await hear(...batch, ...batch);
    expect(await kept()).toHaveLength(5);
    expect(started.size).toBe(1);
  });

  test("calls that failed, only read, or change no network are nobody's concern", async () => {
    const { gather: hear, started, kept } = open();
    const gathering = await hear(
      aDelivery(1, aCallEvent(1, { errorCode: 'Client.UnauthorizedOperation' })),
      aDelivery(2, aCallEvent(2, { readOnly: true, eventName: 'DescribeRouteTables' })),
      aDelivery(3, aCallEvent(3, { eventName: 'CreateVolume' })),
    );
    expect(gathering).toBeUndefined();
    expect([started.size, (await kept()).length]).toEqual([0, 0]);
    expect(await hear()).toBeUndefined();
  });

  test('a batch of garbage is something that changed: never missed, never refused', async () => {
    const { gather: hear, started, kept } = open();
    const garbage = [
      '',
      'null',
      '[]',
      '{',
      '"text"',
      '7',
      '{}',
      '{"detail":{"eventTime":"never"}}',
      '\u0000\ud800',
      'x'.repeat(250_000),
    ];
    const deep = `${'['.repeat(5_000)}${']'.repeat(5_000)}`;
    const strange = [
      { ...aCallEvent(1), time: 7, detail: null },
      {
        ...aCallEvent(1),
        detail: { eventID: 'x'.repeat(9_000), eventName: ['list'], eventTime: '2026-13-45T99:99:99Z' },
      },
      aCallEvent(1, { requestParameters: { a: { b: Array(5_000).fill({ routeTableId: 'rtb-0123456789abcdef0' }) } } }),
      { ...aCallEvent(1), 'detail-type': 'Network Manager Routing Update', detail: { changeType: '\u202e' } },
    ].map((event) => JSON.stringify(event));
    const batch = [...garbage, deep, ...strange].map((body, n) => aDelivery(n, body));
    await hear(...batch);
    const all = await kept();
    expect(started.size).toBe(1);
    expect(all.length).toBe(batch.length);
    for (const { at } of all) expect(at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  test("the forwarder's sign is kept as its look, and starts nothing", async () => {
    const { gather: hear, started, store, pass } = open();
    expect(await hear(aDelivery(1, aForwarderSign))).toBeUndefined();
    pass(3_600);
    await hear(aDelivery(2, aForwarderSign), aDelivery(3));
    expect(await store.looks()).toEqual([
      { kind: 'forwarder', at: '2026-11-22T11:01:00.000Z', sweepId: 'forwarder', except: [] },
    ]);
    expect(started.size).toBe(1);
  });

  test('what comes late is kept under the time at which it happened', async () => {
    const { gather: hear, changes } = open();
    await hear(aDelivery(1, aCallEvent(1, { eventTime: '2026-11-22T08:00:00Z' })), aDelivery(2));
    const early = await changes.between('2026-11-22T07:59:00.000Z', '2026-11-22T08:01:00.000Z', 5);
    expect(early.map(({ id, at }) => [id, at])).toEqual([['call-1', '2026-11-22T08:00:00.000Z']]);
  });

  test('a starter that fails brings the whole batch again, which then is gathered once', async () => {
    const { gatherer, started, kept } = open();
    const failing = { ...gatherer, starter: { start: () => Promise.reject(new Error('throttled')) } };
    await expect(gather(failing, many(3))).rejects.toThrow('throttled');
    await gather(gatherer, many(3));
    expect(started.size).toBe(1);
    expect(await kept()).toHaveLength(3);
  });
});

describe('listening for the quiet', () => {
  const opened = async () => {
    const world = open();
    const gathering = await world.gather(aDelivery(1));
    if (gathering === undefined) throw new Error('nothing was gathered');
    return { ...world, id: gathering.id };
  };

  test('waits for what is left of it', async () => {
    const { listen: hear, pass, id } = await opened();
    expect(await hear(id)).toEqual({ closed: false, wait: QUIET });
    pass(12);
    expect(await hear(id)).toEqual({ closed: false, wait: 18 });
    pass(17.5);
    expect(await hear(id)).toEqual({ closed: false, wait: 1 });
    pass(0.5);
    expect(await hear(id)).toEqual({ closed: true, wait: 0 });
  });

  test('waits on where another change came', async () => {
    const { listen: hear, gather: more, pass, id } = await opened();
    pass(20);
    await more(aDelivery(2));
    pass(20);
    expect(await hear(id)).toEqual({ closed: false, wait: 10 });
    pass(10);
    expect((await hear(id)).closed).toBe(true);
  });

  test('ends after the longest time, however many come', async () => {
    const { listen: hear, gather: more, pass, id } = await opened();
    let waited = 0;
    for (let n = 2; ; n += 1) {
      const { closed, wait } = await hear(id);
      if (closed) break;
      const step = Math.min(wait, 20);
      pass(step);
      waited += step;
      await more(aDelivery(n));
    }
    expect(waited).toBe(LONGEST);
  });

  test('of what was closed or replaced has nothing to wait for', async () => {
    const { listen: hear, gather: more, pass, id, started } = await opened();
    expect(await hear('of another time')).toEqual({ closed: true, wait: 0 });
    pass(LONGEST + 121);
    const next = await more(aDelivery(2));
    expect(next?.id).not.toBe(id);
    expect(await hear(id)).toEqual({ closed: true, wait: 0 });
    expect(started.size).toBe(2);
  });

  test('a change that comes after the closing is gathered anew, with a sweep of its own', async () => {
    const { listen: hear, gather: more, pass, id, started } = await opened();
    pass(QUIET);
    await hear(id);
    const next = await more(aDelivery(2));
    expect(next).toMatchObject({ count: 1 });
    expect([...started.keys()]).toEqual([`change-${id}`, `change-${next?.id}`]);
  });

  test('goes on where the table cannot be read just now: a poll that threw would end the sweep before it has looked', async () => {
    const { changes, id } = await opened();
    const services = someServices({
      changes: { ...changes, gathering: () => Promise.reject(new Error('throttled')) },
    });
    expect(await listen(services, id, QUIET)).toEqual({ closed: false, wait: 5 });
    expect(services.heard.errors).toHaveLength(1);
    const unclosed = someServices({
      changes: { ...changes, close: () => Promise.reject(new Error('throttled')) },
      now: () => new Date(Date.UTC(2026, 10, 22, 11)),
    });
    expect(await listen(unclosed, id, QUIET)).toEqual({ closed: false, wait: 5 });
    expect(unclosed.heard.errors).toHaveLength(1);
  });

  test('by a clock that is behind that of who gathered waits, and no longer than it is behind', async () => {
    const { listen: hear, pass, id } = await opened();
    pass(-120);
    expect(await hear(id)).toEqual({ closed: false, wait: QUIET });
    pass(120 + QUIET);
    expect((await hear(id)).closed).toBe(true);
  });
});

test('a storm of 10,000 deliveries, repeated and out of order, makes one gathering and one sweep', async () => {
  const { gather: hear, started, kept, pass, listen: quiet } = open();
  const deliveries = many(9_000);
  const storm = [...deliveries.toReversed(), ...deliveries.filter((_, n) => n % 9 === 0)];
  expect(storm).toHaveLength(10_000);
  const batches = Array.from({ length: 100 }, (_, n) => storm.slice(n * 100, (n + 1) * 100));
  for (let round = 0; round < 25; round += 1) {
    await Promise.all(batches.slice(round * 4, (round + 1) * 4).map((batch) => hear(...batch)));
    pass(1);
  }
  expect(await kept()).toHaveLength(9_000);
  expect(started.size).toBe(1);
  const [request] = started.values();
  const id = request?.trigger.by === 'change' ? request.trigger.gathering : '';
  pass(QUIET);
  expect(await quiet(id)).toEqual({ closed: true, wait: 0 });
}, 120_000);

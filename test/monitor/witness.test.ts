import { clientsOf, servicesOf } from '../../lambda/compose.ts';
import { Fault, type FaultKind } from '../../lambda/domain/fault.ts';
import type { Witness } from '../../lambda/domain/witness.ts';
import type { FlowLogs } from '../../lambda/monitor/ports.ts';
import { dueWitness, hear } from '../../lambda/monitor/witness.ts';
import { type WitnessSubject, witnessSubjectOf } from '../../lambda/monitor/witness-subject.ts';
import { inventoryOf } from '../../lambda/snapshot/inventory.ts';
import { openAccount } from '../../local/account.ts';
import { useEmbeddedCredentials } from '../../local/credentials.ts';
import type { LogEvent } from '../../local/logs/evaluate.ts';
import { addressA, addressB, ids } from '../../local/scenario/ids.ts';
import { scenario } from '../../local/scenario.ts';
import { aFlowLog, flowEvent, type MemoryFlowLogs, memoryFlowLogs } from '../support/flow-logs.ts';

const brokeAt = '2026-11-22T10:00:00.000Z';
const broke = Date.parse(brokeAt) / 1000;
const minutes = (count: number): Date => new Date((broke + count * 60) * 1000);
const path = { protocol: 'tcp', ports: [{ from: 3389, to: 3389 }] } as const;
const inventory = inventoryOf({ takenAt: brokeAt, documents: scenario, unreadable: {} });
const ends = { from: { reference: ids.instanceA }, to: { reference: ids.instanceB } };

const subjectOf = (over: Partial<WitnessSubject> = {}): WitnessSubject => {
  const found = witnessSubjectOf(inventory, ends, path, { brokeAt, lookedGoodUntil: '2026-11-22T09:55:00.000Z' });
  if (found.kind === 'none') throw new Error(found.reason);
  return { ...found.subject, ...over };
};

const request = (end = broke + 60) => flowEvent(ids.interfaceB, [addressA, addressB, '49795 3389'], 'ACCEPT', end);
const reply = (end = broke + 60) => flowEvent(ids.interfaceB, [addressB, addressA, '3389 49795'], 'ACCEPT', end);

const errors: string[] = [];
const log = { info: () => undefined, error: (message: string) => void errors.push(message) };

/** Takes steps, each when its time has come, until nothing more is to be done. */
const heardBy = async (flowLogs: FlowLogs, subject = subjectOf()) => {
  const steps: Witness[] = [dueWitness(brokeAt)];
  for (let count = 0; count < 40; count += 1) {
    const last = steps.at(-1);
    if (last === undefined || last.kind === 'heard' || last.kind === 'none') break;
    steps.push(await hear({ flowLogs, log }, subject, last, new Date(last.next)));
  }
  const last = steps.at(-1);
  if (last?.kind !== 'heard' && last?.kind !== 'none') throw new Error('it never ends');
  return { last, steps };
};

const starts = ({ calls }: MemoryFlowLogs): number => calls.filter((call) => call.startsWith('start')).length;

const fault = (kind: FaultKind, operation: string): Fault =>
  new Fault({ kind, operation, code: 'Code', message: 'SECRET' });

describe('whom to ask', () => {
  test('is found in the snapshot: interfaces, their places and addresses', () => {
    expect(witnessSubjectOf(inventory, ends, path, { brokeAt })).toEqual({
      kind: 'found',
      subject: {
        sources: [{ interfaceId: ids.interfaceA, subnetId: ids.subnetA, vpcId: ids.vpcA }],
        destinations: [{ interfaceId: ids.interfaceB, subnetId: ids.subnetB, vpcId: ids.vpcB }],
        conversation: { sources: [addressA], destinations: [addressB], ...path },
        brokeAt,
      },
    });
  });

  test('an address is the interface that has it, and an address beyond the network stays one', () => {
    const own = witnessSubjectOf(inventory, { ...ends, to: { destinationAddress: addressB } }, path, { brokeAt });
    expect(own).toMatchObject({ subject: { destinations: [{ interfaceId: ids.interfaceB }] } });
    const far = witnessSubjectOf(inventory, { ...ends, to: { destinationAddress: '8.8.8.8' } }, path, { brokeAt });
    expect(far).toMatchObject({ subject: { destinations: [], conversation: { destinations: ['8.8.8.8'] } } });
  });

  test('an end without an address cannot be asked about', () => {
    expect(witnessSubjectOf(inventory, { ...ends, from: { reference: 'igw-0123' } }, path, { brokeAt })).toEqual({
      kind: 'none',
      reason: 'the source has no address',
    });
    const far = { from: { destinationAddress: '8.8.8.8' }, to: { destinationAddress: '8.8.4.4' } };
    expect(witnessSubjectOf(inventory, far, path, { brokeAt })).toMatchObject({ kind: 'none' });
  });
});

test('case 3 of the scenario, through the whole account: unanswered at B', async () => {
  useEmbeddedCredentials();
  const events: LogEvent[] = [request()];
  const { id: FlowLogId, resourceId: ResourceId, logGroup: LogGroupName, fields } = aFlowLog();
  const flowLog = { FlowLogId, ResourceId, LogGroupName, FlowLogStatus: 'ACTIVE', TrafficType: 'ALL' as const };
  const LogFormat = fields.map((name) => `\${${name}}`).join(' ');
  const account = await openAccount({
    flowLogs: () => [{ ...flowLog, LogFormat, MaxAggregationInterval: 60 }],
    logGroups: () => new Map([['flows', events]]),
  });
  const clients = clientsOf(account.environment);
  try {
    const { flowLogs } = servicesOf(account.environment, clients);
    expect((await heardBy(flowLogs)).last).toEqual({
      kind: 'heard',
      testimony: 'unanswered',
      message: 'eni-09234fd609f3aa6d2 accepted 3 request packets, and no reply left it',
      between: ['2026-11-22T09:55:00.000Z', '2026-11-22T10:06:00.000Z'],
      records: [
        {
          interfaceId: ids.interfaceB,
          flowLogId: FlowLogId,
          requests: { accepted: 3, rejected: 0 },
          replies: { accepted: 0, rejected: 0 },
          skipped: 0,
        },
      ],
      bytesScanned: request().message.length,
    });
    expect(account.endpoints.logs.calls.map(({ operation }) => operation)).toEqual(['StartQuery', 'GetQueryResults']);
  } finally {
    for (const client of [clients.logs, clients.ec2]) client.destroy();
    await account.close();
  }
});

test('nothing is asked before records can be there, nor before the next step is due', async () => {
  const flowLogs = memoryFlowLogs([aFlowLog()], () => [request()]);
  const due = dueWitness(brokeAt);
  expect(await hear({ flowLogs, log }, subjectOf(), due, minutes(5.9))).toBe(due);
  const asked = await hear({ flowLogs, log }, subjectOf(), due, minutes(6));
  expect(asked.kind).toBe('asked');
  expect(await hear({ flowLogs, log }, subjectOf(), asked, minutes(6.1))).toBe(asked);
  expect(flowLogs.calls).toEqual(['of', 'start flows']);
});

test('one query asks for all interfaces of one flow log', async () => {
  const logs = [aFlowLog(), aFlowLog({ id: 'fl-rejects', traffic: 'REJECT', resourceId: ids.interfaceB })];
  const flowLogs = memoryFlowLogs(logs, () => [request(), reply()]);
  const sources = [{ interfaceId: ids.interfaceA, subnetId: ids.subnetA, vpcId: ids.vpcB }];
  const { last } = await heardBy(flowLogs, subjectOf({ sources }));
  expect(starts(flowLogs)).toBe(1);
  expect(last).toMatchObject({ testimony: 'answered', records: [{ flowLogId: 'fl-0123456789abcdef0' }, {}] });
});

test.each<[string, string | undefined, string]>([
  ['begins with the last good look', '2026-11-22T09:58:00.000Z', '2026-11-22T09:58:00.000Z'],
  ['begins an hour before at most', '2026-11-20T09:58:00.000Z', '2026-11-22T09:00:00.000Z'],
  ['begins an hour before where no good look is known', undefined, '2026-11-22T09:00:00.000Z'],
])('the window %s, and ends with now', async (_, lookedGoodUntil, from) => {
  const flowLogs = memoryFlowLogs([aFlowLog()], () => [request()]);
  const { lookedGoodUntil: _looked, ...rest } = subjectOf();
  await heardBy(flowLogs, lookedGoodUntil === undefined ? rest : { ...rest, lookedGoodUntil });
  expect(flowLogs.windows).toEqual([[from, '2026-11-22T10:06:00.000Z']]);
});

describe('silence', () => {
  test('is asked for twice more, and then says nothing', async () => {
    const flowLogs = memoryFlowLogs([aFlowLog()], () => []);
    const { last, steps } = await heardBy(flowLogs);
    expect(last).toMatchObject({ kind: 'heard', testimony: 'silent', bytesScanned: 3000 });
    expect(starts(flowLogs)).toBe(3);
    expect(steps.flatMap((step) => (step.kind === 'due' ? [step.next] : []))).toEqual([
      '2026-11-22T10:06:00.000Z',
      '2026-11-22T10:11:20.000Z',
      '2026-11-22T10:21:40.000Z',
    ]);
    expect(flowLogs.windows.at(-1)?.[1]).toBe('2026-11-22T10:10:00.000Z');
  });

  test('is broken by records that come late', async () => {
    const events: LogEvent[] = [];
    const flowLogs = memoryFlowLogs([aFlowLog()], () => events);
    const wait = hear({ flowLogs, log }, subjectOf(), dueWitness(brokeAt), minutes(6));
    const again = await hear({ flowLogs, log }, subjectOf(), await wait, minutes(7));
    expect(again).toMatchObject({ kind: 'due', tries: 1, spent: { queries: 1, bytesScanned: 1000 } });
    events.push(request());
    const asked = await hear({ flowLogs, log }, subjectOf(), again, minutes(12));
    expect(await hear({ flowLogs, log }, subjectOf(), asked, minutes(13))).toMatchObject({
      testimony: 'unanswered',
      bytesScanned: 2000,
    });
  });

  test('of two flow logs is asked for with four queries in all', async () => {
    const logs = [aFlowLog(), aFlowLog({ id: 'fl-a', resourceId: ids.subnetA })];
    const flowLogs = memoryFlowLogs(logs, () => []);
    await heardBy(flowLogs);
    expect(starts(flowLogs)).toBe(4);
  });

  test('of a group that holds much is not asked for again', async () => {
    const flowLogs = memoryFlowLogs([aFlowLog()], () => [], { bytesScanned: 20_000_000_000 });
    expect((await heardBy(flowLogs)).last).toMatchObject({ testimony: 'silent' });
    expect(starts(flowLogs)).toBe(1);
  });
});

test('queries that are not done after three reads are stopped, and there is no witness', async () => {
  const flowLogs = memoryFlowLogs([aFlowLog()], () => [request()]);
  flowLogs.slow(3);
  expect((await heardBy(flowLogs)).last).toEqual({
    kind: 'none',
    reason: 'the queries of the flow logs were not done in time',
    bytesScanned: 0,
  });
  expect(flowLogs.calls).toEqual(['of', 'start flows', 'read 1', 'read 1', 'read 1', 'stop 1']);
});

test('a query that cannot be stopped is told to the log, and harms nothing', async () => {
  const flowLogs = memoryFlowLogs([aFlowLog()], () => [request()]);
  flowLogs.slow(9);
  flowLogs.disturb((call) => {
    if (call.startsWith('stop')) throw fault('unavailable', 'StopQuery');
  });
  errors.length = 0;
  expect((await heardBy(flowLogs)).last.kind).toBe('none');
  expect(errors).toEqual(['a query of the flow logs could not be stopped']);
});

test.each<[string, Parameters<typeof memoryFlowLogs>, string]>([
  ['no flow log', [[], () => []], `there is no flow log of ${ids.interfaceB}, ${ids.interfaceA}`],
  [
    'flow logs in S3 alone',
    [[], () => [], { elsewhere: 2 }],
    `the flow logs of ${ids.interfaceB}, ${ids.interfaceA} do not deliver to CloudWatch Logs`,
  ],
  [
    'a format without what is needed',
    [[aFlowLog({ fields: ['srcaddr', 'dstaddr'] })], () => []],
    'fl-0123456789abcdef0 cannot be asked: its records have no action, srcport, dstport',
  ],
])('%s: no witness, and the reason', async (_, [logs, events, more], reason) => {
  expect((await heardBy(memoryFlowLogs(logs, events, more))).last).toEqual({ kind: 'none', reason, bytesScanned: 0 });
});

describe('a fault', () => {
  const operations = [
    ['of', 'DescribeFlowLogs'],
    ['start', 'StartQuery'],
    ['read', 'GetQueryResults'],
  ] as const;

  test.each(operations)(
    'of %s that lasts is the reason why there is no witness; what the service says is not told',
    async (name, operation) => {
      const flowLogs = memoryFlowLogs([aFlowLog()], () => [request()]);
      flowLogs.disturb((call) => {
        if (call.startsWith(name)) throw fault('denied', operation);
      });
      const { last } = await heardBy(flowLogs);
      expect(last).toMatchObject({ kind: 'none', reason: `the flow logs could not be read: ${operation}: Code` });
      expect(flowLogs.calls.filter((call) => call.startsWith(name))).toHaveLength(1);
    },
  );

  test.each(operations)('of %s that passes is waited for', async (name, operation) => {
    const flowLogs = memoryFlowLogs([aFlowLog()], () => [request()]);
    let left = 2;
    flowLogs.disturb((call) => {
      left -= call.startsWith(name) ? 1 : 0;
      if (call.startsWith(name) && left >= 0) throw fault('throttled', operation);
    });
    expect((await heardBy(flowLogs)).last).toMatchObject({ kind: 'heard', testimony: 'unanswered' });
  });

  test('of reading a query that never passes is the reason why there is no witness, and the query is stopped', async () => {
    const flowLogs = memoryFlowLogs([aFlowLog()], () => [request()]);
    flowLogs.disturb((call) => {
      if (call.startsWith('read')) throw fault('throttled', 'GetQueryResults');
    });
    const { last } = await heardBy(flowLogs);
    expect(last).toMatchObject({ kind: 'none', reason: 'the flow logs could not be read: GetQueryResults: Code' });
    expect(flowLogs.calls.filter((call) => call.startsWith('stop'))).toHaveLength(1);
  });

  test('that never passes is waited for no longer than an hour', async () => {
    const flowLogs = memoryFlowLogs([aFlowLog()], () => [request()]);
    flowLogs.disturb(() => {
      throw fault('throttled', 'DescribeFlowLogs');
    });
    const due: Witness = { kind: 'due', next: minutes(58).toISOString(), tries: 0 };
    const waiting = await hear({ flowLogs, log }, subjectOf(), due, minutes(58));
    expect(waiting).toMatchObject({ kind: 'due' });
    expect(await hear({ flowLogs, log }, subjectOf(), waiting, minutes(60))).toMatchObject({ kind: 'none' });
  });

  test('after which the query may run all the same counts as one of the four', async () => {
    const flowLogs = memoryFlowLogs([aFlowLog()], () => [request()]);
    flowLogs.disturb((call) => {
      if (call.startsWith('start')) throw fault('no-answer', 'StartQuery');
    });
    expect((await heardBy(flowLogs)).last).toMatchObject({ kind: 'none' });
    expect(starts(flowLogs)).toBe(4);
  });

  test('of one of two flow logs leaves the other heard', async () => {
    const logs = [aFlowLog(), aFlowLog({ id: 'fl-a', resourceId: ids.subnetA, logGroup: 'other' })];
    const flowLogs = memoryFlowLogs(logs, () => [request()]);
    flowLogs.disturb((call) => {
      if (call === 'start other') throw fault('not-found', 'StartQuery');
    });
    expect((await heardBy(flowLogs)).last).toMatchObject({
      testimony: 'unanswered',
      records: [{ interfaceId: ids.interfaceB }],
    });
  });
});

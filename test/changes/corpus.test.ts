import fc from 'fast-check';
import { isWatched } from '../../lambda/changes/calls.ts';
import { readEvent } from '../../lambda/changes/read-event.ts';
import { readRecord } from '../../lambda/changes/read-record.ts';
import { corpus } from '../support/corpus.ts';

/* Events of real accounts, and of AWS's pages. */

interface TrailRecord {
  readonly eventName: string;
  readonly eventSource: string;
  readonly eventID: string;
  readonly eventTime: string;
  readonly errorCode?: string;
  readonly readOnly?: boolean;
  readonly requestParameters: unknown;
  readonly responseElements: unknown;
}

interface Labelled {
  readonly name: string;
  readonly isNetworkChange: boolean;
  readonly log: TrailRecord;
}

interface Event {
  readonly 'detail-type': string;
  readonly detail: TrailRecord & { readonly changeType: string };
}

const recordsIn = (file: string): readonly TrailRecord[] =>
  (corpus(`cloudtrail/${file}`) as { Records: readonly TrailRecord[] } | undefined)?.Records ?? [];
const listIn = <Item>(file: string): readonly Item[] => (corpus(file) as readonly Item[] | undefined) ?? [];

const writes = recordsIn('invictus-ec2-network-writes.json');
const others = recordsIn('invictus-ec2-other.json');
const labelled = listIn<Labelled>('cloudtrail/panther-network-change-tests.json');
const stratus = [
  'defense-evasion.vpc-remove-flow-logs',
  'execution.ec2-launch-unusual-instances',
  'exfiltration.ec2-security-group-open-port-22-ingress',
].flatMap((name) => listIn<TrailRecord>(`cloudtrail/stratus-aws.${name}.json`));
const networkManager = listIn<{ readonly event: Event }>('lambda-events/network-manager-events.json');
const payloads = [
  'c7n_event-cloud-trail-run-instances',
  'c7n_event-cloud-trail-update-efs-mount-target-security-group',
  'c7n_event-config-rule-security-group',
  'c7n_event-instance-state',
  'c7n_event-scheduled',
  'c7n_event-transit-gateway-delete-vpc-attachment',
  'lambda-go_sqs-event',
  'powertools-ts_eventbridge_base',
  'sam-cli_cloudwatch_ScheduledEvent',
].map((name) => [name, corpus(`lambda-events/${name}.json`)] as const);

const whereThere = writes.length === 0 ? test.skip : test;

const at = '2026-11-22T10:00:00.000Z';
const delivery = { id: 'message-1', at };
const carried = (detail: unknown): string =>
  JSON.stringify({ id: 'e', time: at, 'detail-type': 'AWS API Call via CloudTrail', source: 'aws.ec2', detail });

/** Ids of what a path can meet, found in the whole text, by nothing of ours. */
const idsIn = (...values: readonly unknown[]): readonly string[] => [
  ...new Set(
    JSON.stringify(values).match(
      /(?<=["/])(?:i|eni|sg|rtb|subnet|vpc|igw|nat|eipalloc|tgw|tgw-attach)-[0-9a-f]{8,17}(?=")/g,
    ),
  ),
];

/** Calls whose one id is that of an association: the subnet is not told. */
const untold = new Set(['DisassociateRouteTable', 'ReplaceRouteTableAssociation', 'DisassociateAddress']);

describe('the network writes of a real session', () => {
  whereThere('are 138, of which 11 failed and changed nothing', () => {
    expect(writes).toHaveLength(138);
    const failed = writes.filter(({ errorCode }) => errorCode !== undefined);
    expect(failed).toHaveLength(11);
    expect(failed.map((record) => readRecord(record, at))).toEqual(failed.map(() => undefined));
  });

  whereThere('are changes with the ids that are in them, or else may concern anything', () => {
    const done = writes.filter(({ errorCode, eventName, eventSource }) => {
      expect(isWatched(eventSource, eventName)).not.toBe('unlisted');
      return errorCode === undefined && isWatched(eventSource, eventName) === 'watched';
    });
    expect(done.length).toBeGreaterThan(120);
    for (const record of done) {
      const { eventName, requestParameters, responseElements } = record;
      const change = readRecord(record, at);
      expect(change).toMatchObject({
        id: record.eventID,
        at: new Date(`${record.eventTime}`).toISOString(),
        source: 'cloudtrail',
        name: eventName,
      });
      expect(change?.author).toMatchObject({ principal: expect.stringMatching(/^arn:aws:/), tool: expect.any(String) });
      expect(readEvent(carried(record), delivery)).toEqual(change);
      const { concern } = change ?? {};
      if (concern?.kind === 'resources')
        expect([eventName, [...concern.ids].sort()]).toEqual([
          eventName,
          [...idsIn(requestParameters, responseElements)].sort(),
        ]);
      else expect([eventName, untold.has(eventName)]).toEqual([eventName, true]);
    }
  });

  whereThere('that change no network are those of flow logs', () => {
    const ignored = writes.filter((record) => record.errorCode === undefined && readRecord(record, at) === undefined);
    expect([...new Set(ignored.map(({ eventName }) => eventName))].sort()).toEqual([
      'CreateFlowLogs',
      'DeleteFlowLogs',
    ]);
  });

  whereThere('were made with Terraform, by a service, and in the console', () => {
    const tools = Map.groupBy(
      [...writes, ...others],
      (record) =>
        readRecord({ ...record, readOnly: false, errorCode: undefined, eventName: 'DeleteRoute' }, at)?.author?.tool ??
        '',
    );
    expect([...tools.keys()]).toEqual(
      expect.arrayContaining(['Terraform', 'console', 'rds.amazonaws.com', 'aws-sdk-go-v2']),
    );
    expect([...tools.keys()].filter((tool) => !/^stratus-red-team/.test(tool)).sort()).toEqual([
      'Terraform',
      'aws-sdk-go-v2',
      'console',
      'ec2.amazonaws.com',
      'inspector2.amazonaws.com',
      'rds.amazonaws.com',
    ]);
  });
});

describe('the other calls of that session', () => {
  whereThere('are 754, and change no network but for a tag and what nobody lists', () => {
    expect(others).toHaveLength(754);
    const changes = others.flatMap((record) => readRecord(record, at) ?? []);
    expect(changes.map(({ name }) => name).sort()).toEqual([
      'CreateTags',
      'SharedSnapshotVolumeCreated',
      'SharedSnapshotVolumeCreated',
    ]);
  });
});

const labelledTest = labelled.length === 0 ? test.skip : test;

labelledTest.each(labelled.map((one) => [one.name, one] as const))('%s is judged as Panther does', (_, one) => {
  expect(readRecord(one.log, at) !== undefined).toBe(one.isNetworkChange);
});

labelledTest('there are 15 labelled cases', () => {
  expect(labelled).toHaveLength(15);
});

whereThere('attacks are told from what is refused and what changes no network', () => {
  const read = stratus.map((record) => [record.eventName, readRecord(record, at)?.concern.kind]);
  expect(read).toEqual([
    ['DeleteFlowLogs', undefined],
    ...stratus.slice(1, -1).map(({ eventName }) => [eventName, undefined]),
    ['AuthorizeSecurityGroupIngress', 'resources'],
  ]);
});

describe('the events of Network Manager', () => {
  whereThere('concern what they name', () => {
    expect(networkManager.map(({ event }) => readEvent(JSON.stringify(event), delivery))).toMatchObject(
      [
        ['VPC-ATTACHMENT-CREATED', 'tgw-attach-0374f7d5c0eb3e485', 'vpc-09c59db392c66a47a', 'tgw-0884b6f7fff781ea3'],
        ['VPC-ATTACHMENT-DELETED', 'tgw-attach-0374f7d5c0eb3e485', 'vpc-09c59db392c66a47a', 'tgw-0884b6f7fff781ea3'],
        [
          'TGW-ROUTE-INSTALLED',
          'tgw-rtb-1234567890abcdef0',
          'tgw-attach-1234567890abcdef0',
          'vpc-1234567890abcdef0',
          'tgw-1234567890abcdef0',
        ],
        ['TGW-ROUTE-UNINSTALLED', 'tgw-rtb-1234567890abcdef0', 'tgw-1234567890abcdef0'],
        ['VPN-CONNECTION-BGP-DOWN', 'tgw-attach-1234567890abcdef0', 'vpn-1234567890abcdef0', 'tgw-1234567890abcdef0'],
      ].map(([name, ...ids]) => ({ source: 'network-manager', name, concern: { kind: 'resources', ids } })),
    );
    const [, , installed, uninstalled] = networkManager.map(({ event }) => readEvent(JSON.stringify(event), delivery));
    expect(installed?.details).toMatchObject({ destinationCidrBlock: '11.0.0.0/16', routeType: 'route_propagated' });
    expect(uninstalled?.details).toMatchObject({ destinationCidrBlock: '10.10.10.0/16', routeState: 'blackhole' });
  });
});

describe('the payloads of other projects', () => {
  whereThere('are read as what they are, or may concern anything', () => {
    const read = Object.fromEntries(
      payloads.map(([name, payload]) => {
        const change = readEvent(JSON.stringify(payload), delivery);
        return [name, `${change?.source} ${change?.name} ${change?.concern.kind}`];
      }),
    );
    expect(read).toEqual({
      'c7n_event-cloud-trail-run-instances': expect.stringMatching(/^cloudtrail/),
      'c7n_event-cloud-trail-update-efs-mount-target-security-group':
        expect.stringMatching(/^cloudtrail \S+ anything$/),
      'c7n_event-config-rule-security-group': 'cloudtrail unknown anything',
      'c7n_event-instance-state': 'instance-state pending resources',
      'c7n_event-scheduled': 'cloudtrail Scheduled Event anything',
      'c7n_event-transit-gateway-delete-vpc-attachment': 'cloudtrail DeleteTransitGatewayVpcAttachment resources',
      'lambda-go_sqs-event': 'cloudtrail unknown anything',
      'powertools-ts_eventbridge_base': 'instance-state terminated resources',
      'sam-cli_cloudwatch_ScheduledEvent': 'cloudtrail Scheduled Event anything',
    });
  });
});

/** A part of a JSON value replaced by another, wherever the numbers lead. */
const mutated = (value: unknown, way: readonly number[], by: unknown): unknown => {
  const [step, ...rest] = way;
  if (step === undefined || typeof value !== 'object' || value === null) return by;
  const keys = Object.keys(value);
  const key = keys[step % Math.max(keys.length, 1)];
  if (key === undefined) return by;
  const item = mutated((value as Readonly<Record<string, unknown>>)[key], rest, by);
  return Array.isArray(value) ? value.with(Number(key), item) : { ...value, [key]: item };
};

whereThere('real events with any part replaced by any JSON are read without a throw', () => {
  const events: readonly unknown[] = [
    ...writes.map((record) => JSON.parse(carried(record))),
    ...networkManager.map(({ event }) => event),
    ...payloads.map(([, payload]) => payload),
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...events),
      fc.array(fc.nat(50), { maxLength: 6 }),
      fc.jsonValue(),
      (event, way, by) => {
        const body = JSON.stringify(mutated(event, way, by));
        expect(readEvent(body, delivery)).toEqual(readEvent(body, delivery));
      },
    ),
    { numRuns: 2000 },
  );
});

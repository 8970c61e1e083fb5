import { network } from '../../lambda/aws/network.ts';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { describeNetwork } from '../../local/ec2/describe.ts';
import type { Call } from '../../local/endpoint.ts';
import type { OpenEc2 } from '../support/ec2.ts';
import { aClock, openEc2 } from '../support/ec2.ts';

const many = <Item>(count: number, item: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, i) => item(i));

const documents: Documents = {
  Reservations: many(5, (i) => ({
    Instances: [
      {
        InstanceId: `i-${i}`,
        State: { Name: 'running' },
        LaunchTime: '2026-11-22T10:00:00.000Z',
        EbsOptimized: false,
        Tags: [{ Key: 'Name', Value: `<web> & "${i}"` }],
      },
    ],
  })),
  NetworkInterfaces: many(7, (i) => ({
    NetworkInterfaceId: `eni-${i}`,
    PrivateIpAddresses: [{ PrivateIpAddress: `10.0.0.${i}`, Association: { PublicIp: `192.0.2.${i}` } }],
    TagSet: [],
  })),
  TransitGatewayAttachments: [{ TransitGatewayAttachmentId: 'tgw-attach-1', ResourceType: 'vpc' }],
  TransitGateways: [{ TransitGatewayId: 'tgw-1', OwnerId: '111111111111' }],
  InternetGateways: [{ InternetGatewayId: 'igw-1' }],
  VpcEndpoints: [],
  VpcPeeringConnections: [{ VpcPeeringConnectionId: 'pcx-1', Status: { Code: 'active' } }],
  VpnGateways: [{ VpnGatewayId: 'vgw-1', State: 'available' }],
};

const { now } = aClock();
const every = Object.keys(documents).sort();

describe('the network as EC2 describes it', () => {
  let open: OpenEc2;
  beforeEach(async () => {
    open = await openEc2(describeNetwork(() => documents, 3));
  });
  afterEach(() => open.close());

  const callsOf = (operation: string): readonly Call[] =>
    open.endpoint.calls.filter((call) => call.operation === operation);

  test('is read whole, page after page, as plain JSON', async () => {
    const snapshot = await network(open.ec2, now).snapshot();
    expect(snapshot).toEqual({ takenAt: '2026-11-22T12:00:00.000Z', documents, unreadable: {} });
    expect(JSON.parse(JSON.stringify(snapshot))).toEqual(snapshot);
    expect(callsOf('DescribeInstances')).toHaveLength(2);
    expect(callsOf('DescribeNetworkInterfaces')).toHaveLength(3);
    expect(callsOf('DescribeVpnGateways')).toHaveLength(1);
  });

  test('is unreadable, never empty, where a call is refused', async () => {
    open.endpoint.disturb(({ operation }) =>
      operation === 'DescribeTransitGateways'
        ? { kind: 'error', status: 403, code: 'UnauthorizedOperation', message: 'not you' }
        : undefined,
    );
    const { documents: read, unreadable } = await network(open.ec2, now).snapshot();
    expect(unreadable).toEqual({
      TransitGateways: {
        kind: 'denied',
        operation: 'DescribeTransitGateways',
        code: 'UnauthorizedOperation',
        message: 'not you',
      },
    });
    expect(Object.keys(read).sort()).toEqual(every.filter((key) => key !== 'TransitGateways'));
  });

  test('has no half-read part where a later page is refused', async () => {
    let pages = 0;
    open.endpoint.disturb(({ operation }) => {
      if (operation !== 'DescribeNetworkInterfaces') return undefined;
      pages += 1;
      return pages > 1 ? { kind: 'error', status: 503, code: 'RequestLimitExceeded' } : undefined;
    });
    const { documents: read, unreadable } = await network(open.ec2, now).snapshot();
    expect(unreadable.NetworkInterfaces?.kind).toBe('throttled');
    expect(read.NetworkInterfaces).toBeUndefined();
  });

  test('is read after a call was throttled twice', async () => {
    let refusals = 2;
    open.endpoint.disturb(({ operation }) => {
      if (operation !== 'DescribeInstances' || refusals === 0) return undefined;
      refusals -= 1;
      return { kind: 'error', status: 503, code: 'RequestLimitExceeded' };
    });
    expect((await network(open.ec2, now).snapshot()).documents).toEqual(documents);
  });

  test.each(['<html>gateway</html>', 'not xml at all', '<DescribeInstancesResponse', ''])(
    'is unreadable where the answer is %j',
    async (body) => {
      open.endpoint.disturb(() => ({ kind: 'malformed', body }));
      const { documents: read, unreadable } = await network(open.ec2, now).snapshot();
      expect(read).toEqual({});
      expect(
        Object.entries(unreadable)
          .map(([key, fault]) => [key, fault.kind])
          .sort(),
      ).toEqual(every.map((key) => [key, 'malformed']));
    },
  );

  test('is unreadable where the connection breaks', async () => {
    open.endpoint.disturb(() => ({ kind: 'reset' }));
    const { unreadable } = await network(open.ec2, now).snapshot();
    expect(new Set(Object.values(unreadable).map(({ kind }) => kind))).toEqual(new Set(['no-answer']));
  });

  test('is asked for by at most four calls at once', async () => {
    let running = 0;
    let most = 0;
    const counted = Object.fromEntries(
      Object.entries(describeNetwork(() => documents, 3)).map(([operation, answer]) => [
        operation,
        async (input: never) => {
          running += 1;
          most = Math.max(most, running);
          await new Promise((resolve) => setImmediate(resolve));
          running -= 1;
          return answer(input);
        },
      ]),
    );
    const other = await openEc2(counted);
    await network(other.ec2, now).snapshot();
    await other.close();
    expect(most).toBeLessThanOrEqual(4);
  });
});

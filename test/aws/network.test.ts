import { network } from '../../lambda/aws/network.ts';
import { type Documents, documentKeys, type Snapshot } from '../../lambda/snapshot/snapshot.ts';
import type { Operations } from '../../local/ec2/service.ts';
import { tokenBuckets } from '../../local/ec2/throttle.ts';
import { elbBuckets } from '../../local/elb/service.ts';
import type { Call } from '../../local/endpoint.ts';
import { type NetworkOptions, type OpenNetwork, openNetwork } from '../support/describing.ts';
import { aClock } from '../support/ec2.ts';
import { account, wholeNetwork } from '../support/whole-network.ts';

const { now } = aClock();
/** Filled by the folder's writer from the routes in force, not here. */
const every = documentKeys.filter((key) => key !== 'TransitGatewayStaticRoutes').sort();

let open: OpenNetwork;
afterEach(() => open.close());

const snapshotOf = async (documents: Documents = wholeNetwork, options?: NetworkOptions): Promise<Snapshot> => {
  open = await openNetwork(() => documents, options);
  return network(open.clients, account, now).snapshot();
};

const refused = { kind: 'error', status: 403, code: 'AccessDenied', message: 'not you' } as const;

const disturbed = async (
  plan: Parameters<OpenNetwork['disturb']>[0],
  documents: Documents = wholeNetwork,
): Promise<Snapshot> => {
  open = await openNetwork(() => documents);
  open.disturb(plan);
  return network(open.clients, account, now).snapshot();
};

const mentions = (call: Call, id: string): boolean => JSON.stringify(call.input).includes(`"${id}"`);

/** How often each call was made. */
const tally = (): Readonly<Record<string, number>> =>
  Object.fromEntries(
    [...Map.groupBy(open.calls(), ({ operation }) => operation)].map(([operation, calls]) => [operation, calls.length]),
  );

describe('the network as the Describe calls tell it', () => {
  test('is read whole, every part and page, as plain JSON', async () => {
    const snapshot = await snapshotOf();
    expect(Object.keys(wholeNetwork).sort()).toEqual(every);
    expect(snapshot).toEqual({ takenAt: '2026-11-22T12:00:00.000Z', documents: wholeNetwork, unreadable: {} });
    expect(JSON.parse(JSON.stringify(snapshot))).toEqual(snapshot);
  });

  test('is asked for nothing twice', async () => {
    await snapshotOf();
    const asked = open.calls().map((call) => JSON.stringify(call));
    expect(asked.filter((call, index) => asked.indexOf(call) !== index)).toEqual([]);
  });

  test('takes the calls that the formula counts, where each answer is one page', async () => {
    await snapshotOf(wholeNetwork, { pageSize: 1000 });
    const tables = 2;
    const lists = 4;
    const balancers = 4;
    const groups = 4;
    const ruled = 4;
    const classic = 4;
    expect(open.calls()).toHaveLength(28 + 2 * tables + lists + 2 * balancers + 2 * groups + ruled + classic);
    expect(tally()).toMatchObject({
      SearchTransitGatewayRoutes: tables,
      GetTransitGatewayRouteTablePropagations: tables,
      GetManagedPrefixListEntries: lists,
      DescribeRules: ruled,
      DescribeTargetHealth: groups,
    });
  });

  test('without a load balancer or transit gateway takes no call for each of them', async () => {
    const snapshot = await snapshotOf({});
    expect(open.calls()).toHaveLength(28);
    expect(snapshot.unreadable).toEqual({});
    const filled = Object.entries(snapshot.documents).filter(([, elements]) => elements.length > 0);
    // An account always has its options of blocking public access.
    expect(filled.map(([key]) => key)).toEqual(['VpcBlockPublicAccessOptions']);
    expect(Object.keys(snapshot.documents).sort()).toEqual(every);
  });

  test('has neither the keys of VPN tunnels nor the rest of their secrets', async () => {
    const key = 'Zm9vYmFyCg.secret';
    const connection = {
      VpnConnectionId: 'vpn-1',
      CustomerGatewayConfiguration: `<a><pre_shared_key>${key}</pre_shared_key><pre_shared_key>${key}</pre_shared_key></a>`,
      Options: { TunnelOptions: [{ OutsideIpAddress: '192.0.2.1', PreSharedKey: key }] },
    };
    const { documents } = await snapshotOf({ VpnConnections: [connection] });
    expect(JSON.stringify(documents)).not.toContain(key);
    expect(documents.VpnConnections).toEqual([
      {
        VpnConnectionId: 'vpn-1',
        CustomerGatewayConfiguration:
          '<a><pre_shared_key>removed</pre_shared_key><pre_shared_key>removed</pre_shared_key></a>',
        Options: { TunnelOptions: [{ OutsideIpAddress: '192.0.2.1' }] },
      },
    ]);
  });

  test('is asked for by at most four calls of EC2 and four of load balancing at once', async () => {
    const most = { ec2: 0, elb: 0 };
    const running = { ec2: 0, elb: 0 };
    const counted = (service: 'ec2' | 'elb', operations: Operations): Operations =>
      Object.fromEntries(
        Object.entries(operations).map(([operation, answer]) => [
          operation,
          async (input: never) => {
            running[service] += 1;
            most[service] = Math.max(most[service], running[service]);
            await new Promise((resolve) => setImmediate(resolve));
            running[service] -= 1;
            return answer(input);
          },
        ]),
      );
    await snapshotOf(wholeNetwork, {
      ec2: (operations) => counted('ec2', operations),
      elb: ({ second, classic }) => ({ second: counted('elb', second), classic: counted('elb', classic) }),
    });
    expect(most.ec2).toBeGreaterThan(1);
    expect(most.ec2).toBeLessThanOrEqual(4);
    expect(most.elb).toBeLessThanOrEqual(4);
  });
});

describe('what is refused', () => {
  test('is unreadable, never empty, and hides nothing else', async () => {
    const { documents, unreadable } = await disturbed(({ operation }) =>
      operation === 'DescribeNatGateways' ? refused : undefined,
    );
    const fault = { kind: 'denied', operation: 'DescribeNatGateways', code: 'AccessDenied', message: 'not you' };
    expect(unreadable).toEqual({ NatGateways: fault });
    expect(Object.keys(documents).sort()).toEqual(every.filter((key) => key !== 'NatGateways'));
  });

  test.each([
    [
      'DescribeTransitGatewayRouteTables',
      ['TransitGatewayPropagations', 'TransitGatewayRouteTables', 'TransitGatewayRoutes'],
    ],
    ['DescribeTargetGroups', ['LoadBalancerTargetHealth', 'TargetGroupAttributes', 'TargetGroups']],
    ['DescribeListeners', ['ListenerRules', 'LoadBalancerListeners']],
    ['DescribeTargetHealth', ['LoadBalancerTargetHealth']],
    ['SearchTransitGatewayRoutes', ['TransitGatewayRoutes']],
    ['GetManagedPrefixListEntries', ['PrefixListEntries']],
  ])('%s leaves unknown what is known from it, and no more', async (refusedOperation, keys) => {
    const { documents, unreadable } = await disturbed(({ operation }) =>
      operation === refusedOperation ? refused : undefined,
    );
    expect(Object.keys(unreadable).sort()).toEqual(keys);
    expect(new Set(Object.values(unreadable).map((fault) => fault.operation))).toEqual(new Set([refusedOperation]));
    for (const key of keys) expect(documents).not.toHaveProperty(key);
  });

  test('of a single item leaves that item out, and no other, and is told', async () => {
    const { documents, unreadable } = await disturbed((call) =>
      ['tgw-rtb-1', 'pl-egress', 'lb-2/0', 'tg-3/0', 'classic-1'].some(
        (id) => mentions(call, id) || JSON.stringify(call.input).includes(id),
      )
        ? refused
        : undefined,
    );
    expect(Object.keys(unreadable).sort()).toEqual([
      'ClassicLoadBalancerAttributes',
      'LoadBalancerAttributes',
      'LoadBalancerListeners',
      'LoadBalancerTargetHealth',
      'PrefixListEntries',
      'TargetGroupAttributes',
      'TransitGatewayPropagations',
      'TransitGatewayRoutes',
    ]);
    const left = (key: keyof Documents): number => (wholeNetwork[key]?.length ?? 0) - (documents[key]?.length ?? 0);
    expect(left('TransitGatewayRoutes')).toBe(1);
    expect(left('TransitGatewayPropagations')).toBe(1);
    expect(left('PrefixListEntries')).toBe(1);
    expect(left('LoadBalancerAttributes')).toBe(1);
    expect(left('LoadBalancerListeners')).toBe(1);
    expect(left('TargetGroupAttributes')).toBe(1);
    expect(left('LoadBalancerTargetHealth')).toBe(1);
    expect(left('ClassicLoadBalancerAttributes')).toBe(1);
    expect(left('LoadBalancers')).toBe(0);
    expect(left('TransitGatewayRouteTables')).toBe(0);
  });

  test('on a later page leaves no half-read part', async () => {
    let pages = 0;
    const { documents, unreadable } = await disturbed(({ operation }) => {
      if (operation !== 'DescribeNetworkInterfaces') return undefined;
      pages += 1;
      return pages > 1 ? { kind: 'error', status: 503, code: 'RequestLimitExceeded' } : undefined;
    });
    expect(unreadable.NetworkInterfaces?.kind).toBe('throttled');
    expect(documents.NetworkInterfaces).toBeUndefined();
  });
});

describe('a service that answers badly', () => {
  test('is asked again where it throttles', async () => {
    const before = new Map<string, number>();
    const snapshot = await disturbed(({ service, operation }) => {
      const times = before.get(operation) ?? 0;
      before.set(operation, times + 1);
      const code = service === 'ec2' ? 'RequestLimitExceeded' : 'Throttling';
      return times < 2 ? { kind: 'error', status: service === 'ec2' ? 503 : 400, code } : undefined;
    });
    expect(snapshot.documents).toEqual(wholeNetwork);
  });

  test("leaves the buckets of EC2's burst far from empty", async () => {
    const documents = await snapshotOf(wholeNetwork, {
      pageSize: 1000,
      throttle: tokenBuckets(now),
      elbThrottle: elbBuckets(now),
    });
    expect(documents.unreadable).toEqual({});
  });

  test.each(['<html>gateway</html>', 'not xml at all', '<DescribeInstancesResponse', ''])(
    'leaves all unreadable where the answer is %j',
    async (body) => {
      const { documents, unreadable } = await disturbed(() => ({ kind: 'malformed', body }));
      // Nothing refers to a prefix list.
      expect(documents).toEqual({ PrefixListEntries: [] });
      const kinds = Object.entries(unreadable).map(([key, fault]) => [key, fault.kind]);
      expect(kinds.sort()).toEqual(every.filter((key) => key !== 'PrefixListEntries').map((key) => [key, 'malformed']));
    },
  );

  test('leaves all unreadable where the connection breaks', async () => {
    const { unreadable } = await disturbed(() => ({ kind: 'reset' }));
    expect(new Set(Object.values(unreadable).map(({ kind }) => kind))).toEqual(new Set(['no-answer']));
  });

  test('does not hold the sweep where a page leads back to itself', async () => {
    const around = (operations: Operations): Operations => ({
      ...operations,
      DescribeVpcs: () => ({ Vpcs: [{ VpcId: 'vpc-1' }], NextToken: 'again' }),
    });
    const { documents, unreadable } = await snapshotOf(wholeNetwork, { ec2: around });
    expect(unreadable.Vpcs).toMatchObject({ kind: 'malformed', operation: 'DescribeVpcs' });
    expect(documents.Vpcs).toBeUndefined();
  });
});

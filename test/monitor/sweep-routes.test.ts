import type { Path } from '../../lambda/domain/path.ts';
import type { AccountOptions } from '../../local/account.ts';
import type { Call, Disturbance } from '../../local/endpoint.ts';
import { ids, transitGatewayArn } from '../../local/scenario/ids.ts';
import { type Monitor, openMonitor } from '../support/monitor.ts';
import { alertsOf, calm, newestCheck, twoPaths } from '../support/two-paths.ts';

/* Where Route Analyzer has nothing to say, or says nothing: what then becomes of a path over a transit gateway. */

const hit: Path = { ...twoPaths[0], blindAfter: 100 };
/** Nobody listens here: the call behind the break is found in CloudTrail's history, and follows. */
const TOLD = ['hit broke', 'hit attributed'];
const twin: Path = { ...hit, id: 'twin' };

type Registered = NonNullable<AccountOptions['registered']>;
type Registrations = NonNullable<Registered['registrations']>;

const registration = (over: Partial<Registrations[number]> = {}): Registrations[number] => ({
  GlobalNetworkId: ids.globalNetwork,
  TransitGatewayArn: transitGatewayArn,
  State: { Code: 'AVAILABLE' },
  ...over,
});

const another = transitGatewayArn.replace(ids.transitGateway, 'tgw-0aaaaaaaaaaaaaaaa');

const withoutAnswer: readonly (readonly [name: string, registered: Registered, reason: string])[] = [
  ['there is no global network', { globalNetworks: [], registrations: [] }, 'no global network of Network Manager'],
  ['no transit gateway is registered', { registrations: [] }, 'no global network of Network Manager'],
  [
    'another transit gateway is registered',
    { registrations: [registration({ TransitGatewayArn: another })] },
    `${ids.transitGateway} of account 111111111111 is not registered in a global network of this account`,
  ],
  [
    'the registration is pending',
    { registrations: [registration({ State: { Code: 'PENDING' } })] },
    `${ids.transitGateway} is registered, but its registration is PENDING`,
  ],
  [
    'the global network is being deleted',
    { globalNetworks: [{ GlobalNetworkId: ids.globalNetwork, State: 'DELETING' }] },
    'no global network of Network Manager',
  ],
];

const silences: readonly (readonly [name: string, meets: (call: Call) => Disturbance | undefined])[] = (
  [
    ['DescribeGlobalNetworks', 403, 'AccessDeniedException'],
    ['GetTransitGatewayRegistrations', 403, 'AccessDeniedException'],
    ['StartRouteAnalysis', 429, 'ThrottlingException'],
    ['GetRouteAnalysis', 429, 'ThrottlingException'],
    ['GetRouteAnalysis', 404, 'ResourceNotFoundException'],
  ] as const
).map(([operation, status, code]) => [
  `${operation} answers ${code}`,
  (call) => (call.operation === operation ? { kind: 'error', status, code } : undefined),
]);

describe('a path over a transit gateway', () => {
  const opened: Monitor[] = [];

  const open = async (registered: Registered, paths: readonly Path[] = [hit]): Promise<Monitor> => {
    const monitor = await openMonitor(paths, { registered });
    opened.push(monitor);
    return monitor;
  };

  afterEach(async () => {
    await Promise.all(opened.splice(0).map((monitor) => monitor.close()));
  });

  const sweep = async (monitor: Monitor) => {
    monitor.pass(300);
    const { status, result } = await monitor.run();
    expect(status).toBe('SUCCEEDED');
    return result;
  };

  test.each(withoutAnswer)(
    'where %s: reachable, since the model looked at the same tables, and said once',
    async (_, registered, reason) => {
      const monitor = await open(registered, [hit, twin]);
      const result = await sweep(monitor);
      expect(result?.notes).toEqual([expect.stringContaining(`Route Analyzer: ${reason}`)]);
      for (const { id } of [hit, twin]) {
        const { verdict, open: left } = await newestCheck(monitor, id);
        expect(verdict).toBe('reachable');
        expect(left).toEqual([]);
      }
      expect(alertsOf(monitor)).toEqual([]);
    },
  );

  test('a registration that was replaced does not hide the one that holds', async () => {
    const monitor = await open({ registrations: [registration({ State: { Code: 'DELETED' } }), registration()] });
    await monitor.account.breakNetwork('transit-route-missing');
    expect((await sweep(monitor))?.notes).toEqual([]);
    expect((await newestCheck(monitor, 'hit')).verdict).toBe('unreachable');
  });

  test.each(silences)('broken there, and then %s: no recovery is told until it is seen', async (_, meets) => {
    const monitor = await open({});
    await sweep(monitor);
    await monitor.account.breakNetwork('transit-route-missing');
    await sweep(monitor);
    monitor.account.endpoints.networkManager.disturb(meets);
    await sweep(monitor);
    // The model sees it too.
    expect((await newestCheck(monitor, 'hit')).verdict).toBe('unreachable');
    await monitor.account.repair('transit-route-missing');
    for (let count = 0; count < 2; count += 1) {
      await sweep(monitor);
      expect((await newestCheck(monitor, 'hit')).verdict).toBe('unknown');
    }
    expect(alertsOf(monitor)).toEqual(TOLD);
    calm(monitor);
    await sweep(monitor);
    expect(alertsOf(monitor)).toEqual([...TOLD, 'hit recovered']);
  });

  describe('broken there, and then no longer registered', () => {
    const registrations = [registration()];
    let monitor: Monitor;

    beforeEach(async () => {
      registrations.splice(0, 10, registration());
      monitor = await open({ registrations });
      await sweep(monitor);
      await monitor.account.breakNetwork('transit-route-missing');
      await sweep(monitor);
      registrations.splice(0);
    });

    test('no recovery is told until it is seen', async () => {
      await monitor.account.repair('transit-route-missing');
      await sweep(monitor);
      expect(await newestCheck(monitor, 'hit')).toMatchObject({
        verdict: 'unknown',
        findings: expect.arrayContaining([expect.stringContaining('RETURN_NOT_SEEN')]),
      });
      registrations.push(registration());
      expect(alertsOf(monitor)).toEqual(TOLD);
      await sweep(monitor);
      expect(alertsOf(monitor)).toEqual([...TOLD, 'hit recovered']);
    });

    test('a second break that Reachability Analyzer sees, and its repair, do not make the first forgotten', async () => {
      await monitor.account.repair('transit-route-missing');
      await monitor.account.breakNetwork('security-group-closed');
      await sweep(monitor);
      expect((await newestCheck(monitor, 'hit')).verdict).toBe('unreachable');
      await sweep(monitor);
      await monitor.account.repair('security-group-closed');
      await sweep(monitor);
      expect((await newestCheck(monitor, 'hit')).verdict).toBe('unknown');
      // The second is told too, and who made it.
      expect(alertsOf(monitor)).toEqual([...TOLD, 'hit updated', 'hit attributed']);
    });
  });
});

import { ids } from '../../local/scenario/ids.ts';
import { disturbances } from '../support/faults.ts';
import { type Monitor, openMonitor } from '../support/monitor.ts';
import { alertsOf, newestCheck, twoPaths } from '../support/two-paths.ts';

/* The network model beside the analyzers, over the embedded account: what no analyzer of AWS sees is named. */

const [hit] = twoPaths;

/** Nobody listens here: the call behind the break is found in CloudTrail's history, and follows. */
const TOLD = ['hit broke', 'hit attributed'];

describe('the way back inside the VPCs', () => {
  let monitor: Monitor;

  beforeEach(async () => {
    monitor = await openMonitor([hit]);
    await sweep();
  });

  afterEach(() => monitor.close());

  const sweep = async () => {
    monitor.pass(300);
    const { status } = await monitor.run();
    expect(status).toBe('SUCCEEDED');
  };

  const newest = async () => (await monitor.services.store.checks('hit', { limit: 1 })).items[0];

  test('healthy: reachable, and nothing is left open', async () => {
    expect(await newest()).toMatchObject({ verdict: 'reachable', findings: [], open: [] });
    expect((await newest())?.evidence.map(({ analyzer }) => analyzer)).toEqual([
      'reachability-analyzer',
      'route-analyzer',
      'network-model',
    ]);
  });

  test('case 3: the route table that lacks the way back is named, though both analyzers of AWS find the path; AWS, asked about the reply, confirms it', async () => {
    await monitor.account.breakNetwork('vpc-route-missing');
    await sweep();
    const check = await newest();
    expect(check?.findings).toEqual([
      expect.objectContaining({
        code: 'NO_ROUTE_TO_DESTINATION',
        says: 'unreachable',
        direction: 'return',
        component: ids.routesB,
        source: 'reachability-analyzer',
      }),
    ]);
    const answers = check?.evidence.map((analysis) => {
      if (!('run' in analysis) || analysis.run.kind !== 'succeeded') return undefined;
      if (analysis.analyzer === 'reachability-analyzer') return analysis.run.report.found;
      if (analysis.analyzer === 'route-analyzer') return analysis.run.report.back?.connected;
      return [analysis.run.report.forward, analysis.run.report.back];
    });
    // The way there, its reply, the transit gateway's routes both ways; then the model on the first two.
    expect(answers).toEqual([true, false, true, ['reachable', 'unreachable'], ['unreachable', 'reachable']]);
    expect(alertsOf(monitor)).toEqual(TOLD);
    expect(monitor.account.published[0]?.message).toMatch(
      new RegExp(
        `${ids.routesB} has no route to 10\\.0\\.20\\.236 \\(return,\\s+Reachability\\s+Analyzer\\s+NO_ROUTE_TO_DESTINATION\\)`,
      ),
    );
    await monitor.account.repair('vpc-route-missing');
    await sweep();
    expect(alertsOf(monitor)).toEqual([...TOLD, 'hit recovered']);
  });

  test.each([
    ['transit-route-missing', 'ROUTE_NOT_FOUND', ids.transitRoutesB],
    ['security-group-closed', undefined, ids.groupB],
  ] as const)('%s is told once, as AWS tells it', async (fault, code, component) => {
    await monitor.account.breakNetwork(fault);
    await sweep();
    const blocking = (await newest())?.findings.filter(({ says }) => says === 'unreachable');
    expect(blocking).toHaveLength(1);
    expect(blocking?.[0]).toMatchObject({ component, ...(code !== undefined && { code }) });
    expect(blocking?.[0]?.source).not.toBe('network-model');
  });

  test('broken, and then the route tables may not be read: no recovery is told until it is seen', async () => {
    await monitor.account.breakNetwork('vpc-route-missing');
    await sweep();
    await monitor.account.repair('vpc-route-missing');
    monitor.account.endpoints.ec2.disturb(({ operation }) =>
      operation === 'DescribeRouteTables' ? disturbances.denied : undefined,
    );
    await sweep();
    expect(await newestCheck(monitor, 'hit')).toMatchObject({
      verdict: 'unknown',
      findings: [
        expect.stringContaining('RETURN_NOT_SEEN: the network model'),
        expect.stringContaining('UNIDIRECTIONAL_PATH_ANALYSIS_ONLY'),
      ],
      open: [expect.stringMatching(/the network model cannot tell: .*RouteTables could not be read/)],
    });
    monitor.account.endpoints.ec2.disturb(() => undefined);
    await sweep();
    expect(alertsOf(monitor)).toEqual([...TOLD, 'hit recovered']);
  });
});

import type { Call } from '../../local/endpoint.ts';
import { disturbances, type Kind, kinds, type Watch, watch } from '../support/faults.ts';
import { byHand, type Monitor, openMonitor } from '../support/monitor.ts';
import {
  alertsOf,
  calm,
  expectAllIsWell,
  insightsOf,
  newestCheck,
  removeInsights,
  SPARED_ALERT,
  sources,
  twoPaths,
} from '../support/two-paths.ts';

/*
 * Faults of the services during a sweep over two paths, and what each does to a verdict: that none of them loses or repeats
 * anything is shown by test/faults. What meets the calls for one of them leaves the other's verdict
 * and alert as they would have been; what meets both breaks neither.
 */

const codes: Readonly<Record<Kind, string>> = {
  throttled: 'CALL_THROTTLED',
  denied: 'CALL_DENIED',
};

type Case = readonly [operation: string, service: keyof Monitor['account']['endpoints']];

const ofOnePath: readonly Case[] = [
  ['CreateNetworkInsightsPath', 'ec2'],
  ['StartNetworkInsightsAnalysis', 'ec2'],
  ['DescribeNetworkInsightsAnalyses', 'ec2'],
  ['StartRouteAnalysis', 'networkManager'],
  ['GetRouteAnalysis', 'networkManager'],
];

const listsStored = (call: Call): boolean =>
  call.operation === 'DescribeNetworkInsightsAnalyses' && JSON.stringify(call.input).includes('NetworkInsightsPathId');

const ofCleaning: readonly (readonly [string, (call: Call) => boolean])[] = [
  ['DescribeNetworkInsightsAnalyses of what is stored', listsStored],
  ['DeleteNetworkInsightsAnalysis', (call) => call.operation === 'DeleteNetworkInsightsAnalysis'],
];

/** What a Describe call that fails takes from `hit`, between instances, and from `spared`, between interfaces. */
const ofTheNetwork: readonly (readonly [operation: string, hit: string, spared: string])[] = [
  ['DescribeInstances', 'unknown', 'unreachable'],
  ['DescribeNetworkInterfaces', 'reachable', 'unknown'],
  ['DescribeTransitGatewayAttachments', 'unknown', 'unreachable'],
  ['DescribeTransitGateways', 'reachable', 'unreachable'],
  ['DescribeInternetGateways', 'reachable', 'unreachable'],
  ['DescribeVpcEndpoints', 'reachable', 'unreachable'],
  ['DescribeVpcPeeringConnections', 'reachable', 'unreachable'],
  ['DescribeVpnGateways', 'reachable', 'unreachable'],
];

const ofRegistration: readonly Case[] = [
  ['DescribeGlobalNetworks', 'networkManager'],
  ['GetTransitGatewayRegistrations', 'networkManager'],
];

describe('a fault of a service', () => {
  let monitor: Monitor;
  let watched: Watch;

  beforeEach(async () => {
    monitor = await openMonitor(twoPaths);
    watched = watch(monitor.services, sources);
  });

  afterEach(() => monitor.close());

  /** Runs a sweep in which some calls of `hit` meet a fault: all of them, or only so many `times`. */
  const disturbed = async (service: Case[1], meets: (call: Call) => boolean, kind: Kind, times = 10_000) => {
    let left = times;
    monitor.account.endpoints[service].disturb((call) => {
      if (left === 0 || !meets(call) || !watched.isFor('hit', call)) return undefined;
      left -= 1;
      return disturbances[kind];
    });
    const { status, result } = await monitor.run(byHand, {}, watched.services);
    calm(monitor);
    const troubles = result?.outcomes.flatMap(({ trouble }) => trouble ?? []);
    return { kind, status, troubles, analyses: result?.tally.analyses, met: times - left };
  };

  /** Runs a sweep in which every call of an operation meets a fault. */
  const disturbedForAll = async ([operation, service]: Case, kind: Kind) => {
    monitor.account.endpoints[service].disturb((call) =>
      call.operation === operation ? disturbances[kind] : undefined,
    );
    const { status, result } = await monitor.run();
    calm(monitor);
    return { kind, status, notes: result?.notes ?? [] };
  };

  const nextSweep = async (): Promise<void> => {
    monitor.pass(300);
    expect((await monitor.run(byHand, {}, watched.services)).status).toBe('SUCCEEDED');
    await expectAllIsWell(monitor);
    monitor.pass(300);
  };

  test.each(ofOnePath)(
    '%s, for one path: it is unknown and says why, the other is right',
    async (operation, service) => {
      for (const kind of kinds) {
        await removeInsights(monitor, 'hit');
        const run = await disturbed(service, (call) => call.operation === operation, kind);
        expect(run).toMatchObject({ kind, status: 'SUCCEEDED', troubles: [] });
        expect(run.met).toBeGreaterThan(0);
        const { verdict, findings } = await newestCheck(monitor, 'hit');
        expect({ kind, verdict }).toEqual({ kind, verdict: 'unknown' });
        expect(findings[0]).toMatch(new RegExp(`^${codes[kind]}: ${operation} `));
        expect(findings[0]).toContain(`(${disturbances[kind].code})`);
        expect((await newestCheck(monitor, 'spared')).verdict).toBe('unreachable');
        expect(alertsOf(monitor)).toEqual([SPARED_ALERT]);
        await nextSweep();
      }
    },
  );

  test.each(ofOnePath)('%s, throttled for a while: the path waits and is right', async (operation, service) => {
    const run = await disturbed(service, (call) => call.operation === operation, 'throttled', 3);
    expect(run).toMatchObject({ status: 'SUCCEEDED', met: 3, analyses: 2 });
    await expectAllIsWell(monitor);
    await nextSweep();
  });

  test.each(ofCleaning)('%s: the path keeps its verdict, and the next sweep cleans up', async (_, meets) => {
    await monitor.run(byHand, {}, watched.services);
    for (const kind of kinds) {
      monitor.pass(300);
      const run = await disturbed('ec2', meets, kind);
      expect(run).toMatchObject({ kind, status: 'SUCCEEDED', troubles: [], analyses: 2 });
      expect(run.met).toBeGreaterThan(0);
      expect((await newestCheck(monitor, 'hit')).verdict).toBe('reachable');
      expect(await insightsOf(monitor)).toEqual(['hit: 2', 'spared: 1']);
      await nextSweep();
    }
  });

  test.each(ofTheNetwork)('%s: unknown is what needs it, nothing is taken as gone', async (operation, hit, spared) => {
    await monitor.run();
    for (const kind of kinds) {
      monitor.pass(300);
      const { status, notes } = await disturbedForAll([operation, 'ec2'], kind);
      expect({ kind, status }).toEqual({ kind, status: 'SUCCEEDED' });
      expect(notes.filter((note) => note.startsWith(`${operation} answered `))).toHaveLength(1);
      const checks = [await newestCheck(monitor, 'hit'), await newestCheck(monitor, 'spared')];
      expect({ kind, verdicts: checks.map((check) => check.verdict) }).toEqual({ kind, verdicts: [hit, spared] });
      for (const { verdict, findings } of checks) if (verdict === 'unknown') expect(findings[0]).toContain(operation);
      expect(await insightsOf(monitor)).toEqual(['hit: 1', 'spared: 1']);
      await nextSweep();
    }
  });

  test('DescribeNetworkInsightsPaths: every path is unknown, nothing is paid, made twice or removed', async () => {
    await monitor.run();
    for (const kind of kinds) {
      monitor.pass(300);
      const paid = monitor.account.insights.started();
      const { status, notes } = await disturbedForAll(['DescribeNetworkInsightsPaths', 'ec2'], kind);
      expect({ kind, status }).toEqual({ kind, status: 'SUCCEEDED' });
      expect(notes).toHaveLength(1);
      for (const { id } of twoPaths)
        expect(await newestCheck(monitor, id)).toMatchObject({
          verdict: 'unknown',
          findings: [expect.stringContaining('DescribeNetworkInsightsPaths')],
        });
      expect(monitor.account.insights.started()).toBe(paid);
      await nextSweep();
    }
  });

  test.each(ofRegistration)('%s: unknown is what crosses the gateway, a break found before it stays', async (...of) => {
    await monitor.run();
    for (const kind of kinds) {
      monitor.pass(300);
      const { status, notes } = await disturbedForAll(of, kind);
      expect({ kind, status }).toEqual({ kind, status: 'SUCCEEDED' });
      expect(notes).toEqual([expect.stringContaining(`${of[0]} answered `)]);
      const { verdict, findings } = await newestCheck(monitor, 'hit');
      expect({ kind, verdict }).toEqual({ kind, verdict: 'unknown' });
      expect(findings[0]).toMatch(new RegExp(`^${codes[kind]}: ${of[0]} `));
      expect((await newestCheck(monitor, 'spared')).verdict).toBe('unreachable');
      await nextSweep();
    }
  });

  test('Route Analyzer denied while Reachability Analyzer runs: what that finds is waited for and told', async () => {
    await monitor.run();
    monitor.pass(300);
    await monitor.account.breakNetwork('security-group-closed');
    const run = await disturbed('networkManager', (call) => call.operation === 'GetRouteAnalysis', 'denied');
    expect(run).toMatchObject({ status: 'SUCCEEDED', troubles: [] });
    expect((await newestCheck(monitor, 'hit')).verdict).toBe('unreachable');
    expect(alertsOf(monitor)).toEqual([SPARED_ALERT, 'hit broke', 'hit attributed']);
  });

  test('an insights path that was removed since the plan is made anew, and the path is checked', async () => {
    await monitor.run();
    monitor.pass(300);
    const { start } = monitor.services.reachability;
    let removed = false;
    const meddling: typeof start = async (insightsPathId, question, token) => {
      if (question.pathId === 'hit' && !removed) {
        removed = true;
        await removeInsights(monitor, 'hit');
      }
      return start(insightsPathId, question, token);
    };
    const { status } = await monitor.run(byHand, {}, () => ({
      ...monitor.services,
      reachability: { ...monitor.services.reachability, start: meddling },
    }));
    expect({ status, removed }).toEqual({ status: 'SUCCEEDED', removed: true });
    await expectAllIsWell(monitor);
    await nextSweep();
  });

  /** EC2 says so many times that it does not know what it has just made. */
  const unsettled = (operation: string, code: string, times: number): void => {
    let left = times;
    monitor.account.endpoints.ec2.disturb((call) => {
      if (call.operation !== operation || left === 0) return undefined;
      left -= 1;
      return { kind: 'error', status: 400, code };
    });
  };

  test('an insights path that is made but not seen yet is waited for, and not made twice', async () => {
    unsettled('StartNetworkInsightsAnalysis', 'InvalidNetworkInsightsPathId.NotFound', 3);
    expect((await monitor.run()).result?.tally.undetermined).toBe(0);
    await expectAllIsWell(monitor);
  });

  test('an analysis that is started but not seen yet is waited for, and not taken as removed', async () => {
    unsettled('DescribeNetworkInsightsAnalyses', 'InvalidNetworkInsightsAnalysisId.NotFound', 2);
    expect((await monitor.run()).result?.tally).toMatchObject({ undetermined: 0, analyses: 2 });
    await expectAllIsWell(monitor);
  });

  test('an analysis that somebody removes before it is read is unknown, and says so', async () => {
    const { reachability } = monitor.services;
    const start: typeof reachability.start = async (insightsPathId, question, token) => {
      const started = await reachability.start(insightsPathId, question, token);
      if (question.pathId === 'hit') await reachability.removeAnalysis(started.analysisId);
      return started;
    };
    await monitor.run(byHand, {}, () => ({ ...monitor.services, reachability: { ...reachability, start } }));
    const { verdict, findings } = await newestCheck(monitor, 'hit');
    expect({ verdict, first: findings[0]?.split(':')[0] }).toEqual({ verdict: 'unknown', first: 'ANALYSIS_GONE' });
    expect((await newestCheck(monitor, 'spared')).verdict).toBe('unreachable');
    await nextSweep();
  });
});

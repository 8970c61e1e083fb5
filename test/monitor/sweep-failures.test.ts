import type { Path } from '../../lambda/domain/path.ts';
import type { Services } from '../../lambda/monitor/ports.ts';
import type { AccountOptions } from '../../local/account.ts';
import type { Outcome } from '../../local/ec2/insights.ts';
import { ids } from '../../local/scenario/ids.ts';
import { byHand, type Monitor, openMonitor } from '../support/monitor.ts';
import { alertsOf, expectAllIsWell, insightsOf, newestCheck, SPARED_ALERT, twoPaths } from '../support/two-paths.ts';

/* Analyses that end as failed, do not end, or are not started for a quota. None of them is an outage. */

const HOUR = 3600;

const lasting: readonly (readonly [message: string, code: string])[] = [
  ['The analysis failed due to insufficient permissions', 'ANALYSIS_FAILED_PERMISSIONS'],
  ['The network configuration is not supported', 'ANALYSIS_FAILED_UNSUPPORTED'],
  ['The analysis failed due to missing component vpce-0aaaaaaaaaaaaaaaa', 'ANALYSIS_FAILED_MISSING_COMPONENT'],
  ['The analysis failed due to inaccessible resource pl-0aaaaaaaaaaaaaaaa', 'ANALYSIS_FAILED_INACCESSIBLE'],
  ['Something that no page of AWS tells of', 'ANALYSIS_FAILED'],
];

const passing: readonly (readonly [message: string, code: string])[] = [
  [
    'The analysis failed due to modifications in network resources during the analysis',
    'ANALYSIS_FAILED_NETWORK_CHANGED',
  ],
  ['The analysis failed due to throttling errors from Amazon EC2', 'ANALYSIS_FAILED_THROTTLED'],
];

const [hit, spared] = twoPaths;

describe('an analysis without an answer', () => {
  const opened: Monitor[] = [];

  const open = async (options: AccountOptions, paths: readonly Path[] = twoPaths): Promise<Monitor> => {
    const monitor = await openMonitor(paths, options);
    opened.push(monitor);
    return monitor;
  };

  afterEach(async () => {
    await Promise.all(opened.splice(0).map((monitor) => monitor.close()));
  });

  /** The analyses of `hit` fail so many `times`. */
  const failing = (StatusMessage: string, times: number): Required<Pick<AccountOptions, 'answer'>> => {
    let left = times;
    return {
      answer: (path): Outcome | undefined => {
        if (path.Source !== ids.instanceA || left === 0) return undefined;
        left -= 1;
        return { status: 'failed', StatusMessage };
      },
    };
  };

  const expectSpared = async (monitor: Monitor): Promise<void> => {
    expect((await newestCheck(monitor, 'spared')).verdict).toBe('unreachable');
    expect(alertsOf(monitor)).toEqual([SPARED_ALERT]);
  };

  test.each(lasting)('failed with "%s": unknown, and not tried again', async (message, code) => {
    const monitor = await open(failing(message, 1));
    expect((await monitor.run()).status).toBe('SUCCEEDED');
    const { verdict, findings, analyses } = await newestCheck(monitor, 'hit');
    expect({ verdict, analyses }).toEqual({ verdict: 'unknown', analyses: 1 });
    expect(findings[0]).toMatch(new RegExp(`^${code}: .*${message}`));
    await expectSpared(monitor);
    monitor.pass(300);
    await monitor.run();
    await expectAllIsWell(monitor);
  });

  test.each(passing)('failed once with "%s": tried again, and both are paid', async (message) => {
    const monitor = await open(failing(message, 1));
    const { result } = await monitor.run();
    expect(result).toMatchObject({ cost: 0.3, tally: { analyses: 3, undetermined: 0 } });
    expect((await newestCheck(monitor, 'hit')).analyses).toBe(2);
    expect(monitor.account.insights.started()).toBe(3);
    await expectAllIsWell(monitor);
  });

  test.each(passing)('failed twice with "%s": unknown, and not tried a third time', async (message, code) => {
    const monitor = await open(failing(message, 2));
    expect((await monitor.run()).result).toMatchObject({ cost: 0.3, tally: { analyses: 3, undetermined: 1 } });
    const { verdict, findings } = await newestCheck(monitor, 'hit');
    expect(verdict).toBe('unknown');
    expect(findings[0]).toMatch(new RegExp(`^${code}: `));
    await expectSpared(monitor);
    expect(await insightsOf(monitor)).toEqual(['hit: 1', 'spared: 1']);
  });

  /** To the eye of these services the analyses of `hit` never end. */
  const endless = ({ services }: Monitor): Services => {
    const mine = new Set<string>();
    const { reachability } = services;
    return {
      ...services,
      reachability: {
        ...reachability,
        start: async (insightsPathId, question, token) => {
          const started = await reachability.start(insightsPathId, question, token);
          if (question.pathId === 'hit') mine.add(started.analysisId);
          return started;
        },
        read: async (analysisIds) => {
          const progress = await reachability.read(analysisIds);
          return new Map([...progress].map(([id, at]) => [id, mine.has(id) ? { kind: 'running' as const } : at]));
        },
      },
    };
  };

  test('one that does not end is waited for five minutes, then the model answers alone; no other alert waits longer', async () => {
    const monitor = await open({});
    const services = endless(monitor);
    const execution = await monitor.run(byHand, {}, () => services);
    expect(execution.status).toBe('SUCCEEDED');
    const { verdict, open: left } = await newestCheck(monitor, 'hit');
    expect(verdict).toBe('reachable');
    expect(left).toContainEqual(expect.stringMatching(/had not ended after 5 minutes/));
    await expectSpared(monitor);
    const told = monitor.account.published[0];
    expect(Date.parse(told?.at ?? '') - Date.UTC(2026, 10, 22, 10)).toBeLessThan(310_000);
    monitor.pass(300);
    await monitor.run();
    await expectAllIsWell(monitor);
  });

  test('one that runs on is left alone for an hour, and then removed', async () => {
    const monitor = await open({ runSeconds: 1000 * HOUR }, [hit]);
    await monitor.run();
    await monitor.run();
    expect(await insightsOf(monitor)).toEqual(['hit: 2']);
    monitor.pass(HOUR);
    await monitor.run();
    expect(await insightsOf(monitor)).toEqual(['hit: 1']);
    expect((await newestCheck(monitor, 'hit')).verdict).toBe('reachable');
    expect(alertsOf(monitor)).toEqual([]);
  });

  test('where the quota lets one analysis run at a time, the paths take turns', async () => {
    const monitor = await open({ limits: { concurrent: 1 } });
    expect((await monitor.run()).result?.tally).toMatchObject({ undetermined: 0, analyses: 2 });
    await expectAllIsWell(monitor);
  });

  test.each([{ concurrent: 0 }, { analyses: 0 }])('a quota of %j: unknown, and the sweep ends', async (limits) => {
    const monitor = await open({ limits });
    expect((await monitor.run()).status).toBe('SUCCEEDED');
    for (const { id } of twoPaths) {
      const { verdict, findings, analyses } = await newestCheck(monitor, id);
      expect({ verdict, analyses }).toEqual({ verdict: 'unknown', analyses: 0 });
      expect(findings[0]).toMatch(
        /^CALL_QUOTA: StartNetworkInsightsAnalysis met a quota \(NetworkInsightsAnalysis.LimitExceeded\)/,
      );
    }
    expect(alertsOf(monitor)).toEqual([]);
  });

  test('a quota of one stored insights path: the first path is checked, the second unknown', async () => {
    const monitor = await open({ limits: { paths: 1 } }, [spared, hit]);
    expect((await monitor.run()).status).toBe('SUCCEEDED');
    const checks = [await newestCheck(monitor, 'spared'), await newestCheck(monitor, 'hit')];
    expect(checks.map((check) => check.verdict).toSorted()).toEqual(['unknown', 'unreachable']);
    expect(checks[1]?.findings[0]).toMatch(/^CALL_QUOTA: CreateNetworkInsightsPath met a quota/);
  });

  test('a path that is not seen for long is reported as blind once, never as broken, and then as seen again', async () => {
    const monitor = await open(failing('The network configuration is not supported', 5));
    for (let sweep = 1; sweep <= 5; sweep += 1) {
      await monitor.run();
      monitor.pass(300);
      expect(alertsOf(monitor)).toEqual(sweep < 3 ? [SPARED_ALERT] : [SPARED_ALERT, 'hit blind']);
    }
    await monitor.run();
    expect(alertsOf(monitor)).toEqual([SPARED_ALERT, 'hit blind', 'hit sighted']);
    const incidents = (await monitor.services.store.incidents({ limit: 10 })).items;
    expect(incidents.map(({ about, paths }) => `${about} ${paths[0]?.pathId}`).toSorted()).toEqual([
      'blindness hit',
      'outage spared',
    ]);
  });
});

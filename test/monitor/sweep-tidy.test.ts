import {
  CreateNetworkInsightsPathCommand,
  DescribeNetworkInsightsAnalysesCommand,
  DescribeNetworkInsightsPathsCommand,
  StartNetworkInsightsAnalysisCommand,
} from '@aws-sdk/client-ec2';
import type { Question } from '../../lambda/domain/evidence.ts';
import { questionsOf } from '../../lambda/monitor/question.ts';
import { ids } from '../../local/scenario/ids.ts';
import { memoryStore } from '../support/memory-store.ts';
import { byHand, bySchedule, type Monitor, openMonitor } from '../support/monitor.ts';
import { calm, insightsOf, twoPaths } from '../support/two-paths.ts';

const [hit, spared] = twoPaths;
const HOUR = 3600;

describe('what a sweep leaves at AWS', () => {
  let monitor: Monitor;

  beforeEach(async () => {
    monitor = await openMonitor(twoPaths);
    await monitor.run();
    monitor.pass(300);
  });

  afterEach(() => monitor.close());

  const ownedOf = async (pathId: string): Promise<readonly string[]> =>
    (await monitor.services.reachability.owned()).flatMap((path) => (path.pathId === pathId ? [path.id] : []));

  const sweep = async () => {
    const { status, result } = await monitor.run();
    expect(status).toBe('SUCCEEDED');
    monitor.pass(300);
    return result;
  };

  /** The very question that a sweep asks for `hit`. */
  const questionOfHit = (): Question => {
    const ends = [{ reference: ids.instanceA }, { reference: ids.instanceB }] as const;
    const question = questionsOf(hit, ...ends, monitor.services.deployment)[0];
    if (question === undefined) throw new Error('nothing is asked');
    return question;
  };

  /** Everything of Network Insights in the account, whosever it is. */
  const everything = async (paths: readonly string[]) => {
    const { ec2 } = monitor.clients;
    const { NetworkInsightsPaths = [] } = await ec2.send(new DescribeNetworkInsightsPathsCommand({}));
    const analyses = await Promise.all(
      paths.map((id) => ec2.send(new DescribeNetworkInsightsAnalysesCommand({ NetworkInsightsPathId: id }))),
    );
    return {
      paths: NetworkInsightsPaths.map((path) => path.NetworkInsightsPathId).filter((id) => paths.includes(id ?? '')),
      analyses: analyses.map((answer) => answer.NetworkInsightsAnalyses?.length),
    };
  };

  const ours = [
    { Key: 'pathwatch', Value: 'embedded' },
    { Key: 'pathwatch:path', Value: 'hit' },
  ];
  const strangers = {
    'without tags': [],
    'of another deployment': [
      { Key: 'pathwatch', Value: 'another' },
      { Key: 'pathwatch:path', Value: 'hit' },
      { Key: 'pathwatch:question', Value: 'any' },
    ],
    'with a name like ours': [{ Key: 'Name', Value: 'pathwatch hit' }],
    'with our tag but of no question': ours,
    'with our other tags but not the deployment': [
      { Key: 'pathwatch:path', Value: 'hit' },
      { Key: 'pathwatch:question', Value: 'any' },
    ],
  };

  test.each(Object.entries(strangers))('an insights path %s is not touched, nor its analyses', async (_, Tags) => {
    const { ec2 } = monitor.clients;
    const made = await ec2.send(
      new CreateNetworkInsightsPathCommand({
        Source: ids.instanceA,
        Destination: ids.instanceB,
        DestinationPort: 3389,
        Protocol: 'tcp',
        TagSpecifications: [{ ResourceType: 'network-insights-path', Tags }],
      }),
    );
    const id = made.NetworkInsightsPath?.NetworkInsightsPathId ?? '';
    for (let count = 0; count < 3; count += 1)
      await ec2.send(new StartNetworkInsightsAnalysisCommand({ NetworkInsightsPathId: id }));
    monitor.pass(2 * HOUR);
    await sweep();
    monitor.declare([spared]);
    await sweep();
    await sweep();
    expect(await everything([id])).toEqual({ paths: [id], analyses: [3] });
    expect(await insightsOf(monitor)).toEqual(['spared: 1']);
  });

  test('an analysis that somebody starts by hand on an insights path of ours is not touched, nor is the path', async () => {
    const { ec2 } = monitor.clients;
    const [id = ''] = await ownedOf('hit');
    await ec2.send(new StartNetworkInsightsAnalysisCommand({ NetworkInsightsPathId: id }));
    monitor.pass(2 * HOUR);
    await sweep();
    expect(await everything([id])).toEqual({ paths: [id], analyses: [2] });
    monitor.declare([spared]);
    await sweep();
    expect(await everything([id])).toMatchObject({ paths: [id] });
    expect((await monitor.services.reachability.stored(id)).some((analysis) => !analysis.own)).toBe(true);
  });

  test('the newest analysis of a path stays, all older ones go', async () => {
    for (let count = 0; count < 3; count += 1) await sweep();
    expect(await insightsOf(monitor)).toEqual(['hit: 1', 'spared: 1']);
  });

  test('what is no longer declared is removed with its analyses, and made anew when it is declared again', async () => {
    monitor.declare([spared]);
    await sweep();
    expect(await insightsOf(monitor)).toEqual(['spared: 1']);
    monitor.declare(twoPaths);
    await sweep();
    expect(await insightsOf(monitor)).toEqual(['hit: 1', 'spared: 1']);
  });

  test('where nothing is bought nothing is listed: what is obsolete waits for the next purchase', async () => {
    monitor.declare([spared]);
    const before = monitor.account.endpoints.ec2.calls.length;
    await monitor.run(bySchedule);
    const calls = monitor.account.endpoints.ec2.calls.slice(before).map(({ operation }) => operation);
    expect(calls.filter((operation) => operation.includes('NetworkInsights'))).toEqual([]);
    expect(await insightsOf(monitor)).toEqual(['hit: 1', 'spared: 1']);
    await sweep();
    expect(await insightsOf(monitor)).toEqual(['spared: 1']);
  });

  test('another declaration under the same id has another insights path, and the old one goes', async () => {
    const before = await ownedOf('hit');
    monitor.declare([{ ...hit, ports: [{ from: 443, to: 443 }] }, spared]);
    await sweep();
    const after = await ownedOf('hit');
    expect(after).toHaveLength(1);
    expect(after).not.toEqual(before);
  });

  test('what does not change the question keeps its insights path', async () => {
    const before = await ownedOf('hit');
    monitor.declare([{ ...hit, severity: 'info', tags: { team: 'network' }, expect: 'unreachable' }, spared]);
    await sweep();
    expect(await ownedOf('hit')).toEqual(before);
  });

  test('a sweep of one path by hand removes nothing of the others', async () => {
    await monitor.run({ trigger: { by: 'hand', paths: ['hit'] } });
    expect(await insightsOf(monitor)).toEqual(['hit: 1', 'spared: 1']);
  });

  test('a second insights path for the same question goes, the older stays', async () => {
    const [before] = await ownedOf('hit');
    const question = questionOfHit();
    const { reachability } = monitor.services;
    const second = await reachability.create(question, 'of a sweep at the same time');
    await reachability.start(second.id, question, 'of a sweep at the same time');
    expect(await ownedOf('hit')).toEqual([before, second.id]);
    monitor.pass(300);
    await sweep();
    expect(await ownedOf('hit')).toEqual([before]);
  });

  test('an insights path that goes is left alone while an analysis of it runs, for an hour at most', async () => {
    await monitor.close();
    monitor = await openMonitor(twoPaths, { runSeconds: 1000 * HOUR });
    await monitor.run();
    monitor.declare([spared]);
    monitor.pass(300);
    await sweep();
    expect(await ownedOf('hit')).toHaveLength(1);
    monitor.pass(HOUR);
    await sweep();
    expect(await ownedOf('hit')).toEqual([]);
  });

  test('with the table lost, the insights paths are found again by their tags', async () => {
    const before = await monitor.services.reachability.owned();
    const services = { ...monitor.services, store: memoryStore() };
    expect((await monitor.run(byHand, {}, () => services)).status).toBe('SUCCEEDED');
    expect(await monitor.services.reachability.owned()).toEqual(before);
    expect(await insightsOf(monitor)).toEqual(['hit: 1', 'spared: 1']);
    expect((await services.store.state('hit'))?.settled?.verdict).toBe('reachable');
  });

  test('what cannot be removed is said, keeps nobody else from being removed, and goes at the next sweep', async () => {
    const [kept] = await ownedOf('hit');
    // The insights paths are listed, and with them what is obsolete, where something is bought.
    monitor.declare([{ ...spared, id: 'third' }]);
    monitor.account.endpoints.ec2.disturb((call) =>
      call.operation === 'DeleteNetworkInsightsPath' && JSON.stringify(call.input).includes(`${kept}`)
        ? { kind: 'error', status: 403, code: 'UnauthorizedOperation' }
        : undefined,
    );
    await sweep();
    expect(await insightsOf(monitor)).toEqual(['hit: 0', 'third: 1']);
    calm(monitor);
    await sweep();
    expect(await insightsOf(monitor)).toEqual(['third: 1']);
  });
});

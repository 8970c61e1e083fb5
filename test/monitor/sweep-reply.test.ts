import type { NetworkInsightsPath } from '@aws-sdk/client-ec2';
import type { AccountOptions } from '../../local/account.ts';
import type { Outcome } from '../../local/ec2/insights.ts';
import { ids } from '../../local/scenario/ids.ts';
import { bySchedule, type Monitor, openMonitor } from '../support/monitor.ts';
import { alertsOf, twoPaths } from '../support/two-paths.ts';

/*
 * Case 3 of the scenario: the way back is missing inside B's VPC. No analyzer of AWS sees it where the path is asked for;
 * the model does, and has Reachability Analyzer asked about the reply, from B to its transit gateway attachment.
 */

const [hit] = twoPaths;
const BROKE = 'hit broke';

const isReply = ({ Source }: NetworkInsightsPath): boolean => Source === ids.instanceB || Source === ids.interfaceB;

describe('a way back that the model sees blocked', () => {
  let monitor: Monitor;
  afterEach(() => monitor.close());

  /** Case 3 as a look by schedule finds it, where AWS answers so about the reply; as the network is, where undefined. */
  const lookAt = async (reply?: Outcome) => {
    const options: AccountOptions = { answer: (path) => (isReply(path) ? reply : undefined) };
    monitor = await openMonitor([hit], options);
    await monitor.run(bySchedule);
    monitor.pass(300);
    await monitor.account.breakNetwork('vpc-route-missing');
    const { result } = await monitor.run(bySchedule);
    const { store } = monitor.services;
    const check = (await store.checks('hit', { limit: 1 })).items[0];
    return { result, check, state: await store.state('hit') };
  };

  const found: Outcome = { status: 'succeeded', NetworkPathFound: true, ForwardPathComponents: [] };
  const failed: Outcome = { status: 'failed', StatusMessage: 'The network configuration is not supported' };
  const groups = [{ ExplanationCode: 'ENI_SG_RULES_MISMATCH', SecurityGroups: [{ Id: ids.groupB }] }];
  const ofGroups: Outcome = { status: 'succeeded', NetworkPathFound: false, Explanations: groups };

  test('is asked about, and AWS confirms it: told as AWS tells it, counted, and carried', async () => {
    const { result, check, state } = await lookAt();
    expect(result).toMatchObject({ outcomes: [{ verdict: 'unreachable', analyses: 2, alerts: 1 }], cost: 0.2 });
    const asked = check?.evidence.flatMap((analysis) =>
      analysis.analyzer === 'reachability-analyzer' ? [analysis.question] : [],
    );
    expect(asked).toMatchObject([
      { source: expect.stringContaining(ids.instanceA), destination: expect.stringContaining(ids.instanceB) },
      { replyTo: asked?.[0]?.key, destination: expect.stringContaining(ids.attachmentB) },
    ]);
    expect(check?.findings).toEqual([
      expect.objectContaining({
        code: 'NO_ROUTE_TO_DESTINATION',
        direction: 'return',
        component: ids.routesB,
        source: 'reachability-analyzer',
      }),
    ]);
    expect(check).toMatchObject({ model: 'agrees', open: [] });
    expect(state).not.toHaveProperty('disagreements');
    expect(state?.last).not.toHaveProperty('uncarried');
    expect(alertsOf(monitor)[0]).toBe(BROKE);
    expect((await monitor.services.store.spent('2026-11')).analyses).toBe(3);
    monitor.pass(300);
    expect((await monitor.run(bySchedule)).result?.tally).toMatchObject({ carried: 1, unexpected: 1, analyses: 0 });
  });

  test('is confirmed, whatever a security group says of a new connection the other way', async () => {
    const route = { ExplanationCode: 'NO_ROUTE_TO_DESTINATION', RouteTable: { Id: ids.routesB } };
    const { check } = await lookAt({ ...ofGroups, Explanations: [...groups, route] });
    const blocking = check?.findings.filter(({ says }) => says === 'unreachable') ?? [];
    expect(blocking.map(({ code, direction, source }) => [code, direction, source])).toEqual([
      ['NO_ROUTE_TO_DESTINATION', 'return', 'reachability-analyzer'],
    ]);
    expect(JSON.stringify(check?.findings)).not.toContain('SG_RULES');
  });

  test('is not confirmed where AWS names security groups alone: told as the model has it, and said so', async () => {
    const { check } = await lookAt(ofGroups);
    expect(check).toMatchObject({
      verdict: 'unreachable',
      findings: [{ code: 'NO_ROUTE_TO_DESTINATION', component: ids.routesB, source: 'network-model' }],
      open: [expect.stringContaining('a security group admits no new connection')],
    });
    expect(JSON.stringify(check?.findings)).not.toContain('SG_RULES');
    expect(alertsOf(monitor)[0]).toBe(BROKE);
  });

  test('is not confirmed where AWS cannot tell: told as the model has it, and said so', async () => {
    const { check } = await lookAt(failed);
    expect(check).toMatchObject({
      verdict: 'unreachable',
      findings: [{ component: ids.routesB, source: 'network-model' }],
      open: [expect.stringMatching(/not supported/)],
    });
  });

  test('is refuted by AWS: reachable, and a disagreement that is counted and reported', async () => {
    const { check, state } = await lookAt(found);
    expect(check).toMatchObject({ verdict: 'reachable', standing: 'expected' });
    expect(check?.findings).toEqual([
      expect.objectContaining({ code: 'MODEL_DISAGREES', says: 'note', direction: 'return' }),
    ]);
    expect(monitor.account.published).toEqual([]);
    expect(state?.last?.uncarried).toMatch(/do not say the same/);
    expect(check?.model).toBe('disagrees');
    expect(state?.disagreements).toMatchObject({ count: 1 });
    expect(monitor.account.troubles.map(({ attributes }) => attributes.kind)).toContain('disagreement');
  });

  test('is not asked about where the way there is blocked: one analysis is enough', async () => {
    monitor = await openMonitor([hit]);
    await monitor.account.breakNetwork('vpc-route-missing');
    await monitor.account.breakNetwork('security-group-closed');
    expect((await monitor.run(bySchedule)).result).toMatchObject({
      outcomes: [{ verdict: 'unreachable', analyses: 1 }],
    });
  });

  test('over its repair: the insights path of the reply stays until it is obsolete, and nothing more is bought', async () => {
    await lookAt();
    await monitor.account.repair('vpc-route-missing');
    monitor.pass(300);
    expect((await monitor.run(bySchedule)).result).toMatchObject({ outcomes: [{ verdict: 'reachable', analyses: 1 }] });
    expect(alertsOf(monitor).at(-1)).toBe('hit recovered');
    monitor.pass(300);
    expect((await monitor.run(bySchedule)).result?.tally).toMatchObject({ carried: 1, expected: 1, analyses: 0 });
  });

  test('broken, confirmed, and then unreadable: no recovery is told until it is seen', async () => {
    await lookAt();
    monitor.account.endpoints.ec2.disturb(({ operation }) =>
      operation === 'DescribeRouteTables' ? { kind: 'error', status: 403, code: 'UnauthorizedOperation' } : undefined,
    );
    monitor.pass(300);
    await monitor.run(bySchedule);
    expect((await monitor.services.store.state('hit'))?.settled?.verdict).toBe('unreachable');
    expect(alertsOf(monitor)).not.toContain('hit recovered');
  });
});

import { crossingOf } from '../../../cli/doctor/crossing.ts';
import { type ForwarderSeen, judgeForwarder } from '../../../cli/doctor/forwarder.ts';
import { judgeGlobalNetwork } from '../../../cli/doctor/global-network.ts';
import type { FoundStack } from '../../../lambda/aws/deployment.ts';
import { modelled, reachable, routesConnected, routesNotApplicable } from '../../support/evidence.ts';

const arn = (id: string): string => `arn:aws:ec2:eu-west-1:111111111111:transit-gateway/${id}`;
const registered = (id: string, state = 'AVAILABLE') => ({
  globalNetworkId: 'global-network-1',
  transitGatewayArn: arn(id),
  state,
});

describe('the global network', () => {
  const judged = (
    gateways: readonly string[],
    registrations: Parameters<typeof judgeGlobalNetwork>[0]['registrations'],
    crossings: Parameters<typeof judgeGlobalNetwork>[0]['crossings'] = [],
  ) => judgeGlobalNetwork({ gateways: gateways.map(arn), registrations, crossings, home: 'us-west-2' });

  test('is well where all transit gateways are registered, or there is none', () => {
    expect(judged([], [])).toMatchObject({ outcome: 'ok', message: 'there is no transit gateway in this Region' });
    expect(judged(['tgw-1', 'tgw-2'], [registered('tgw-1'), registered('tgw-2')])).toMatchObject({
      outcome: 'ok',
      message: '2 transit gateways registered in a global network',
    });
  });

  test('misses nothing where no path crosses what is not registered', () => {
    expect(judged(['tgw-1'], [])).toMatchObject({
      outcome: 'ok',
      message: expect.stringContaining('no path was seen'),
    });
    const crossings = [{ pathId: 'app', gateways: ['tgw-2'] }];
    expect(judged(['tgw-1', 'tgw-2'], [registered('tgw-2')], crossings)).toMatchObject({ outcome: 'ok' });
  });

  test.each([
    ['it is of no global network', [], 'create-global-network'],
    ['another is registered', [registered('tgw-2')], '--global-network-id global-network-1'],
    ['its registration has failed', [registered('tgw-1', 'FAILED')], `--transit-gateway-arn ${arn('tgw-1')}`],
  ])('is missed where a path crosses a transit gateway, and %s', (_, registrations, words) => {
    const told = judged(['tgw-1'], registrations, [{ pathId: 'app', gateways: [] }]);
    expect(told).toMatchObject({
      outcome: 'warning',
      message: expect.stringMatching(/tgw-1.*crossed by 1 path: app$/),
    });
    expect(told.remedy).toContain(words);
  });
});

test('a path crosses a transit gateway where Route Analyzer was to be asked, or the model went over one', () => {
  const of = (...evidence: Parameters<typeof crossingOf>[0]['evidence']) => crossingOf({ pathId: 'app', evidence });
  expect(of(reachable(), modelled())).toBeUndefined();
  expect(of(routesConnected())).toEqual({ pathId: 'app', gateways: [expect.stringMatching(/^tgw-/)] });
  expect(of(routesNotApplicable('it is not registered'))).toEqual({ pathId: 'app', gateways: [] });
  expect(of(modelled({ transit: true }))).toEqual({ pathId: 'app', gateways: [] });
});

describe('the forwarder', () => {
  const now = new Date('2026-11-28T12:00:00.000Z');
  const ago = (hours: number): string => new Date(now.getTime() - hours * 3_600_000).toISOString();
  const stack = (status: string, hours: number): FoundStack => ({
    kind: 'incomplete',
    name: 'f',
    status,
    changedAt: ago(hours),
  });
  const judged = (over: Partial<ForwarderSeen>) =>
    judgeForwarder({
      found: stack('CREATE_COMPLETE', 500),
      name: 'Pathwatch-forwarder-eu-west-1',
      home: 'us-west-2',
      region: 'eu-west-1',
      sign: ago(1),
      now,
      ...over,
    });

  test('is well as long as it gives signs of life, whatever its stack is called', () => {
    expect(judged({})).toMatchObject({
      outcome: 'ok',
      message: 'it gave a sign of life 2026-11-28T11:00:00Z (1 h ago)',
    });
    expect(judged({ found: { kind: 'none' } })).toMatchObject({ outcome: 'ok' });
    expect(judged({ sign: ago(3) })).toMatchObject({ outcome: 'ok' });
  });

  test('is missed where there is none', () => {
    expect(judged({ found: { kind: 'none' }, sign: undefined })).toMatchObject({
      outcome: 'warning',
      message: expect.stringMatching(/no stack Pathwatch-forwarder-eu-west-1 in us-west-2/),
      remedy: 'deploy it: `npm run -s forwarder -- deploy -c region=eu-west-1`',
    });
  });

  test('has failed where it is silent, unless it was just deployed', () => {
    expect(judged({ sign: ago(4) })).toMatchObject({
      outcome: 'failed',
      message: expect.stringContaining(
        'is CREATE_COMPLETE, and its latest sign of life was 2026-11-28T08:00:00Z (4 h ago)',
      ),
    });
    expect(judged({ sign: undefined, found: stack('ROLLBACK_COMPLETE', 9) })).toMatchObject({ outcome: 'failed' });
    expect(judged({ sign: undefined, found: stack('CREATE_COMPLETE', 1) })).toMatchObject({ outcome: 'warning' });
  });
});

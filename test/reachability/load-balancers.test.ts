import type { Raw } from '../../lambda/snapshot/raw.ts';
import { addTargets, groupArn, withBalancer } from '../support/load-balanced.ts';
import { addInternetGateway, findings, messages, verdicts, way } from '../support/small-network.ts';

describe('a path to a load balancer', () => {
  test('leads through its listener to a target, and back by the balancer', () => {
    const { network, id } = withBalancer();
    addTargets(network, ['i-target']);
    const answer = network.ask('i-client', id, 'tcp/80');
    expect(verdicts(answer)).toBe('reachable, reachable');
    expect(way(answer.forward)).toBe(
      `i-client > eni-client > subnet-b > vpc-0 > subnet-a > eni-lb > ${id} > eni-lb > eni-target > i-target`,
    );
    expect(way(answer.return)).toBe(
      `i-target > eni-target > subnet-a > eni-lb > ${id} > subnet-a > vpc-0 > subnet-b > eni-client > i-client`,
    );
  });

  test('may name it by its name, by the end of its ARN, by one of its ENIs or addresses', () => {
    const { network } = withBalancer();
    addTargets(network, ['i-target']);
    for (const to of ['web', 'net/web/0123456789abcdef', 'eni-lb', '10.0.1.100'])
      expect(verdicts(network.ask('i-client', to, 'tcp/80'))).toBe('reachable, reachable');
  });

  test('ends at the balancer where no listener takes the packets', () => {
    const { network, id } = withBalancer();
    addTargets(network, ['i-target']);
    for (const service of ['tcp/443', 'udp/80', 'icmp']) {
      const answer = network.ask('i-client', id, service);
      expect(findings(answer)).toEqual([`forward ELBV2_LISTENERS_MISMATCH ${id}`]);
      expect(messages(answer)).toEqual([`web has no listener for ${service}, only for tcp/80`]);
      expect(way(answer.forward)).toMatch(/ > eni-lb > arn:.*!$/);
    }
  });

  test('ends at a target group that has no targets', () => {
    const { network, id } = withBalancer();
    addTargets(network, []);
    const answer = network.ask('i-client', id, 'tcp/80');
    expect(findings(answer)).toEqual([`forward ELBV2_LISTENER_HAS_NO_TG ${groupArn('tg')}`]);
    expect(messages(answer)).toEqual(['tg has no targets']);
  });

  test('ends at a listener that forwards to nothing', () => {
    const { network, id } = withBalancer({
      kind: 'application',
      listener: { DefaultActions: [{ Type: 'fixed-response' }] },
    });
    const answer = network.ask('i-client', id, 'tcp/80');
    expect(findings(answer)).toEqual([`forward ELBV2_LISTENER_REQUIRES_TG_ACCEPT ${id}`]);
    expect(messages(answer)).toEqual(['the listener of web on port 80 forwards to no target group']);
  });

  test('follows the rules of a listener, and weights above 0', () => {
    const { network, id } = withBalancer({
      kind: 'application',
      listener: { DefaultActions: [{ Type: 'fixed-response' }] },
    });
    addTargets(network, ['i-target']);
    const rule = (Weight: number) => ({
      ListenerArn: 'listener-80',
      Rules: [
        {
          Actions: [{ Type: 'forward', ForwardConfig: { TargetGroups: [{ TargetGroupArn: groupArn('tg'), Weight }] } }],
        },
      ],
    });
    network.edit('ListenerRules', () => rule(1));
    expect(network.ask('i-client', id, 'tcp/80').verdict).toBe('reachable');
    network.edit('ListenerRules', () => rule(0));
    expect(network.ask('i-client', id, 'tcp/80').verdict).toBe('unreachable');
  });

  test('is unknown where rules that may lead on were not described', () => {
    const { network, id } = withBalancer({ kind: 'application' });
    addTargets(network, []);
    network.forget('ListenerRules');
    const answer = network.ask('i-client', id, 'tcp/80');
    expect(answer.verdict).toBe('unknown');
    expect(messages(answer)).toContain('web: the snapshot has no ListenerRules');
    expect(withBalancer({ kind: 'network' }).network.ask('i-client', id, 'tcp/80').verdict).toBe('unknown');
  });

  test('is unknown where its listeners, target group or targets were not described', () => {
    for (const key of ['LoadBalancerListeners', 'TargetGroups', 'LoadBalancerTargetHealth'] as const) {
      const { network, id } = withBalancer();
      addTargets(network, ['i-target']);
      network.forget(key);
      expect(network.ask('i-client', id, 'tcp/80').verdict).toBe('unknown');
    }
  });

  test('ends at a balancer that is not active', () => {
    const { network, id } = withBalancer({ state: 'provisioning' });
    addTargets(network, ['i-target']);
    const answer = network.ask('i-client', id, 'tcp/80');
    expect(findings(answer)).toEqual([`forward BAD_STATE ${id}`]);
    expect(messages(answer)).toEqual(['web is provisioning']);
  });

  test('is unknown for a Gateway Load Balancer', () => {
    const { network, id } = withBalancer({ kind: 'gateway' });
    const answer = network.ask('i-client', id, 'udp/6081');
    expect(answer.verdict).toBe('unknown');
    expect(answer.unmodelled).toEqual([id]);
  });

  test('is unknown where its target is a function', () => {
    const { network, id } = withBalancer({ kind: 'application' });
    const target = 'arn:aws:lambda:eu-west-1:111111111111:function:web';
    addTargets(network, [{ Id: target }], { type: 'lambda' });
    const answer = network.ask('i-client', id, 'tcp/80');
    expect(answer.verdict).toBe('unknown');
    expect(answer.unmodelled).toEqual([target]);
    expect(messages(answer)).toEqual([`tg forwards to ${target}, which the model does not follow`]);
  });

  test('from the internet needs public addresses', () => {
    const { network, id } = withBalancer({ kind: 'application' });
    addTargets(network, ['i-target']);
    addInternetGateway(network);
    network.edit('RouteTables', (table) => ({
      ...table,
      Routes: [
        ...(table.Routes as readonly Raw[]),
        { DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-0', State: 'active' },
      ],
    }));
    expect(messages(network.ask('internet', id, 'tcp/80'))).toEqual([
      'the internet carries nothing to private addresses (10.0.1.100)',
    ]);
    network.edit('NetworkInterfaces', (eni) =>
      eni.NetworkInterfaceId === 'eni-lb'
        ? {
            ...eni,
            PrivateIpAddresses: [
              { PrivateIpAddress: '10.0.1.100', Primary: true, Association: { PublicIp: '198.18.0.1' } },
            ],
          }
        : eni,
    );
    const answer = network.ask('internet', id, 'tcp/80');
    expect(verdicts(answer)).toBe('reachable, reachable');
    expect(way(answer.forward)).toBe(
      `internet > igw-0 > vpc-0 > subnet-a > eni-lb > ${id} > eni-lb > eni-target > i-target`,
    );
    expect(way(answer.return)).toBe(`i-target > eni-target > eni-lb > ${id} > subnet-a > vpc-0 > igw-0 > internet`);
  });

  test('is unknown beyond so many targets as are tried, never unreachable', () => {
    const { network, id } = withBalancer({}, { targetGroups: ['sg-none'] });
    network.group('sg-none', 'vpc-0', []);
    addTargets(
      network,
      Array.from({ length: 100 }, () => 'i-target'),
    );
    expect(network.ask('i-client', id, 'tcp/80').verdict).toBe('unknown');
  });
});

import type { Raw } from '../../lambda/snapshot/raw.ts';
import { addTargets, groupArn, withBalancer } from '../support/load-balanced.ts';
import { findings, messages, verdicts, way } from '../support/small-network.ts';

describe('zones', () => {
  test('a Network Load Balancer sends to targets of its own zone alone, unless it balances across zones', () => {
    const near = withBalancer({}, { targetSubnet: 'subnet-b' });
    addTargets(near.network, ['i-target']);
    const answer = near.network.ask('i-client', near.id, 'tcp/80');
    expect(findings(answer)).toEqual([`forward ELBV2_NO_TARGETS_IN_AZ ${groupArn('tg')}`]);
    expect(messages(answer)).toEqual([
      'tg has targets in eu-west-1b alone, and web does not balance across zones from eu-west-1a',
    ]);
    const across = withBalancer({ crossZone: true }, { targetSubnet: 'subnet-b' });
    addTargets(across.network, ['i-target']);
    expect(across.network.ask('i-client', across.id, 'tcp/80').verdict).toBe('reachable');
  });

  test("a target group's own setting comes before the balancer's", () => {
    const { network, id } = withBalancer({ crossZone: true }, { targetSubnet: 'subnet-b' });
    addTargets(network, ['i-target']);
    network.add('TargetGroupAttributes', {
      TargetGroupArn: groupArn('tg'),
      Attributes: [{ Key: 'load_balancing.cross_zone.enabled', Value: 'false' }],
    });
    expect(network.ask('i-client', id, 'tcp/80').verdict).toBe('unreachable');
  });

  test('an Application Load Balancer balances across zones, but not into one that it is not enabled for', () => {
    const both = withBalancer({ kind: 'application' }, { targetSubnet: 'subnet-b' });
    addTargets(both.network, ['i-target']);
    expect(both.network.ask('i-client', both.id, 'tcp/80').verdict).toBe('reachable');
    const one = withBalancer({ kind: 'application', zones: ['eu-west-1a'] }, { targetSubnet: 'subnet-b' });
    addTargets(one.network, ['i-target']);
    const answer = one.network.ask('i-client', one.id, 'tcp/80');
    expect(findings(answer)).toEqual([`forward ELB_INSTALLED_AZ_RESTRICTION ${groupArn('tg')}`]);
    expect(messages(answer)).toEqual(['the targets of tg are in eu-west-1b, for which web is not enabled']);
  });
});

describe('the address that a target sees', () => {
  const onlyFrom = (cidr: string, kind: 'network' | 'application', preserve?: boolean, type = 'instance') => {
    const { network, id } = withBalancer({ kind }, { targetGroups: ['sg-target'] });
    network.group('sg-target', 'vpc-0', [`tcp/8080 ${cidr}`]);
    addTargets(network, [type === 'ip' ? '10.0.1.10' : 'i-target'], {
      type,
      ...(preserve === undefined ? {} : { preserve }),
    });
    return network.ask('i-client', id, 'tcp/80').verdict;
  };

  test("is the client's for instances behind a Network Load Balancer", () => {
    expect(onlyFrom('10.0.2.20/32', 'network')).toBe('reachable');
    expect(onlyFrom('10.0.1.100/32', 'network')).toBe('unreachable');
  });

  test("is the balancer's for addresses, for an Application Load Balancer, and where the setting says so", () => {
    expect(onlyFrom('10.0.1.100/32', 'network', undefined, 'ip')).toBe('reachable');
    expect(onlyFrom('10.0.1.100/32', 'application')).toBe('reachable');
    expect(onlyFrom('10.0.1.100/32', 'network', false)).toBe('reachable');
    expect(onlyFrom('10.0.2.20/32', 'network', true, 'ip')).toBe('reachable');
    expect(onlyFrom('10.0.2.20/32', 'application')).toBe('unreachable');
  });

  test('a target that keeps the address of its client cannot be its own client', () => {
    const { network, id } = withBalancer();
    addTargets(network, ['i-target']);
    const answer = network.ask('i-target', id, 'tcp/80');
    expect(findings(answer)).toEqual([`forward ELBV2_SOURCE_ADDRESS_PRESERVATION ${id}`]);
    expect(messages(answer)).toEqual(["web keeps the client's address, and eni-target cannot be its own client"]);
  });

  test('of an IPv6 client is no IPv6 address at an IPv4 target', () => {
    const { network, id } = withBalancer({ kind: 'application' }, { targetGroups: ['sg-target'] });
    network.group('sg-target', 'vpc-0', ['tcp/8080 ::/0']);
    network.edit('NetworkInterfaces', (eni) => ({
      ...eni,
      ...(eni.NetworkInterfaceId === 'eni-lb' ? { Ipv6Addresses: [{ Ipv6Address: '2600:1:0:1::100' }] } : {}),
    }));
    addTargets(network, ['i-target']);
    expect(network.ask('i-client', id, 'tcp/80').verdict).toBe('unreachable');
  });
});

describe('security groups', () => {
  test('of the balancer let the client in and the request out to the target', () => {
    const ask = (inbound: readonly string[], outbound: readonly string[]) => {
      const { network, id } = withBalancer({ kind: 'application' }, { balancerGroups: ['sg-lb'] });
      network.group('sg-lb', 'vpc-0', inbound, outbound);
      addTargets(network, ['i-target']);
      return network.ask('i-client', id, 'tcp/80');
    };
    expect(ask(['tcp/80'], ['tcp/8080']).verdict).toBe('reachable');
    expect(findings(ask(['tcp/443'], ['tcp/8080']))).toContain('forward ENI_SG_RULES_MISMATCH sg-lb');
    expect(messages(ask(['tcp/80'], ['tcp/80']))).toContain('sg-lb has no outbound rule for tcp/8080 to 10.0.1.10');
  });

  test("of the target may refer to an Application Load Balancer's", () => {
    const { network, id } = withBalancer(
      { kind: 'application' },
      { balancerGroups: ['sg-lb'], targetGroups: ['sg-target'] },
    );
    network.group('sg-lb', 'vpc-0', ['tcp/80']);
    network.group('sg-target', 'vpc-0', ['tcp/8080 sg-lb']);
    addTargets(network, ['i-target']);
    expect(verdicts(network.ask('i-client', id, 'tcp/80'))).toBe('reachable, reachable');
    expect(network.ask('i-client', 'i-target', 'tcp/8080').verdict).toBe('unreachable');
  });
});

describe('a path to an instance behind a load balancer', () => {
  test('counts by the balancer where it does not lead there directly', () => {
    const { network } = withBalancer({}, { targetGroups: ['sg-target'] });
    network.group('sg-target', 'vpc-0', ['tcp/8080']);
    addTargets(network, ['i-target']);
    const answer = network.ask('i-client', 'i-target', 'tcp/80');
    expect(answer.verdict).toBe('reachable');
    expect(way(answer.forward)).toContain(' > eni-lb > ');
  });

  test('finds it among more targets than are tried', () => {
    const { network } = withBalancer({}, { targetGroups: ['sg-target'] });
    network.group('sg-target', 'vpc-0', ['tcp/8080']);
    network.eni('eni-other', { subnet: 'subnet-a', addresses: ['10.0.1.11'] });
    addTargets(network, [...Array.from({ length: 100 }, () => 'i-other'), 'i-target']);
    expect(network.ask('i-client', 'i-target', 'tcp/80').verdict).toBe('reachable');
  });

  test('does not lead by a listener that forwards elsewhere', () => {
    const { network, id } = withBalancer({}, { targetGroups: ['sg-target'] });
    network.group('sg-target', 'vpc-0', []);
    network.eni('eni-other', { subnet: 'subnet-a', addresses: ['10.0.1.11'] });
    addTargets(network, ['i-other']);
    addTargets(network, ['i-target'], { name: 'tg-2' });
    network.edit('LoadBalancerListeners', (one) => ({
      ...one,
      Listeners: [
        ...(one.Listeners as readonly Raw[]),
        {
          ListenerArn: 'listener-81',
          Port: 81,
          Protocol: 'TCP',
          DefaultActions: [{ TargetGroupArn: groupArn('tg-2') }],
        },
      ],
    }));
    const answer = network.ask('i-client', 'i-target', 'tcp/80');
    expect(findings(answer)).toEqual(['forward ENI_SG_RULES_MISMATCH sg-target']);
    expect(network.ask('i-client', 'i-target', 'tcp/81').verdict).toBe('unreachable');
    expect(network.ask('i-client', id, 'tcp/80').verdict).toBe('reachable');
  });
});

describe('targets that are addresses', () => {
  test('may lie in a peered VPC', () => {
    const { network, id } = withBalancer({ kind: 'network' });
    network.vpc('vpc-1', '10.1.0.0/16');
    network.subnet('subnet-c', 'vpc-1', 'eu-west-1c', '10.1.1.0/24');
    network.table('rtb-1', { vpc: 'vpc-1', routes: { '10.0.0.0/16': 'pcx-0' } });
    network.edit('RouteTables', (table) =>
      table.RouteTableId === 'rtb-0'
        ? {
            ...table,
            Routes: [
              ...(table.Routes as readonly Raw[]),
              { DestinationCidrBlock: '10.1.0.0/16', VpcPeeringConnectionId: 'pcx-0', State: 'active' },
            ],
          }
        : table,
    );
    network.add('VpcPeeringConnections', {
      VpcPeeringConnectionId: 'pcx-0',
      Status: { Code: 'active' },
      RequesterVpcInfo: { VpcId: 'vpc-0', CidrBlock: '10.0.0.0/16' },
      AccepterVpcInfo: { VpcId: 'vpc-1', CidrBlock: '10.1.0.0/16' },
    });
    network.eni('eni-far', { subnet: 'subnet-c', addresses: ['10.1.1.10'] });
    addTargets(network, [{ Id: '10.1.1.10', Port: 8080, AvailabilityZone: 'all' }], { type: 'ip' });
    const answer = network.ask('i-client', id, 'tcp/80');
    expect(verdicts(answer)).toBe('reachable, reachable');
    expect(way(answer.forward)).toContain('pcx-0 > vpc-1');
  });

  test('that nobody has here make the answer unknown', () => {
    const { network, id } = withBalancer();
    addTargets(network, ['172.16.0.9'], { type: 'ip' });
    const answer = network.ask('i-client', id, 'tcp/80');
    expect(answer.verdict).toBe('unknown');
    expect(messages(answer)).toEqual([
      '172.16.0.9, a target of tg, is the address of no network interface in the snapshot',
    ]);
  });
});

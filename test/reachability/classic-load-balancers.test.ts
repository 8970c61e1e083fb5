import type { Raw } from '../../lambda/snapshot/raw.ts';
import { findings, oneVpc, verdicts, way } from '../support/small-network.ts';

describe('a classic load balancer', () => {
  const classic = (more: Raw = {}, targetSubnet: 'subnet-a' | 'subnet-b' = 'subnet-a') => {
    const network = oneVpc();
    network.add('LoadBalancerDescriptions', {
      LoadBalancerName: 'old',
      VPCId: 'vpc-0',
      AvailabilityZones: ['eu-west-1a', 'eu-west-1b'],
      Subnets: ['subnet-a'],
      Instances: [{ InstanceId: 'i-target' }],
      ListenerDescriptions: [
        { Listener: { Protocol: 'TCP', LoadBalancerPort: 80, InstanceProtocol: 'TCP', InstancePort: 8080 } },
      ],
      ...more,
    });
    network.add('ClassicLoadBalancerAttributes', {
      LoadBalancerName: 'old',
      LoadBalancerAttributes: { CrossZoneLoadBalancing: { Enabled: false } },
    });
    network.eni('eni-lb', { subnet: 'subnet-a', addresses: ['10.0.1.100'], instance: false, description: 'ELB old' });
    network.eni('eni-target', {
      subnet: targetSubnet,
      addresses: [targetSubnet === 'subnet-a' ? '10.0.1.10' : '10.0.2.10'],
      groups: ['sg-target'],
    });
    network.group('sg-target', 'vpc-0', ['tcp/8080 10.0.1.100/32']);
    network.eni('eni-client', { subnet: 'subnet-b', addresses: ['10.0.2.20'] });
    return network;
  };

  test('sends in its own name to the port of the instance', () => {
    const answer = classic().ask('i-client', 'old', 'tcp/80');
    expect(verdicts(answer)).toBe('reachable, reachable');
    expect(way(answer.forward)).toBe(
      'i-client > eni-client > subnet-b > vpc-0 > subnet-a > eni-lb > old > eni-lb > eni-target > i-target',
    );
  });

  test('ends where it has no listener or no instance', () => {
    expect(findings(classic().ask('i-client', 'old', 'tcp/443'))).toEqual(['forward ELB_LISTENERS_MISMATCH old']);
    expect(findings(classic({ Instances: [] }).ask('i-client', 'old', 'tcp/80'))).toEqual([
      'forward TARGET_ADDRESS_RESTRICTION old',
    ]);
  });

  test('sends to other zones only where its attributes say so', () => {
    const network = classic({}, 'subnet-b');
    expect(findings(network.ask('i-client', 'old', 'tcp/80'))).toEqual(['forward ELB_NOT_CROSSZONE old']);
    network.edit('ClassicLoadBalancerAttributes', () => ({
      LoadBalancerName: 'old',
      LoadBalancerAttributes: { CrossZoneLoadBalancing: { Enabled: true } },
    }));
    expect(network.ask('i-client', 'old', 'tcp/80').verdict).toBe('reachable');
  });
});

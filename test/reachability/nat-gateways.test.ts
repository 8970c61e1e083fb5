import type { Raw } from '../../lambda/snapshot/raw.ts';
import {
  addInternetGateway,
  findings,
  messages,
  oneVpc,
  type SmallNetwork,
  verdicts,
  way,
} from '../support/small-network.ts';

const regional = (addresses: readonly Raw[]): SmallNetwork => {
  const network = oneVpc({ '0.0.0.0/0': 'nat-0' });
  addInternetGateway(network);
  network.table('rtb-nat', { vpc: 'vpc-0', gateways: ['nat-0'], routes: { '0.0.0.0/0': 'igw-0' } });
  network.add('NatGateways', {
    NatGatewayId: 'nat-0',
    VpcId: 'vpc-0',
    State: 'available',
    ConnectivityType: 'public',
    AvailabilityMode: 'regional',
    RouteTableId: 'rtb-nat',
    NatGatewayAddresses: addresses,
  });
  network.eni('eni-a', { subnet: 'subnet-a', addresses: ['10.0.1.10'] });
  network.eni('eni-b', { subnet: 'subnet-b', addresses: ['10.0.2.10'] });
  return network;
};

describe('a regional NAT gateway', () => {
  const network = regional([{ PublicIp: '198.18.0.1', AvailabilityZone: 'eu-west-1a', Status: 'succeeded' }]);

  test('leads out by its own table, without a subnet, and replies come back', () => {
    const answer = network.ask('i-a', '8.8.8.8');
    expect(verdicts(answer)).toBe('reachable, reachable');
    expect(way(answer.forward)).toBe('i-a > eni-a > subnet-a > vpc-0 > nat-0 > vpc-0 > igw-0 > internet');
    expect(way(answer.return)).toBe('internet > nat-0 > vpc-0 > subnet-a > eni-a > i-a');
  });

  test('serves the zones in which it has an address', () => {
    const answer = network.ask('i-b', '8.8.8.8');
    expect(findings(answer)).toContain('forward REGIONAL_NGW_ROUTE_AZ_RESTRICTION nat-0');
    expect(messages(answer)).toContain('nat-0 has no address in eu-west-1b');
  });

  test('takes no connections', () => {
    expect(network.ask('internet', '198.18.0.1').verdict).toBe('unreachable');
  });
});

describe('a private NAT gateway', () => {
  const privately = (routes: Readonly<Record<string, string>>): SmallNetwork => {
    const network = oneVpc({ '10.1.0.0/16': 'nat-0', '0.0.0.0/0': 'nat-0' });
    addInternetGateway(network);
    network.table('rtb-b', { vpc: 'vpc-0', subnets: ['subnet-b'], routes });
    network.eni('eni-nat', {
      subnet: 'subnet-b',
      addresses: ['10.0.2.200'],
      instance: false,
      type: 'nat_gateway',
      groups: [],
    });
    network.add('NatGateways', {
      NatGatewayId: 'nat-0',
      VpcId: 'vpc-0',
      SubnetId: 'subnet-b',
      State: 'available',
      ConnectivityType: 'private',
      NatGatewayAddresses: [{ PrivateIp: '10.0.2.200', NetworkInterfaceId: 'eni-nat', Status: 'succeeded' }],
    });
    network.eni('eni-a', { subnet: 'subnet-a', addresses: ['10.0.1.10'] });
    network.vpc('vpc-1', '10.1.0.0/16');
    network.subnet('subnet-c', 'vpc-1', 'eu-west-1a', '10.1.1.0/24');
    network.table('rtb-1', { vpc: 'vpc-1', routes: { '10.0.2.0/24': 'pcx-0' } });
    network.eni('eni-c', { subnet: 'subnet-c', addresses: ['10.1.1.10'] });
    network.add('VpcPeeringConnections', {
      VpcPeeringConnectionId: 'pcx-0',
      Status: { Code: 'active' },
      RequesterVpcInfo: { VpcId: 'vpc-0', CidrBlock: '10.0.0.0/16' },
      AccepterVpcInfo: { VpcId: 'vpc-1', CidrBlock: '10.1.0.0/16' },
    });
    return network;
  };

  test('leads to another VPC in its own name, and back by it', () => {
    const answer = privately({ '10.1.0.0/16': 'pcx-0' }).ask('i-a', 'i-c');
    expect(verdicts(answer)).toBe('reachable, reachable');
    expect(way(answer.forward)).toContain('nat-0 > subnet-b > vpc-0 > pcx-0 > vpc-1');
    expect(way(answer.return)).toContain('eni-nat');
  });

  test('does not lead to the internet', () => {
    const answer = privately({ '0.0.0.0/0': 'igw-0' }).ask('i-a', '8.8.8.8');
    expect(findings(answer)).toEqual(['forward IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS igw-0']);
    expect(messages(answer)).toEqual(['10.0.2.200 has no public address, so igw-0 does not let it out']);
  });

  test('carries tcp, udp and icmp alone', () => {
    const answer = privately({ '10.1.0.0/16': 'pcx-0' }).ask('i-a', 'i-c', '47');
    expect(findings(answer)).toContain('forward PROTOCOL_RESTRICTION nat-0');
    expect(messages(answer)).toContain('nat-0 carries tcp, udp and icmp, not protocol 47');
  });
});

test('a NAT gateway whose own subnet leads back to it goes round in circles', () => {
  const network = oneVpc({ '0.0.0.0/0': 'nat-0' });
  network.eni('eni-nat', {
    subnet: 'subnet-b',
    addresses: ['10.0.2.200'],
    instance: false,
    type: 'nat_gateway',
    groups: [],
  });
  network.add('NatGateways', {
    NatGatewayId: 'nat-0',
    VpcId: 'vpc-0',
    SubnetId: 'subnet-b',
    State: 'available',
    NatGatewayAddresses: [{ PrivateIp: '10.0.2.200', NetworkInterfaceId: 'eni-nat', Status: 'succeeded' }],
  });
  network.eni('eni-a', { subnet: 'subnet-a', addresses: ['10.0.1.10'] });
  const answer = network.ask('i-a', '8.8.8.8');
  expect(findings(answer)).toEqual(['forward NO_PATH nat-0']);
  expect(messages(answer)).toEqual(['the packets go round in circles: nat-0 leads back to itself']);
});

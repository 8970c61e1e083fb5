import {
  addInternetGateway,
  findings,
  messages,
  oneVpc,
  type SmallNetwork,
  verdicts,
  way,
} from '../support/small-network.ts';

const far = '2a00:1450::1';

const dual = (routes: Readonly<Record<string, string>> = {}, groups = ['sg-open']): SmallNetwork => {
  const network = oneVpc(routes);
  network.eni('eni-a', { subnet: 'subnet-a', addresses: ['10.0.1.10', '2600:1:0:1::10'], groups });
  network.eni('eni-b', { subnet: 'subnet-b', addresses: ['10.0.2.10', '2600:1:0:2::10'], groups });
  return network;
};

const addEgressOnly = (network: SmallNetwork): void =>
  network.add('EgressOnlyInternetGateways', {
    EgressOnlyInternetGatewayId: 'eigw-0',
    Attachments: [{ VpcId: 'vpc-0', State: 'attached' }],
  });

describe('inside a VPC', () => {
  test('two instances talk by either family', () => {
    expect(verdicts(dual().ask('i-a', 'i-b'))).toBe('reachable, reachable');
    expect(verdicts(dual().ask('2600:1:0:1::10', '2600:1:0:2::10'))).toBe('reachable, reachable');
    expect(dual().ask('10.0.1.10', '2600:1:0:2::10').verdict).not.toBe('reachable');
  });

  test('a rule for ::/0 lets no IPv4 in, and one for 0.0.0.0/0 no IPv6', () => {
    const six = dual({}, ['sg-six']);
    six.group('sg-six', 'vpc-0', ['tcp/443 ::/0']);
    expect(six.ask('10.0.1.10', '10.0.2.10').verdict).toBe('unreachable');
    expect(six.ask('2600:1:0:1::10', '2600:1:0:2::10').verdict).toBe('reachable');
    const four = dual({}, ['sg-four']);
    four.group('sg-four', 'vpc-0', ['tcp/443 0.0.0.0/0']);
    expect(four.ask('10.0.1.10', '10.0.2.10').verdict).toBe('reachable');
    expect(four.ask('2600:1:0:1::10', '2600:1:0:2::10').verdict).toBe('unreachable');
  });

  test('one family that gets through is enough', () => {
    const network = dual({}, ['sg-six']);
    network.group('sg-six', 'vpc-0', ['tcp/443 2600:1::/56']);
    expect(network.ask('i-a', 'i-b').verdict).toBe('reachable');
  });

  test('an entry of a network ACL for ::/0 denies no IPv4', () => {
    const network = dual();
    const entry = (RuleNumber: number, RuleAction: string, Egress: boolean, cidr: object) => ({
      RuleNumber,
      RuleAction,
      Egress,
      Protocol: '-1',
      ...cidr,
    });
    network.add('NetworkAcls', {
      NetworkAclId: 'acl-0',
      VpcId: 'vpc-0',
      IsDefault: true,
      Associations: [],
      Entries: [false, true].flatMap((egress) => [
        entry(90, 'deny', egress, { Ipv6CidrBlock: '::/0' }),
        entry(100, 'allow', egress, { CidrBlock: '0.0.0.0/0' }),
        entry(101, 'allow', egress, { Ipv6CidrBlock: '::/0' }),
      ]),
    });
    expect(network.ask('10.0.1.10', '10.0.2.10').verdict).toBe('reachable');
    expect(findings(network.ask('2600:1:0:1::10', '2600:1:0:2::10'))).toContain('forward SUBNET_ACL_RESTRICTION acl-0');
  });

  test('the notation of an address does not matter', () => {
    expect(verdicts(dual().ask('2600:0001:0:1:0::10', '2600:1:0:2::10'))).toBe('reachable, reachable');
  });
});

describe('the internet', () => {
  test('is reached without a public address, by the internet gateway, both ways', () => {
    const network = dual({ '::/0': 'igw-0' });
    addInternetGateway(network);
    const answer = network.ask('i-a', far);
    expect(verdicts(answer)).toBe('reachable, reachable');
    expect(way(answer.forward)).toBe('i-a > eni-a > subnet-a > vpc-0 > igw-0 > internet');
    expect(verdicts(network.ask(far, 'i-a'))).toBe('reachable, reachable');
  });

  test('a route for ::/0 leads no IPv4 out, and one for 0.0.0.0/0 no IPv6', () => {
    const six = dual({ '::/0': 'igw-0' });
    addInternetGateway(six);
    expect(findings(six.ask('i-a', '8.8.8.8'))[0]).toBe('forward NO_ROUTE_TO_DESTINATION rtb-0');
    const four = dual({ '0.0.0.0/0': 'igw-0' });
    addInternetGateway(four);
    expect(findings(four.ask('i-a', far))[0]).toBe('forward NO_ROUTE_TO_DESTINATION rtb-0');
  });

  test('an egress-only gateway lets requests out and their replies in, and nothing else', () => {
    const network = dual({ '::/0': 'eigw-0' });
    addEgressOnly(network);
    const answer = network.ask('i-a', far);
    expect(verdicts(answer)).toBe('reachable, reachable');
    expect(way(answer.forward)).toBe('i-a > eni-a > subnet-a > vpc-0 > eigw-0 > internet');
    expect(way(answer.return)).toBe('eigw-0 > vpc-0 > subnet-a > eni-a > i-a');
    expect(network.ask(far, 'i-a').verdict).toBe('unreachable');
    expect(messages(network.ask('eigw-0', 'i-a'))).toEqual(['eigw-0 lets no connections in']);
  });

  test('an egress-only gateway carries no IPv4', () => {
    const network = dual({ '0.0.0.0/0': 'eigw-0' });
    addEgressOnly(network);
    const answer = network.ask('i-a', '8.8.8.8');
    expect(findings(answer)).toEqual(['forward NO_POSSIBLE_DESTINATION eigw-0']);
  });

  test('an egress-only gateway of one VPC leads to an IPv6 address in another, and the reply back', () => {
    const network = dual({ '::/0': 'eigw-0' });
    addEgressOnly(network);
    network.vpc('vpc-1', '10.1.0.0/16', '2600:2::/56');
    network.subnet('subnet-c', 'vpc-1', 'eu-west-1a', '10.1.1.0/24', '2600:2:0:1::/64');
    network.table('rtb-1', { vpc: 'vpc-1', routes: { '::/0': 'igw-1' } });
    network.eni('eni-c', { subnet: 'subnet-c', addresses: ['10.1.1.10', '2600:2:0:1::10'] });
    addInternetGateway(network, 'igw-1', 'vpc-1');
    const answer = network.ask('i-a', '2600:2:0:1::10');
    expect(verdicts(answer)).toBe('reachable, reachable');
    expect(way(answer.forward)).toBe(
      'i-a > eni-a > subnet-a > vpc-0 > eigw-0 > internet > igw-1 > vpc-1 > subnet-c > eni-c > i-c',
    );
    expect(way(answer.return)).toContain('igw-1 > internet > eigw-0 > vpc-0 > subnet-a');
  });

  test('a gateway lets out the addresses of its own VPC alone', () => {
    const network = dual({ '::/0': 'igw-0' });
    addInternetGateway(network);
    network.eni('eni-router', { subnet: 'subnet-a', addresses: ['10.0.1.20'], unchecked: true });
    const answer = network.ask('eni-router', far, 'tcp/443', { sourceAddress: '2600:9::1' });
    expect(findings(answer)).toEqual(['forward IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS igw-0']);
    expect(messages(answer)).toEqual([
      'igw-0 lets out the IPv6 addresses of vpc-0 alone, and 2600:9::1 is not one of them',
    ]);
  });
});

test('ICMPv6 is a protocol of its own', () => {
  const network = dual({}, ['sg-six']);
  network.group('sg-six', 'vpc-0', ['icmpv6 ::/0']);
  expect(network.ask('i-a', 'i-b', 'icmpv6').verdict).toBe('reachable');
  expect(network.ask('i-a', 'i-b', 'icmp').verdict).toBe('unreachable');
});

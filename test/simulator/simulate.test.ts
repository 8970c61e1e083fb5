import { documentsOf } from './described.ts';
import { exists } from './exists.ts';
import {
  addAttachment,
  addInternetGateway,
  addNat,
  addPeering,
  addTable,
  addTransitGateway,
  addTransitTable,
  routeTo,
  transitRoute,
} from './joints.ts';
import { addAcl, entry, permission } from './parts.ts';
import { aclOf, eniOf, fate, found, groupOf, send, tableOf, twoVpcs } from './two-vpcs.ts';

const cidr = (CidrIp: string) => ({ IpRanges: [{ CidrIp }] });
const ofGroup = (GroupId: string) => ({ UserIdGroupPairs: [{ GroupId }] });

describe('ENIs', () => {
  test('neighbours and ENIs of one VPC talk', () => {
    expect(fate(send(twoVpcs(), 'eni-a', '10.0.1.20'))).toBe('answered');
    expect(fate(send(twoVpcs(), 'eni-a', '10.0.2.10'))).toBe('answered');
  });

  test('an address that nobody has is lost', () => {
    expect(fate(send(twoVpcs(), 'eni-a', '10.0.2.99'))).toBe('lost: nobody has the address');
  });

  test('an ENI sends from its own addresses, unless its check is off', () => {
    const network = twoVpcs();
    expect(fate(send(network, 'eni-a', '10.0.2.10', { source: '10.0.1.20' }))).toBe('lost: source check');
    eniOf(network, 'eni-a').SourceDestCheck = false;
    expect(send(network, 'eni-a', '10.0.2.10', { source: '10.0.1.20' }).request.arrived).toBe(true);
  });

  test('an instance that is not running passes nothing', () => {
    const network = twoVpcs();
    for (const each of network.Reservations.flatMap((reservation) => reservation.Instances ?? []))
      if (each.InstanceId === 'i-b') each.State = { Name: 'stopped' };
    expect(fate(send(network, 'eni-a', '10.0.2.10'))).toBe('lost: instance stopped');
    expect(fate(send(network, 'eni-b', '10.0.1.10'))).toBe('lost: instance stopped');
  });

  test('a router needs its check off, and passes packets on unchanged', () => {
    const network = twoVpcs();
    tableOf(network, 'rtb-0').Associations = [];
    addTable(
      network,
      'rtb-a',
      'vpc-0',
      ['subnet-a'],
      [routeTo('10.0.2.0/24', 'eni-b'), routeTo('10.7.0.0/16', 'eni-b')],
    );
    addTable(network, 'rtb-b', 'vpc-0', ['subnet-b'], []);
    expect(fate(send(network, 'eni-a', '10.0.2.10'))).toBe('answered');
    expect(fate(send(network, 'eni-a', '10.7.0.1'))).toBe('lost: destination check');
    eniOf(network, 'eni-b').SourceDestCheck = false;
    expect(fate(send(network, 'eni-a', '10.7.0.1'))).toBe('lost: no route in rtb-b');
  });
});

describe('security groups', () => {
  const toB = (rule: ReturnType<typeof permission>) => {
    const network = twoVpcs();
    network.SecurityGroups.push({ GroupId: 'sg-b', VpcId: 'vpc-0', IpPermissions: [rule], IpPermissionsEgress: [] });
    eniOf(network, 'eni-b').Groups = [{ GroupId: 'sg-b' }];
    return network;
  };
  const refused = 'lost: security group ingress at eni-b';

  test('are stateful: the reply needs no egress rule', () => {
    const network = toB(permission('tcp', 443, 443, cidr('10.0.1.10/32')));
    expect(fate(send(network, 'eni-a', '10.0.2.10'))).toBe('answered');
    expect(fate(send(network, 'eni-n', '10.0.2.10'))).toBe(refused);
    expect(fate(send(network, 'eni-b', '10.0.1.10'))).toBe('lost: security group egress at eni-b');
  });

  test.each([
    ['-1', undefined, undefined, 47, 0, 'answered'],
    ['tcp', 443, 443, 6, 444, refused],
    ['tcp', -1, -1, 6, 1, 'answered'],
    ['tcp', undefined, undefined, 6, 1, 'answered'],
    ['tcp', 443, 443, 17, 443, refused],
    ['47', undefined, undefined, 47, 0, 'answered'],
    ['icmp', 8, -1, 1, 8 * 256 + 3, 'answered'],
    ['icmp', 8, 0, 1, 8 * 256 + 3, refused],
    ['icmp', -1, -1, 1, 0, 'answered'],
    ['icmp', -1, 0, 1, 0, refused],
  ])('%s %s-%s takes protocol %i to port %i: %s', (name, from, to, protocol, destinationPort, expected) => {
    const network = toB(permission(name, from, to, cidr('0.0.0.0/0')));
    expect(fate(send(network, 'eni-a', '10.0.2.10', { protocol, destinationPort }))).toBe(expected);
  });

  test('know prefix lists', () => {
    const network = toB(permission('tcp', 443, 443, { PrefixListIds: [{ PrefixListId: 'pl-1' }] }));
    expect(fate(send(network, 'eni-a', '10.0.2.10'))).toBe(refused);
    network.PrefixListEntries.push({ PrefixListId: 'pl-1', Entries: [{ Cidr: '10.0.1.0/28' }] });
    expect(fate(send(network, 'eni-a', '10.0.2.10'))).toBe('answered');
    expect(fate(send(network, 'eni-n', '10.0.2.10'))).toBe(refused);
  });

  test("know the members of a group, while the packet has its sender's identity", () => {
    const network = toB(permission('tcp', 443, 443, ofGroup('sg-0')));
    expect(fate(send(network, 'eni-a', '10.0.2.10'))).toBe('answered');
    expect(fate(send(network, 'eni-a', '10.0.1.20'))).toBe('answered');
    eniOf(network, 'eni-n').SourceDestCheck = false;
    addTable(network, 'rtb-b', 'vpc-0', ['subnet-b'], [routeTo('10.0.1.0/24', 'eni-n')]);
    eniOf(network, 'eni-a').Groups = [{ GroupId: 'sg-b' }];
    groupOf(network, 'sg-b').IpPermissionsEgress = [permission('-1', undefined, undefined, cidr('0.0.0.0/0'))];
    expect(fate(send(network, 'eni-b', '10.0.1.10'))).toBe('lost: security group ingress at eni-a');
  });
});

describe('network ACLs', () => {
  test('the lowest number that matches decides, however they are listed', () => {
    const network = twoVpcs();
    const acl = aclOf(network, 'acl-0');
    acl.Entries?.unshift(entry(200, 'in', 'deny'));
    expect(fate(send(network, 'eni-a', '10.0.2.10'))).toBe('answered');
    acl.Entries?.push(entry(99, 'in', 'deny', '10.0.1.0/24', '6', 443, 443));
    expect(fate(send(network, 'eni-a', '10.0.2.10'))).toBe('lost: acl-0 in');
    expect(fate(send(network, 'eni-a', '10.0.2.10', { destinationPort: 444 }))).toBe('answered');
  });

  test('are stateless, and not read inside a subnet', () => {
    const network = twoVpcs();
    addAcl(
      network,
      'acl-a',
      'vpc-0',
      ['subnet-a'],
      [entry(1, 'out', 'allow'), entry(1, 'in', 'allow', '0.0.0.0/0', '6', 1, 9)],
    );
    expect(fate(send(network, 'eni-a', '10.0.2.10'))).toBe('no reply: acl-a in');
    expect(fate(send(network, 'eni-a', '10.0.2.10', { sourcePort: 9 }))).toBe('answered');
    expect(fate(send(network, 'eni-a', '10.0.1.20'))).toBe('answered');
  });
});

describe('route tables', () => {
  test('the longest prefix wins, a blackhole drops, a static CIDR comes before a prefix list', () => {
    const network = twoVpcs();
    const blackhole = { ...routeTo('10.0.2.0/25', 'eni-n'), State: 'blackhole' as const };
    addTable(network, 'rtb-a', 'vpc-0', ['subnet-a'], [routeTo('10.0.2.0/24', 'eni-b'), blackhole]);
    expect(fate(send(network, 'eni-a', '10.0.2.10'))).toBe('lost: blackhole route in rtb-a');
    network.PrefixListEntries.push({ PrefixListId: 'pl-1', Entries: [{ Cidr: '10.0.2.0/25' }] });
    tableOf(network, 'rtb-a').Routes?.unshift(routeTo('pl-1', 'eni-b'));
    expect(fate(send(network, 'eni-a', '10.0.2.10'))).toBe('lost: blackhole route in rtb-a');
    tableOf(network, 'rtb-a').Routes?.pop();
    expect(fate(send(network, 'eni-a', '10.0.2.10'))).toBe('answered');
  });

  test('a loop is lost', () => {
    const network = twoVpcs();
    eniOf(network, 'eni-n').SourceDestCheck = false;
    addTable(network, 'rtb-a', 'vpc-0', ['subnet-a'], [routeTo('10.0.2.0/24', 'eni-n')]);
    expect(fate(send(network, 'eni-a', '10.0.2.10'))).toBe('lost: loop');
  });
});

describe('VPC peering', () => {
  const peered = () => {
    const network = twoVpcs();
    addPeering(network, 'pcx-1', 'vpc-0', 'vpc-1');
    tableOf(network, 'rtb-0').Routes?.push(routeTo('10.1.0.0/16', 'pcx-1'), routeTo('10.2.0.0/16', 'pcx-1'));
    tableOf(network, 'rtb-1').Routes?.push(routeTo('10.0.0.0/16', 'pcx-1'));
    return network;
  };

  test('joins two VPCs while it is active, and keeps the identity', () => {
    const network = peered();
    groupOf(network, 'sg-1').IpPermissions = [permission('tcp', 443, 443, ofGroup('sg-0'))];
    expect(fate(send(network, 'eni-a', '10.1.1.10'))).toBe('answered');
    found(network.VpcPeeringConnections[0]).Status = { Code: 'deleted' };
    expect(fate(send(network, 'eni-a', '10.1.1.10'))).toBe('lost: peering not active');
  });

  test('lets nothing pass through, and needs a route back', () => {
    const network = peered();
    expect(fate(send(network, 'eni-a', '10.2.0.1'))).toBe('lost: peering: destination outside the VPC');
    tableOf(network, 'rtb-1').Routes?.pop();
    expect(fate(send(network, 'eni-a', '10.1.1.10'))).toBe('no reply: no route in rtb-1');
  });
});

describe('the internet', () => {
  const withGateway = () => {
    const network = twoVpcs();
    addInternetGateway(network, 'igw-0', 'vpc-0');
    tableOf(network, 'rtb-0').Routes?.push(routeTo('0.0.0.0/0', 'igw-0'));
    Object.assign(eniOf(network, 'eni-a').PrivateIpAddresses?.[0] ?? {}, { Association: { PublicIp: '52.0.0.1' } });
    return network;
  };

  test('a public address goes out and is reached', () => {
    expect(send(withGateway(), 'eni-a', '8.8.8.8').request.at).toBe('internet');
    expect(fate(send(withGateway(), 'eni-a', '8.8.8.8'))).toBe('answered');
    expect(fate(send(withGateway(), 'internet', '52.0.0.1'))).toBe('answered');
    expect(fate(send(withGateway(), 'eni-b', '8.8.8.8'))).toBe('lost: no public address');
    expect(fate(send(withGateway(), 'eni-a', '172.16.0.1'))).toBe('lost: internet gateway: private destination');
  });

  test('traffic between two public addresses turns around at the edge', () => {
    const network = withGateway();
    Object.assign(eniOf(network, 'eni-b').PrivateIpAddresses?.[0] ?? {}, { Association: { PublicIp: '52.0.0.2' } });
    const { request, reply } = send(network, 'eni-a', '52.0.0.2');
    expect([request.at, reply?.arrived]).toEqual(['eni-b', true]);
    groupOf(network, 'sg-0').IpPermissions = [permission('tcp', 443, 443, ofGroup('sg-0'))];
    expect(fate(send(network, 'eni-a', '52.0.0.2'))).toBe('lost: security group ingress at eni-b');
  });

  test('a gateway table routes what comes in', () => {
    const network = withGateway();
    addTable(network, 'rtb-edge', 'vpc-0', ['igw-0'], [routeTo('10.0.1.0/24', 'eni-b')]);
    expect(fate(send(network, 'internet', '52.0.0.1'))).toBe('lost: destination check');
    eniOf(network, 'eni-b').SourceDestCheck = false;
    expect(fate(send(network, 'internet', '52.0.0.1'))).toBe('answered');
  });

  test('Block Public Access stops both ways; block-ingress lets NAT gateways ask; an exclusion lifts it', () => {
    const network = withGateway();
    const options = { InternetGatewayBlockMode: 'block-ingress' as 'block-ingress' | 'block-bidirectional' };
    network.VpcBlockPublicAccessOptions.push(options);
    addTable(
      network,
      'rtb-b',
      'vpc-0',
      ['subnet-b'],
      [routeTo('0.0.0.0/0', addNat(network, 'nat-1', 'subnet-a', '10.0.1.50', '52.1.0.1'))],
    );
    expect(fate(send(network, 'eni-a', '8.8.8.8'))).toBe('lost: VPC Block Public Access');
    expect(fate(send(network, 'eni-b', '8.8.8.8'))).toBe('answered');
    options.InternetGatewayBlockMode = 'block-bidirectional';
    expect(fate(send(network, 'eni-b', '8.8.8.8'))).toBe('lost: VPC Block Public Access');
    network.VpcBlockPublicAccessExclusions.push({
      ResourceArn: 'arn:aws:ec2:eu-west-1:111111111111:subnet/subnet-a',
      InternetGatewayExclusionMode: 'allow-bidirectional',
    });
    expect(fate(send(network, 'eni-a', '8.8.8.8'))).toBe('answered');
  });

  test('a NAT gateway asks for others, and lets nothing in but replies', () => {
    const network = withGateway();
    const nat = addNat(network, 'nat-1', 'subnet-a', '10.0.1.50', '52.1.0.1');
    addTable(network, 'rtb-b', 'vpc-0', ['subnet-b'], [routeTo('0.0.0.0/0', nat)]);
    expect(fate(send(network, 'eni-b', '8.8.8.8'))).toBe('answered');
    expect(fate(send(network, 'eni-b', '8.8.8.8', { protocol: 47 }))).toBe('lost: NAT gateway: protocol');
    expect(fate(send(network, 'internet', '52.1.0.1'))).toBe('lost: NAT gateway: not a reply');
    found(network.NatGateways[0]).State = 'failed';
    expect(fate(send(network, 'eni-b', '8.8.8.8'))).toBe('lost: NAT gateway not available');
  });

  test('the reply to a NAT gateway needs its ports of 1024 to 65535', () => {
    const network = withGateway();
    const nat = addNat(network, 'nat-1', 'subnet-a', '10.0.1.50', '52.1.0.1');
    addTable(network, 'rtb-b', 'vpc-0', ['subnet-b'], [routeTo('0.0.0.0/0', nat)]);
    const query = { from: 'eni-b', to: '8.8.8.8', protocol: 'tcp', port: '443', sourcePort: '500' };
    const fromOutside = (from: number, to: number) => entry(50, 'in', 'allow', '8.8.8.8/32', '6', from, to);
    const fromB = entry(60, 'in', 'allow', '10.0.2.0/24');
    addAcl(network, 'acl-a', 'vpc-0', ['subnet-a'], [fromOutside(0, 1023), fromB, entry(1, 'out', 'allow')]);
    expect(exists(documentsOf(network), query)).toMatchObject({ forward: true, both: false });
    aclOf(network, 'acl-a').Entries?.unshift({ ...fromOutside(2000, 2000), RuleNumber: 40 });
    expect(exists(documentsOf(network), query)).toMatchObject({ forward: true, both: true });
  });
});

describe('transit gateways', () => {
  const joined = (referencing = true) => {
    const network = twoVpcs();
    addTransitGateway(network, 'tgw-1', true);
    addAttachment(network, 'tgw-attach-0', 'tgw-1', 'vpc-0', ['subnet-a'], 'tgw-rtb-0', { referencing });
    addAttachment(network, 'tgw-attach-1', 'tgw-1', 'vpc-1', ['subnet-c'], 'tgw-rtb-1');
    addTransitTable(network, 'tgw-rtb-0', 'tgw-1', [
      transitRoute(network, '10.1.0.0/16', 'tgw-attach-1', 'propagated'),
    ]);
    addTransitTable(network, 'tgw-rtb-1', 'tgw-1', [transitRoute(network, '10.0.0.0/16', 'tgw-attach-0')]);
    tableOf(network, 'rtb-0').Routes?.push(routeTo('10.0.0.0/8', 'tgw-1'));
    tableOf(network, 'rtb-1').Routes?.push(routeTo('10.0.0.0/8', 'tgw-1'));
    return network;
  };

  test('carry by the table of the attachment that the packet came in by, each way its own', () => {
    const network = joined();
    expect(fate(send(network, 'eni-a', '10.1.1.10'))).toBe('answered');
    network.TransitGatewayRoutes.pop();
    expect(fate(send(network, 'eni-a', '10.1.1.10'))).toBe('no reply: no transit gateway route in tgw-rtb-1');
  });

  test('a static route comes before a propagated one, a blackhole drops', () => {
    const network = joined();
    network.TransitGatewayRoutes[0]?.Routes.push(transitRoute(network, '10.1.0.0/16', undefined));
    expect(fate(send(network, 'eni-a', '10.1.1.10'))).toBe('lost: no transit gateway route in tgw-rtb-0');
  });

  test('the attachment must be there, associated, and in the zone of the sender', () => {
    expect(fate(send(joined(), 'eni-b', '10.1.1.10'))).toBe('lost: attachment not in the zone');
    const network = joined();
    delete found(network.TransitGatewayAttachments[0]).Association;
    expect(fate(send(network, 'eni-a', '10.1.1.10'))).toBe('lost: attachment not associated');
    found(network.TransitGatewayVpcAttachments[0]).State = 'deleted';
    expect(fate(send(network, 'eni-a', '10.1.1.10'))).toBe('lost: no transit gateway attachment');
  });

  test("an attachment's subnet reads its ACL both ways going in, none where the destination is its neighbour", () => {
    const network = joined();
    const acl = addAcl(network, 'acl-c', 'vpc-1', ['subnet-c'], []);
    expect(fate(send(network, 'eni-a', '10.1.1.10'))).toBe(`no reply: ${acl} out`);
    aclOf(network, acl).Entries?.unshift(entry(1, 'out', 'allow'));
    expect(fate(send(network, 'eni-a', '10.1.1.10'))).toBe(`no reply: ${acl} in`);
    aclOf(network, acl).Entries?.unshift(entry(1, 'in', 'allow'));
    expect(fate(send(network, 'eni-a', '10.1.1.10'))).toBe('answered');
  });

  test('keep the identity only if both attachments do, and for ingress alone', () => {
    const refers = (network: ReturnType<typeof twoVpcs>) => {
      groupOf(network, 'sg-1').IpPermissions = [permission('tcp', 443, 443, ofGroup('sg-0'))];
      return network;
    };
    expect(fate(send(refers(joined()), 'eni-a', '10.1.1.10'))).toBe('answered');
    expect(fate(send(refers(joined(false)), 'eni-a', '10.1.1.10'))).toBe('lost: security group ingress at eni-c');
    const network = joined();
    groupOf(network, 'sg-0').IpPermissionsEgress = [permission('tcp', 443, 443, ofGroup('sg-1'))];
    expect(fate(send(network, 'eni-a', '10.1.1.10'))).toBe('lost: egress group reference over a transit gateway');
  });

  test('a NAT gateway behind one serves it', () => {
    const network = joined();
    addInternetGateway(network, 'igw-1', 'vpc-1');
    const nat = addNat(network, 'nat-1', 'subnet-c', '10.1.1.50', '52.1.1.1');
    network.Subnets.push({
      SubnetId: 'subnet-d',
      VpcId: 'vpc-1',
      CidrBlock: '10.1.2.0/24',
      AvailabilityZone: 'eu-west-1a',
    });
    found(network.TransitGatewayVpcAttachments[1]).SubnetIds = ['subnet-d'];
    addTable(network, 'rtb-d', 'vpc-1', ['subnet-d'], [routeTo('0.0.0.0/0', nat)]);
    tableOf(network, 'rtb-1').Routes?.push(routeTo('0.0.0.0/0', 'igw-1'));
    tableOf(network, 'rtb-0').Routes?.push(routeTo('0.0.0.0/0', 'tgw-1'));
    network.TransitGatewayRoutes[0]?.Routes.push(transitRoute(network, '0.0.0.0/0', 'tgw-attach-1'));
    expect(fate(send(network, 'eni-a', '8.8.8.8'))).toBe('answered');
  });
});

test('a truth needs one packet of all that are asked for', () => {
  const network = twoVpcs();
  groupOf(network, 'sg-0').IpPermissions = [permission('tcp', 8005, 8005, cidr('10.0.2.10/32'))];
  const ask = (port: string) =>
    exists(documentsOf(network), { from: 'eni-b', to: 'eni-a', protocol: 'tcp', port }).both;
  expect([ask('8000-8010'), ask('1-8004,8006-65535'), ask('80,8005')]).toEqual([true, false, true]);
});

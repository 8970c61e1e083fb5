import {
  addInternetGateway,
  findings,
  messages,
  oneVpc,
  type SmallNetwork,
  verdicts,
  way,
} from '../support/small-network.ts';

const withRoute = (destination: string, target: string): SmallNetwork => {
  const network = oneVpc({ [destination]: target });
  network.eni('eni-a', { subnet: 'subnet-a', addresses: ['10.0.1.10'], public: '198.18.0.1' });
  network.eni('eni-b', { subnet: 'subnet-b', addresses: ['10.0.2.10'] });
  return network;
};

describe('what the model does not follow is unknown, by its name', () => {
  test.each([
    ['arn:aws:networkmanager::111111111111:core-network/core-network-0', 'Cloud WAN'],
    ['lgw-0', 'a local gateway'],
    ['cagw-0', 'a carrier gateway'],
  ])('a route to %s (%s)', (target) => {
    const answer = withRoute('172.16.0.0/12', target).ask('i-a', '172.16.0.1');
    expect(answer.verdict).toBe('unknown');
    expect(answer.unmodelled).toEqual([target]);
    expect(messages(answer)).toEqual([`rtb-0 routes 172.16.0.0/12 to ${target}, which the model does not follow`]);
  });

  test('an endpoint of a Gateway Load Balancer, or of Network Firewall', () => {
    const network = withRoute('10.0.2.0/24', 'vpce-0');
    network.add('VpcEndpoints', {
      VpcEndpointId: 'vpce-0',
      VpcEndpointType: 'GatewayLoadBalancer',
      VpcId: 'vpc-0',
      State: 'available',
    });
    const answer = network.ask('i-a', 'i-b');
    expect(answer.verdict).toBe('unknown');
    expect(answer.unmodelled).toEqual(['vpce-0']);
    expect(messages(answer)).toEqual([
      'vpce-0 (GatewayLoadBalancer) inspects or forwards what is routed to it, which the model does not follow',
    ]);
  });

  test.each(['connect', 'direct-connect-gateway', 'network-function'])(
    'a transit gateway attachment of type %s',
    (type) => {
      const network = withRoute('172.16.0.0/12', 'tgw-0');
      const attachment = (id: string, kind: string, resource: string) => ({
        TransitGatewayAttachmentId: id,
        TransitGatewayId: 'tgw-0',
        ResourceType: kind,
        ResourceId: resource,
        State: 'available',
        Association: { TransitGatewayRouteTableId: 'tgw-rtb-0', State: 'associated' },
      });
      network.add('TransitGateways', { TransitGatewayId: 'tgw-0', State: 'available' });
      network.add(
        'TransitGatewayAttachments',
        attachment('tgw-attach-0', 'vpc', 'vpc-0'),
        attachment('tgw-attach-1', type, 'thing-1'),
      );
      network.add('TransitGatewayVpcAttachments', {
        TransitGatewayAttachmentId: 'tgw-attach-0',
        SubnetIds: ['subnet-a'],
      });
      network.add('TransitGatewayRoutes', {
        TransitGatewayRouteTableId: 'tgw-rtb-0',
        Routes: [
          {
            DestinationCidrBlock: '172.16.0.0/12',
            Type: 'static',
            State: 'active',
            TransitGatewayAttachments: [
              { TransitGatewayAttachmentId: 'tgw-attach-1', ResourceId: 'thing-1', ResourceType: type },
            ],
          },
        ],
      });
      const answer = network.ask('i-a', '172.16.0.1');
      expect(answer.verdict).toBe('unknown');
      expect(answer.unmodelled).toEqual(['thing-1']);
    },
  );
});

describe('routing to an appliance', () => {
  /** What comes in by igw-0 for subnet-b goes to eni-mid in subnet-a first. */
  const guarded = (): SmallNetwork => {
    const network = oneVpc({ '0.0.0.0/0': 'igw-0' });
    addInternetGateway(network);
    network.table('rtb-edge', { vpc: 'vpc-0', gateways: ['igw-0'], routes: { '10.0.2.0/24': 'eni-mid' } });
    network.table('rtb-b', { vpc: 'vpc-0', subnets: ['subnet-b'], routes: { '0.0.0.0/0': 'eni-mid' } });
    network.eni('eni-mid', { subnet: 'subnet-a', addresses: ['10.0.1.10'], public: '198.18.0.1', unchecked: true });
    network.eni('eni-b', { subnet: 'subnet-b', addresses: ['10.0.2.10'], public: '198.18.0.2' });
    return network;
  };

  test("a gateway's own route table leads by it, both ways", () => {
    const answer = guarded().ask('internet', 'i-b');
    expect(verdicts(answer)).toBe('reachable, reachable');
    expect(way(answer.forward)).toBe(
      'internet > igw-0 > vpc-0 > subnet-a > eni-mid > eni-mid > subnet-a > vpc-0 > subnet-b > eni-b > i-b',
    );
    expect(way(answer.return)).toContain('subnet-a > eni-mid > eni-mid > subnet-a > vpc-0 > igw-0 > internet');
  });

  test('an appliance that checks source and destination stops it', () => {
    const network = guarded();
    network.edit('NetworkInterfaces', (one) => ({ ...one, SourceDestCheck: true }));
    expect(findings(network.ask('internet', 'i-b'))).toContain('forward ENI_SOURCE_DEST_CHECK_RESTRICTION eni-mid');
  });

  test('a route more specific than local leads by an appliance inside', () => {
    const network = guarded();
    network.table('rtb-a', { vpc: 'vpc-0', subnets: ['subnet-a'], routes: {} });
    network.subnet('subnet-c', 'vpc-0', 'eu-west-1a', '10.0.3.0/24');
    network.table('rtb-c', { vpc: 'vpc-0', subnets: ['subnet-c'], routes: { '10.0.2.0/24': 'eni-mid' } });
    network.eni('eni-c', { subnet: 'subnet-c', addresses: ['10.0.3.10'] });
    expect(way(network.ask('i-c', 'i-b').forward)).toContain('subnet-c > vpc-0 > subnet-a > eni-mid > eni-mid');
  });
});

test('a prefix list of a customer serves in routes and in rules', () => {
  const network = withRoute('pl-1', 'igw-0');
  addInternetGateway(network);
  network.add('PrefixListEntries', { PrefixListId: 'pl-1', Entries: [{ Cidr: '8.8.8.0/24' }, { Cidr: '9.9.9.0/24' }] });
  network.group('sg-pl', 'vpc-0', [], ['tcp/443 pl-1']);
  network.edit('NetworkInterfaces', (one) => ({ ...one, Groups: [{ GroupId: 'sg-pl' }] }));
  expect(network.ask('i-a', '9.9.9.9').verdict).toBe('reachable');
  expect(network.ask('i-a', '8.8.4.4').verdict).toBe('unreachable');
});

describe('another account', () => {
  const peered = (status: string): SmallNetwork => {
    const network = withRoute('10.1.0.0/16', 'pcx-0');
    network.add('VpcPeeringConnections', {
      VpcPeeringConnectionId: 'pcx-0',
      Status: { Code: status },
      RequesterVpcInfo: { VpcId: 'vpc-0', OwnerId: '111111111111', CidrBlock: '10.0.0.0/16' },
      AccepterVpcInfo: { VpcId: 'vpc-9', OwnerId: '222222222222', CidrBlock: '10.1.0.0/16' },
    });
    return network;
  };

  test("a peered VPC that is another account's is unknown", () => {
    const answer = peered('active').ask('i-a', '10.1.0.1');
    expect(answer.verdict).toBe('unknown');
    expect(findings(answer)).toEqual(['forward UNKNOWN_DESTINATION vpc-9']);
    expect(messages(answer)).toEqual(['vpc-9 behind pcx-0 (account 222222222222) is not in the snapshot']);
  });

  test('a peering that is not active blocks all the same', () => {
    const answer = peered('pending-acceptance').ask('i-a', '10.1.0.1');
    expect(answer.verdict).toBe('unreachable');
    expect(messages(answer)).toContain('pcx-0 is pending-acceptance');
  });

  test('the peering may be the end', () => {
    expect(verdicts(peered('active').ask('i-a', 'pcx-0'))).toBe('reachable, reachable');
    expect(peered('active').ask('pcx-0', 'i-a').forward.verdict).toBe('reachable');
  });

  test('a transit gateway that is shared hides its table', () => {
    const network = withRoute('172.16.0.0/12', 'tgw-0');
    network.add('TransitGatewayAttachments', {
      TransitGatewayAttachmentId: 'tgw-attach-0',
      TransitGatewayId: 'tgw-0',
      TransitGatewayOwnerId: '222222222222',
      ResourceOwnerId: '111111111111',
      ResourceType: 'vpc',
      ResourceId: 'vpc-0',
      State: 'available',
    });
    network.add('TransitGatewayVpcAttachments', {
      TransitGatewayAttachmentId: 'tgw-attach-0',
      SubnetIds: ['subnet-a'],
    });
    const answer = network.ask('i-a', '172.16.0.1');
    expect(answer.verdict).toBe('unknown');
    expect(findings(answer)).toEqual(['forward TGW_RTB_ROUTES_ARE_UNKNOWN tgw-attach-0']);
  });
});

import type { Raw } from '../../lambda/snapshot/raw.ts';
import { findings, messages, oneVpc, type SmallNetwork, verdicts, way } from '../support/small-network.ts';

interface ConnectionParts {
  readonly id?: string;
  readonly state?: string;
  /** The status of each tunnel; none where there is no telemetry. */
  readonly tunnels?: readonly string[];
  /** Static routes; the connection is one of BGP where there are none. */
  readonly routes?: readonly string[];
  readonly transitGateway?: string;
}

const addConnection = (
  network: SmallNetwork,
  { id = 'vpn-0', state = 'available', tunnels = ['UP', 'DOWN'], routes, transitGateway }: ConnectionParts = {},
): void =>
  network.add('VpnConnections', {
    VpnConnectionId: id,
    State: state,
    ...(transitGateway === undefined ? { VpnGatewayId: 'vgw-0' } : { TransitGatewayId: transitGateway }),
    Options: { StaticRoutesOnly: routes !== undefined },
    Routes: (routes ?? []).map((DestinationCidrBlock) => ({ DestinationCidrBlock, State: 'available' })),
    VgwTelemetry: tunnels.map((Status) => ({ Status })),
  });

const addGateway = (network: SmallNetwork, more: Raw = {}): void =>
  network.add('VpnGateways', {
    VpnGatewayId: 'vgw-0',
    State: 'available',
    VpcAttachments: [{ VpcId: 'vpc-0', State: 'attached' }],
    ...more,
  });

const withGateway = (connection?: ConnectionParts): SmallNetwork => {
  const network = oneVpc({ '172.16.0.0/12': 'vgw-0' });
  addGateway(network);
  if (connection !== undefined) addConnection(network, connection);
  network.eni('eni-a', { subnet: 'subnet-a', addresses: ['10.0.1.10'] });
  return network;
};

describe('over a VPN gateway', () => {
  test('an address on premises is reached through a connection with a tunnel up, and answers', () => {
    const answer = withGateway({}).ask('i-a', '172.16.0.1');
    expect(verdicts(answer)).toBe('reachable, reachable');
    expect(way(answer.forward)).toBe('i-a > eni-a > subnet-a > vpc-0 > vgw-0 > vpn-0');
    expect(way(answer.return)).toBe('vgw-0 > vpc-0 > subnet-a > eni-a > i-a');
  });

  test('an address on premises reaches an instance', () => {
    const answer = withGateway({}).ask('172.16.0.1', 'i-a');
    expect(verdicts(answer)).toBe('reachable, reachable');
    expect(way(answer.return)).toBe('i-a > eni-a > subnet-a > vpc-0 > vgw-0 > vpn-0');
  });

  test.each(['vgw-0', 'vpn-0'])('%s may be either end', (end) => {
    expect(verdicts(withGateway({}).ask('i-a', end))).toBe('reachable, reachable');
    expect(verdicts(withGateway({}).ask(end, 'i-a'))).toBe('reachable, reachable');
  });

  test('no tunnel is up', () => {
    const answer = withGateway({ tunnels: ['DOWN', 'DOWN'] }).ask('i-a', '172.16.0.1');
    expect(findings(answer)).toEqual(['forward BAD_STATE_VPN vpn-0']);
    expect(messages(answer)).toEqual(['vpn-0 has no tunnel that is up']);
  });

  test('the connection is not available', () => {
    const answer = withGateway({ state: 'deleting' }).ask('i-a', '172.16.0.1');
    expect(messages(answer)).toEqual(['vpn-0 is deleting']);
  });

  test('whether a tunnel is up is not known', () => {
    const answer = withGateway({ tunnels: [] }).ask('i-a', '172.16.0.1');
    expect(answer.verdict).toBe('unknown');
    expect(messages(answer)).toEqual(['whether a tunnel of vpn-0 is up is not in the snapshot']);
  });

  test('a connection with static routes carries what they cover', () => {
    expect(withGateway({ routes: ['172.16.0.0/16'] }).ask('i-a', '172.16.0.1').verdict).toBe('reachable');
    const answer = withGateway({ routes: ['172.17.0.0/16'] }).ask('i-a', '172.16.0.1');
    expect(findings(answer)).toEqual(['forward CANNOT_ROUTE vpn-0']);
    expect(messages(answer)).toEqual(['vpn-0 has no static route to 172.16.0.1']);
  });

  test('any of several connections will do', () => {
    const network = withGateway({ tunnels: ['DOWN'] });
    addConnection(network, { id: 'vpn-1' });
    expect(verdicts(network.ask('i-a', '172.16.0.1'))).toBe('reachable, reachable');
    expect(verdicts(network.ask('i-a', 'vpn-1'))).toBe('reachable, reachable');
    expect(findings(network.ask('i-a', 'vpn-0'))).toEqual(['forward BAD_STATE_VPN vpn-0']);
  });

  test('without a connection, such as behind Direct Connect, what lies there is not known', () => {
    const answer = withGateway().ask('i-a', '172.16.0.1');
    expect(answer.verdict).toBe('unknown');
    expect(answer.unmodelled).toEqual(['vgw-0']);
  });

  test('a gateway that is attached to no VPC, or to another', () => {
    for (const attachments of [[], [{ VpcId: 'vpc-9', State: 'attached' }], [{ VpcId: 'vpc-0', State: 'detached' }]]) {
      const network = oneVpc({ '172.16.0.0/12': 'vgw-0' });
      addGateway(network, { VpcAttachments: attachments });
      addConnection(network);
      network.eni('eni-a', { subnet: 'subnet-a', addresses: ['10.0.1.10'] });
      const answer = network.ask('i-a', '172.16.0.1');
      expect(findings(answer)).toEqual(['forward BAD_STATE_ATTACHMENT vgw-0']);
      expect(messages(answer)).toEqual(['vgw-0 is not attached to vpc-0']);
    }
  });

  test('takes no packets from a peered VPC', () => {
    const network = withGateway({});
    network.vpc('vpc-1', '10.1.0.0/16');
    network.subnet('subnet-c', 'vpc-1', 'eu-west-1a', '10.1.1.0/24');
    network.table('rtb-1', { vpc: 'vpc-1', routes: { '172.16.0.0/12': 'pcx-0' } });
    network.eni('eni-c', { subnet: 'subnet-c', addresses: ['10.1.1.10'] });
    network.add('VpcPeeringConnections', {
      VpcPeeringConnectionId: 'pcx-0',
      Status: { Code: 'active' },
      RequesterVpcInfo: { VpcId: 'vpc-0', CidrBlock: '10.0.0.0/16' },
      AccepterVpcInfo: { VpcId: 'vpc-1', CidrBlock: '10.1.0.0/16' },
    });
    expect(findings(network.ask('i-c', '172.16.0.1'))).toContain('forward PCX_REQUIRES_ADDRESS_IN_VPC_CIDR pcx-0');
  });

  test('carries into its VPC alone', () => {
    const answer = withGateway({}).ask('vgw-0', '8.8.8.8');
    expect(findings(answer)).toEqual(['forward VGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS vgw-0']);
    expect(messages(answer)).toEqual(['vgw-0 leads into vpc-0 alone, and 8.8.8.8 is not in it']);
  });

  test('drops what a router sends under a foreign address', () => {
    const network = withGateway({});
    network.eni('eni-router', { subnet: 'subnet-a', addresses: ['10.0.1.20'], unchecked: true });
    const answer = network.ask('eni-router', '172.16.0.1', 'tcp/443', { sourceAddress: '192.168.7.7' });
    expect(findings(answer)).toEqual(['forward VGW_PRIVATE_IP_ASSOCIATION_FOR_EGRESS vgw-0']);
    expect(messages(answer)).toEqual(['vgw-0 carries packets of vpc-0 alone, and 192.168.7.7 is not of it']);
  });

  test('the reply needs the route back', () => {
    const network = withGateway({});
    network.edit('RouteTables', (table) => ({ ...table, Routes: (table.Routes as readonly Raw[]).slice(0, 2) }));
    const answer = network.ask('172.16.0.1', 'i-a');
    expect(verdicts(answer)).toBe('reachable, unreachable');
    expect(findings(answer)[0]).toBe('return NO_ROUTE_TO_DESTINATION rtb-0');
  });

  test('whether the internet lies behind it is not known', () => {
    const network = withGateway({});
    network.edit('RouteTables', (table) => ({
      ...table,
      Routes: [...(table.Routes as readonly Raw[]), { DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'vgw-0' }],
    }));
    const answer = network.ask('i-a', 'internet');
    expect(answer.verdict).toBe('unknown');
    expect(answer.unmodelled).toEqual(['vpn-0']);
  });
});

describe('a route that the VPN gateway propagated', () => {
  const routed = (route: Raw): SmallNetwork => {
    const network = withGateway({});
    network.add('NatGateways');
    network.edit('RouteTables', (table) => ({ ...table, Routes: [...(table.Routes as readonly Raw[]), route] }));
    return network;
  };

  test('serves', () => {
    const network = routed({
      DestinationCidrBlock: '192.168.0.0/16',
      GatewayId: 'vgw-0',
      Origin: 'EnableVgwRoutePropagation',
    });
    expect(network.ask('i-a', '192.168.0.1').verdict).toBe('reachable');
  });

  test('comes after a static one of the same block', () => {
    const network = routed({
      DestinationCidrBlock: '172.16.0.0/12',
      GatewayId: 'igw-9',
      Origin: 'EnableVgwRoutePropagation',
    });
    expect(network.ask('i-a', '172.16.0.1').verdict).toBe('reachable');
  });
});

describe('over a transit gateway', () => {
  const withTransit = (connection: ConnectionParts = {}, routes: readonly Raw[] = []): SmallNetwork => {
    const network = oneVpc({ '172.16.0.0/12': 'tgw-0' });
    network.eni('eni-a', { subnet: 'subnet-a', addresses: ['10.0.1.10'] });
    addConnection(network, { transitGateway: 'tgw-0', ...connection });
    network.add('TransitGateways', { TransitGatewayId: 'tgw-0', State: 'available', OwnerId: '111111111111' });
    const attachment = (id: string, type: string, resource: string) => ({
      TransitGatewayAttachmentId: id,
      TransitGatewayId: 'tgw-0',
      ResourceType: type,
      ResourceId: resource,
      State: 'available',
      Association: { TransitGatewayRouteTableId: 'tgw-rtb-0', State: 'associated' },
    });
    network.add(
      'TransitGatewayAttachments',
      attachment('tgw-attach-vpc', 'vpc', 'vpc-0'),
      attachment('tgw-attach-vpn', 'vpn', 'vpn-0'),
    );
    network.add('TransitGatewayVpcAttachments', {
      TransitGatewayAttachmentId: 'tgw-attach-vpc',
      SubnetIds: ['subnet-a'],
    });
    const to = (cidr: string, id: string, resource: string, type: string, kind: string) => ({
      DestinationCidrBlock: cidr,
      Type: kind,
      State: 'active',
      TransitGatewayAttachments: [{ TransitGatewayAttachmentId: id, ResourceId: resource, ResourceType: type }],
    });
    network.add('TransitGatewayRoutes', {
      TransitGatewayRouteTableId: 'tgw-rtb-0',
      Routes: [
        to('10.0.0.0/16', 'tgw-attach-vpc', 'vpc-0', 'vpc', 'propagated'),
        to('172.16.0.0/12', 'tgw-attach-vpn', 'vpn-0', 'vpn', 'static'),
        ...routes,
      ],
    });
    return network;
  };

  test('both directions', () => {
    const answer = withTransit().ask('i-a', '172.16.0.1');
    expect(verdicts(answer)).toBe('reachable, reachable');
    expect(way(answer.forward)).toMatch(/tgw-attach-vpc > tgw-0 > tgw-attach-vpn > vpn-0$/);
    expect(verdicts(withTransit().ask('172.16.0.1', 'i-a'))).toBe('reachable, reachable');
  });

  test.each(['vpn-0', 'tgw-attach-vpn'])('%s may be either end', (end) => {
    expect(verdicts(withTransit().ask('i-a', end))).toBe('reachable, reachable');
    expect(verdicts(withTransit().ask(end, 'i-a'))).toBe('reachable, reachable');
  });

  test("static routes are the transit gateway's, not the connection's", () => {
    expect(withTransit({ routes: [] }).ask('i-a', '172.16.0.1').verdict).toBe('reachable');
  });

  test('no tunnel is up', () => {
    expect(findings(withTransit({ tunnels: ['DOWN'] }).ask('i-a', '172.16.0.1'))).toEqual([
      'forward TGW_BAD_STATE_VPN vpn-0',
    ]);
  });
});

import { explanations } from '../../lambda/domain/codes.ts';
import type { Answer } from '../../lambda/reachability/answer.ts';
import type { Raw } from '../../lambda/snapshot/raw.ts';
import { addInternetGateway, oneVpc, type SmallNetwork } from '../support/small-network.ts';

/** eni-a (public) in subnet-a and eni-b in subnet-b, in groups that let all pass. */
const two = (routes: Readonly<Record<string, string>> = {}): SmallNetwork => {
  const network = oneVpc(routes);
  network.eni('eni-a', { subnet: 'subnet-a', addresses: ['10.0.1.10'], public: '198.18.0.1' });
  network.eni('eni-b', { subnet: 'subnet-b', addresses: ['10.0.2.10'] });
  addInternetGateway(network);
  return network;
};

const regroup = (network: SmallNetwork, eni: string, group: string): void =>
  network.edit('NetworkInterfaces', (one) =>
    one.NetworkInterfaceId === eni ? { ...one, Groups: [{ GroupId: group }] } : one,
  );

/** vpc-1 with eni-c in zone b, and both VPCs attached to tgw-0 in zone a and b. */
const transit = ({
  subnets = ['subnet-a', 'subnet-b'],
  table = 'tgw-rtb-0',
  routes = [],
  state = 'available',
}: {
  readonly subnets?: readonly string[];
  readonly table?: string;
  readonly routes?: readonly Raw[];
  readonly state?: string;
} = {}): SmallNetwork => {
  const network = two({ '10.1.0.0/16': 'tgw-0', '172.16.0.0/12': 'tgw-0' });
  network.vpc('vpc-1', '10.1.0.0/16');
  network.subnet('subnet-c', 'vpc-1', 'eu-west-1b', '10.1.1.0/24');
  network.table('rtb-1', { vpc: 'vpc-1', routes: { '10.0.0.0/16': 'tgw-0' } });
  network.eni('eni-c', { subnet: 'subnet-c', addresses: ['10.1.1.10'] });
  network.add('TransitGateways', { TransitGatewayId: 'tgw-0', State: 'available' });
  for (const [index, vpc] of ['vpc-0', 'vpc-1'].entries()) {
    network.add('TransitGatewayAttachments', {
      TransitGatewayAttachmentId: `tgw-attach-${index}`,
      TransitGatewayId: 'tgw-0',
      ResourceType: 'vpc',
      ResourceId: vpc,
      State: index === 0 ? state : 'available',
      ...(table === '' ? {} : { Association: { TransitGatewayRouteTableId: table, State: 'associated' } }),
    });
    network.add('TransitGatewayVpcAttachments', {
      TransitGatewayAttachmentId: `tgw-attach-${index}`,
      SubnetIds: index === 0 ? subnets : ['subnet-c'],
    });
  }
  network.add('TransitGatewayRoutes', { TransitGatewayRouteTableId: 'tgw-rtb-0', Routes: routes });
  return network;
};

const transitRoute = (cidr: string, attachment: string, state = 'active'): Raw => ({
  DestinationCidrBlock: cidr,
  Type: 'static',
  State: state,
  TransitGatewayAttachments:
    state === 'active' ? [{ TransitGatewayAttachmentId: attachment, ResourceId: 'vpc', ResourceType: 'vpc' }] : [],
});
const bothWays = [transitRoute('10.1.0.0/16', 'tgw-attach-1'), transitRoute('10.0.0.0/16', 'tgw-attach-0')];

const peered = (network: SmallNetwork, cidr: string): SmallNetwork => {
  network.vpc('vpc-1', '10.1.0.0/16');
  network.add('VpcPeeringConnections', {
    VpcPeeringConnectionId: 'pcx-0',
    Status: { Code: 'active' },
    RequesterVpcInfo: { VpcId: 'vpc-0', CidrBlock: '10.0.0.0/16' },
    AccepterVpcInfo: { VpcId: 'vpc-1', CidrBlock: cidr },
  });
  return network;
};

const withNat = (network: SmallNetwork, vpc = 'vpc-0'): SmallNetwork => {
  network.eni('eni-nat', {
    subnet: 'subnet-b',
    addresses: ['10.0.2.200'],
    public: '198.18.0.9',
    instance: false,
    type: 'nat_gateway',
    groups: [],
  });
  network.add('NatGateways', {
    NatGatewayId: 'nat-0',
    VpcId: vpc,
    SubnetId: 'subnet-b',
    State: 'available',
    NatGatewayAddresses: [{ PrivateIp: '10.0.2.200', PublicIp: '198.18.0.9', NetworkInterfaceId: 'eni-nat' }],
  });
  return network;
};

const vpn = (network: SmallNetwork, more: Raw = {}): SmallNetwork => {
  network.add('VpnGateways', {
    VpnGatewayId: 'vgw-0',
    State: 'available',
    VpcAttachments: [{ VpcId: 'vpc-0', State: 'attached' }],
  });
  network.add('VpnConnections', {
    VpnConnectionId: 'vpn-0',
    VpnGatewayId: 'vgw-0',
    State: 'available',
    VgwTelemetry: [{ Status: 'UP' }],
    ...more,
  });
  return network;
};

const having = (network: SmallNetwork, change: (network: SmallNetwork) => void): SmallNetwork => {
  change(network);
  return network;
};

const gatewayEndpoint = (): SmallNetwork =>
  having(two({ '52.216.0.0/15': 'vpce-0' }), (network) =>
    network.add('VpcEndpoints', {
      VpcEndpointId: 'vpce-0',
      VpcEndpointType: 'Gateway',
      VpcId: 'vpc-0',
      State: 'available',
    }),
  );

type Case = readonly [code: string, component: string, ask: () => Answer];

const cases: readonly Case[] = [
  [
    'BAD_STATE',
    'pcx-0',
    () =>
      having(peered(two({ '10.1.0.0/16': 'pcx-0' }), '10.1.0.0/16'), (it) =>
        it.edit('VpcPeeringConnections', (one) => ({ ...one, Status: { Code: 'expired' } })),
      ).ask('i-a', '10.1.0.1'),
  ],
  ['BAD_STATE_ATTACHMENT', 'tgw-attach-0', () => transit({ state: 'deleting', routes: bothWays }).ask('i-a', 'i-c')],
  ['BAD_STATE_ROUTE', 'rtb-0', () => two({ '8.8.8.0/24': 'blackhole:nat-9' }).ask('i-a', '8.8.8.8')],
  [
    'BAD_STATE_VPN',
    'vpn-0',
    () => vpn(two({ '172.16.0.0/12': 'vgw-0' }), { VgwTelemetry: [{ Status: 'DOWN' }] }).ask('i-a', '172.16.0.1'),
  ],
  [
    'CANNOT_ROUTE',
    'vpn-0',
    () => vpn(two({ '172.16.0.0/12': 'vgw-0' }), { Options: { StaticRoutesOnly: true } }).ask('i-a', '172.16.0.1'),
  ],
  [
    'ENI_SG_RULES_MISMATCH',
    'sg-x',
    () =>
      having(two(), (it) => {
        it.group('sg-x', 'vpc-0', ['tcp/22']);
        regroup(it, 'eni-b', 'sg-x');
      }).ask('i-a', 'i-b'),
  ],
  [
    'SG_HAS_NO_RULES',
    'sg-x',
    () =>
      having(two(), (it) => {
        it.group('sg-x', 'vpc-0', [], []);
        regroup(it, 'eni-b', 'sg-x');
      }).ask('i-a', 'i-b'),
  ],
  [
    'SG_REFERENCING_SUPPORT',
    'sg-x',
    () =>
      having(transit({ routes: bothWays }), (it) => {
        it.group('sg-x', 'vpc-1', ['-1 sg-open']);
        regroup(it, 'eni-c', 'sg-x');
      }).ask('i-a', 'i-c'),
  ],
  [
    'SG_REFERENCES_NOT_PRESERVED',
    'sg-x',
    () =>
      having(two({ '10.0.3.0/24': 'eni-b' }), (it) => {
        it.edit('NetworkInterfaces', (one) => ({ ...one, SourceDestCheck: false }));
        it.subnet('subnet-c', 'vpc-0', 'eu-west-1a', '10.0.3.0/24');
        it.table('rtb-b', { vpc: 'vpc-0', subnets: ['subnet-b'] });
        it.group('sg-x', 'vpc-0', ['-1 sg-open']);
        it.eni('eni-c', { subnet: 'subnet-c', addresses: ['10.0.3.10'], groups: ['sg-x'] });
      }).ask('i-a', 'i-c'),
  ],
  [
    'UNKNOWN_PEERED_SGS',
    'sg-x',
    () =>
      having(two(), (it) => {
        it.group('sg-x', 'vpc-0', ['-1 sg-open']);
        regroup(it, 'eni-b', 'sg-x');
      }).ask('vpc-0', 'i-b'),
  ],
  [
    'ENI_SOURCE_DEST_CHECK_RESTRICTION',
    'eni-a',
    () => two().ask('i-a', 'i-b', 'tcp/443', { sourceAddress: '10.0.1.99' }),
  ],
  [
    'SUBNET_ACL_RESTRICTION',
    'acl-0',
    () =>
      having(two(), (it) =>
        it.add('NetworkAcls', {
          NetworkAclId: 'acl-0',
          VpcId: 'vpc-0',
          IsDefault: true,
          Associations: [],
          Entries: [],
        }),
      ).ask('i-a', 'i-b'),
  ],
  ['NO_ROUTE_TO_DESTINATION', 'rtb-0', () => two().ask('i-a', '8.8.8.8')],
  ['NO_POSSIBLE_DESTINATION', 'vpc-0', () => two().ask('i-a', '10.0.2.99')],
  [
    'NO_PATH',
    'eni-a',
    () =>
      having(two({ '172.16.0.0/12': 'eni-b' }), (it) => {
        it.edit('NetworkInterfaces', (one) => ({ ...one, SourceDestCheck: false }));
        it.table('rtb-b', { vpc: 'vpc-0', subnets: ['subnet-b'], routes: { '172.16.0.0/12': 'eni-a' } });
      }).ask('i-a', '172.16.0.1'),
  ],
  [
    'IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS',
    'igw-0',
    () => two({ '0.0.0.0/0': 'igw-0' }).ask('i-a', '172.16.0.1'),
  ],
  [
    'IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS',
    'igw-0',
    () => two({ '0.0.0.0/0': 'igw-0' }).ask('i-a', '100.64.0.1'),
  ],
  ['IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS', 'internet', () => two().ask('internet', 'i-b')],
  ['IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS', 'igw-0', () => two({ '0.0.0.0/0': 'igw-0' }).ask('i-b', '8.8.8.8')],
  [
    'IGW_SOURCE_ADDRESS_NOT_IN_RFC1918_INGRESS',
    'igw-0',
    () => two().ask('igw-0', 'i-a', 'tcp', { sourceAddress: '10.9.9.9' }),
  ],
  [
    'IGW_SOURCE_ADDRESS_NOT_IN_RFC6598_INGRESS',
    'igw-0',
    () => two().ask('igw-0', 'i-a', 'tcp', { sourceAddress: '100.64.0.1' }),
  ],
  [
    'NGW_REQUIRES_SOURCE_IN_VPC',
    'nat-0',
    () =>
      having(withNat(two({ '0.0.0.0/0': 'nat-0' }), 'vpc-9'), (it) => it.edit('InternetGateways', () => ({}))).ask(
        'i-a',
        '8.8.8.8',
      ),
  ],
  ['NGW_SOURCE_ADDRESS_REASSIGN', 'nat-0', () => vpn(withNat(two({ '0.0.0.0/0': 'nat-0' }))).ask('vgw-0', 'i-a')],
  [
    'PROTOCOL_RESTRICTION',
    'nat-0',
    () =>
      having(withNat(two({ '0.0.0.0/0': 'nat-0' })), (it) =>
        it.table('rtb-b', { vpc: 'vpc-0', subnets: ['subnet-b'], routes: { '0.0.0.0/0': 'igw-0' } }),
      ).ask('i-a', '8.8.8.8', '47'),
  ],
  [
    'PCX_REQUIRES_ADDRESS_IN_VPC_CIDR',
    'pcx-0',
    () => peered(two({ '10.0.0.0/8': 'pcx-0' }), '10.1.0.0/16').ask('i-a', '10.2.0.1'),
  ],
  ['TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION', 'tgw-attach-0', () => transit({ table: '' }).ask('i-a', 'i-c')],
  [
    'TGW_BAD_STATE_VPN',
    'vpn-0',
    () =>
      having(transit({ routes: [transitRoute('172.16.0.0/12', 'tgw-attach-2')] }), (it) => {
        it.add('TransitGatewayAttachments', {
          TransitGatewayAttachmentId: 'tgw-attach-2',
          TransitGatewayId: 'tgw-0',
          ResourceType: 'vpn',
          ResourceId: 'vpn-0',
          State: 'available',
        });
        it.add('VpnConnections', {
          VpnConnectionId: 'vpn-0',
          TransitGatewayId: 'tgw-0',
          State: 'available',
          VgwTelemetry: [{ Status: 'DOWN' }],
        });
      }).ask('i-a', '172.16.0.1'),
  ],
  [
    'TGW_ROUTE_AZ_RESTRICTION',
    'tgw-attach-0',
    () => transit({ subnets: ['subnet-b'], routes: bothWays }).ask('i-a', 'i-c'),
  ],
  [
    'TGW_RTB_BAD_STATE_ROUTE',
    'tgw-rtb-0',
    () => transit({ routes: [transitRoute('10.1.0.0/16', '', 'blackhole')] }).ask('i-a', 'i-c'),
  ],
  ['TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT', 'tgw-rtb-0', () => transit().ask('i-a', 'i-c')],
  ['TGW_RTB_ROUTES_ARE_UNKNOWN', 'tgw-rtb-9', () => transit({ table: 'tgw-rtb-9' }).ask('i-a', 'i-c')],
  [
    'UNKNOWN_DESTINATION',
    'vpc-1',
    () =>
      having(transit({ routes: bothWays }), (it) =>
        it.edit('Vpcs', (one) => (one.VpcId === 'vpc-1' ? { ...one, VpcId: 'vpc-8' } : one)),
      ).ask('i-a', 'i-c'),
  ],
  [
    'UNKNOWN_RESOURCE',
    'igw-0',
    () => having(two({ '0.0.0.0/0': 'igw-0' }), (it) => it.forget('InternetGateways')).ask('i-a', '8.8.8.8'),
  ],
  [
    'VGW_PRIVATE_IP_ASSOCIATION_FOR_EGRESS',
    'vgw-0',
    () =>
      having(vpn(two({ '172.16.0.0/12': 'vgw-0' })), (it) =>
        it.edit('NetworkInterfaces', (one) => ({ ...one, SourceDestCheck: false })),
      ).ask('i-a', '172.16.0.1', 'tcp', { sourceAddress: '192.168.7.7' }),
  ],
  ['VGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS', 'vgw-0', () => vpn(two()).ask('vgw-0', '8.8.8.8')],
  [
    'VPC_BLOCK_PUBLIC_ACCESS_ENABLED',
    'igw-0',
    () =>
      having(two({ '0.0.0.0/0': 'igw-0' }), (it) =>
        it.add('VpcBlockPublicAccessOptions', { InternetGatewayBlockMode: 'block-bidirectional' }),
      ).ask('i-a', '8.8.8.8'),
  ],
  ['VPCE_GATEWAY_PROTOCOL_RESTRICTION', 'vpce-0', () => gatewayEndpoint().ask('i-a', 'vpce-0', 'udp/53')],
  ['VPCE_INTRA_VPC_TRAFFIC', 'vpce-0', () => gatewayEndpoint().ask('vpce-0', 'i-a')],
  ['NO_SOURCE_OR_DESTINATION', 'i-9', () => two().ask('i-9', 'i-a')],
  [
    'UNASSOCIATED_COMPONENT',
    'vpce-0',
    () =>
      having(two(), (it) =>
        it.add('VpcEndpoints', { VpcEndpointId: 'vpce-0', VpcEndpointType: 'Interface', State: 'available' }),
      ).ask('i-a', 'vpce-0'),
  ],
  ['UNSUPPORTED_COMPONENT', 'lgw-0', () => two({ '172.16.0.0/12': 'lgw-0' }).ask('i-a', '172.16.0.1')],
];

/** Those of load balancers and of regional NAT gateways have files of their own. */
const elsewhere = [
  'ELB_INSTALLED_AZ_RESTRICTION',
  'ELB_LISTENERS_MISMATCH',
  'ELB_NOT_CROSSZONE',
  'ELBV2_LISTENER_HAS_NO_TG',
  'ELBV2_LISTENER_REQUIRES_TG_ACCEPT',
  'ELBV2_LISTENERS_MISMATCH',
  'ELBV2_NO_TARGETS_IN_AZ',
  'ELBV2_SOURCE_ADDRESS_PRESERVATION',
  'TARGET_ADDRESS_RESTRICTION',
  'REGIONAL_NGW_ROUTE_AZ_RESTRICTION',
];

/** What the model never says, and what it says instead. */
const unsaid: Readonly<Record<string, string>> = {
  ELB_ACL_RESTRICTION: 'a balancer and a target in one subnet meet no network ACL in the model',
  ELB_LISTENER_PORT_RESTRICTION: 'ELB_LISTENERS_MISMATCH names the ports of all listeners',
  ELBV2_LISTENER_PORT_RESTRICTION: 'ELBV2_LISTENERS_MISMATCH names the ports of all listeners',
  ENI_ADDRESS_RESTRICTION: 'ENI_SOURCE_DEST_CHECK_RESTRICTION says it',
  FIREWALL_RULES_RESTRICTION: 'Network Firewall is not modelled',
  GATEWAY_REJECTS_SPOOFED_TRAFFIC: 'each gateway says what it takes by a code of its own',
  GWLB_DESTINATION_PORT_RESTRICTION: 'Gateway Load Balancers are not modelled',
  GWLB_PROTOCOL_RESTRICTION: 'Gateway Load Balancers are not modelled',
  HIGHER_PRIORITY_ROUTE: 'about a route that was meant; the model says which route decides',
  IGW_DESTINATION_ADDRESS_IN_VPC_CIDRS: 'IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS comes first',
  IGW_NAT_REFLECTION: 'the model follows packets out by one internet gateway and in by another',
  INGRESS_RTB_NO_PUBLIC_IP: "a limit of Reachability Analyzer's: packets are followed to the appliance",
  INGRESS_RTB_TRAFFIC_REDIRECTION: "a limit of Reachability Analyzer's: each direction is followed by its own routes",
  MORE_SPECIFIC_ROUTE: 'about a route that was meant; the model says which route decides',
  NGW_DEST_ADDRESS_PRESERVATION: 'follows from how packets are rewritten',
  REMAP_EPHEMERAL_PORT: 'follows from how packets are rewritten',
  TARGET_PORT_RESTRICTION: 'the port of a question is that at the source',
  TGW_ATTACH_VPC_AZ_RESTRICTION: 'the model goes by the zone that carries the packets',
  TGW_RTB_CANNOT_ROUTE: 'about a route that was meant; TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT says that none is there',
  TGW_RTB_HIGHER_PRIORITY_ROUTE: 'about a route that was meant; the model says which route decides',
  TGW_RTB_MORE_SPECIFIC_ROUTE: 'about a route that was meant; the model says which route decides',
  VPC_LOCAL_ROUTE_CIDR_RESTRICTION: 'about a route that was meant; NO_ROUTE_TO_DESTINATION says that none is there',
  VPCE_GATEWAY_EGRESS_SOURCE_ADDRESS_RESTRICTION: 'an endpoint starts no connections',
  VPCE_SERVICE_NOT_INSTALLED_IN_AZ: 'no snapshot tells the zones of a service',
  DISCONNECTED_VPCS: 'the table that lacks the route is named',
  COMPONENT_FILTER_RESTRICTION: 'a question has no component filter',
  COMPONENT_FILTER_RESTRICTION_REMOVED_COMPONENT: 'a question has no component filter',
  IGW_EXPECTS_PUBLIC_ADDRESS: 'IGW_SOURCE_ADDRESS_NOT_IN_RFC1918_INGRESS says it',
};

test.each(cases)('%s is said of %s', (code, component, ask) => {
  const answer = ask();
  const found = [...answer.forward.findings, ...answer.return.findings].filter((finding) => finding.code === code);
  expect(found.map((finding) => finding.component)).toContain(component);
  expect(answer.verdict).toBe(found[0]?.says);
  expect(found[0]?.message).toMatch(/^\S[^\n]{10,}[^.\s]$/);
});

test("every code of AWS's is said in some case, or is explained not to be", () => {
  const filters = Object.keys(explanations).filter((code) => code.startsWith('FILTER_AT_'));
  const told = [...cases.map(([code]) => code), ...elsewhere, ...Object.keys(unsaid), ...filters];
  expect(told.toSorted()).toEqual(Object.keys(explanations).toSorted());
});

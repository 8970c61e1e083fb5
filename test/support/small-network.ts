import { type Model, modelOf } from '../../lambda/reachability/analyze.ts';
import type { Answer, Leg } from '../../lambda/reachability/answer.ts';
import type { Query } from '../../lambda/reachability/query.ts';
import type { Raw } from '../../lambda/snapshot/raw.ts';
import { type DocumentKey, documentKeys, type Snapshot } from '../../lambda/snapshot/snapshot.ts';

/** `tcp/443 10.0.0.0/8`: protocol, port or range (none for all), and a CIDR, a group or a prefix list. */
export type RuleText = string;

export interface EniParts {
  readonly subnet: string;
  /** Private addresses, IPv4 and IPv6; the first IPv4 one is the primary. */
  readonly addresses: readonly string[];
  /** The public address of the primary one. */
  readonly public?: string;
  readonly prefixes?: readonly string[];
  readonly groups?: readonly string[];
  /** Of its instance, whose id is made of the ENI's: `eni-a` → `i-a`. */
  readonly instance?: string | false;
  readonly state?: string;
  readonly type?: string;
  readonly description?: string;
  readonly unchecked?: true;
  readonly status?: string;
}

export interface TableParts {
  readonly vpc: string;
  /** Without subnets and gateways it is the VPC's main table. */
  readonly subnets?: readonly string[];
  readonly gateways?: readonly string[];
  /** Destination → target; `blackhole:tgw-1` for one whose target is gone. */
  readonly routes?: Readonly<Record<string, string>>;
}

/** A network in the making; each method adds one thing to it. */
export interface SmallNetwork {
  readonly add: (key: DocumentKey, ...elements: readonly Raw[]) => void;
  /** As if the part had not been asked for. */
  readonly forget: (key: DocumentKey) => void;
  readonly edit: (key: DocumentKey, change: (element: Raw) => Raw) => void;
  readonly vpc: (id: string, ...cidrs: readonly string[]) => void;
  readonly subnet: (id: string, vpc: string, zone: string, ...cidrs: readonly string[]) => void;
  readonly eni: (id: string, parts: EniParts) => void;
  readonly group: (id: string, vpc: string, inbound: readonly RuleText[], outbound?: readonly RuleText[]) => void;
  readonly table: (id: string, parts: TableParts) => void;
  readonly snapshot: () => Snapshot;
  readonly model: () => Model;
  /** `tcp/443` where the service is not told. */
  readonly ask: (from: string, to: string, service?: string, more?: Partial<Query>) => Answer;
}

const owner = '111111111111';

const isSix = (text: string): boolean => text.includes(':');

const targetField = (target: string): string => {
  const fields: readonly (readonly [prefix: string, field: string])[] = [
    ['nat-', 'NatGatewayId'],
    ['tgw-', 'TransitGatewayId'],
    ['pcx-', 'VpcPeeringConnectionId'],
    ['eigw-', 'EgressOnlyInternetGatewayId'],
    ['eni-', 'NetworkInterfaceId'],
    ['arn:', 'CoreNetworkArn'],
    ['lgw-', 'LocalGatewayId'],
    ['cagw-', 'CarrierGatewayId'],
  ];
  return fields.find(([prefix]) => target.startsWith(prefix))?.[1] ?? 'GatewayId';
};

const destinationField = (destination: string): string =>
  destination.startsWith('pl-')
    ? 'DestinationPrefixListId'
    : isSix(destination)
      ? 'DestinationIpv6CidrBlock'
      : 'DestinationCidrBlock';

const routeOf = (destination: string, to: string): Raw => {
  const isBlackhole = to.startsWith('blackhole:');
  const target = isBlackhole ? to.slice('blackhole:'.length) : to;
  return {
    [destinationField(destination)]: destination,
    [targetField(target)]: target,
    State: isBlackhole ? 'blackhole' : 'active',
    Origin: target === 'local' ? 'CreateRouteTable' : 'CreateRoute',
  };
};

const permissionOf = (rule: RuleText): Raw => {
  const [service = '-1', peer = '0.0.0.0/0'] = rule.split(' ');
  const [protocol, ports] = service.split('/');
  const [from, to = from] = (ports ?? '').split('-');
  return {
    IpProtocol: protocol,
    ...(ports === undefined ? {} : { FromPort: Number(from), ToPort: Number(to) }),
    IpRanges: /^\d.*\//.test(peer) && !isSix(peer) ? [{ CidrIp: peer }] : [],
    Ipv6Ranges: isSix(peer) ? [{ CidrIpv6: peer }] : [],
    PrefixListIds: peer.startsWith('pl-') ? [{ PrefixListId: peer }] : [],
    UserIdGroupPairs: peer.startsWith('sg-') ? [{ GroupId: peer }] : [],
  };
};

const everything = ['-1 0.0.0.0/0', '-1 ::/0'];

/** An empty network of which every part was described. */
export const smallNetwork = (): SmallNetwork => {
  const parts = new Map<DocumentKey, Raw[]>(
    documentKeys.filter((key) => key !== 'NetworkAcls').map((key) => [key, []]),
  );
  const heldBy = new Map<string, readonly Raw[]>();
  const add = (key: DocumentKey, ...elements: readonly Raw[]): void => {
    parts.set(key, [...(parts.get(key) ?? []), ...elements]);
  };
  const find = (key: DocumentKey, field: string, id: string): Raw =>
    parts.get(key)?.find((element) => element[field] === id) ?? {};

  const snapshot = (): Snapshot => ({
    takenAt: '2026-01-01T00:00:00.000Z',
    documents: Object.fromEntries(parts),
    unreadable: {},
  });
  const model = (): Model => modelOf(snapshot());

  return {
    add,
    forget: (key) => {
      parts.delete(key);
    },
    edit: (key, change) => {
      parts.set(key, (parts.get(key) ?? []).map(change));
    },
    vpc: (id, ...cidrs) =>
      add('Vpcs', {
        VpcId: id,
        OwnerId: owner,
        CidrBlock: cidrs.find((cidr) => !isSix(cidr)),
        CidrBlockAssociationSet: cidrs
          .filter((cidr) => !isSix(cidr))
          .map((CidrBlock) => ({ CidrBlock, CidrBlockState: { State: 'associated' } })),
        Ipv6CidrBlockAssociationSet: cidrs
          .filter(isSix)
          .map((Ipv6CidrBlock) => ({ Ipv6CidrBlock, Ipv6CidrBlockState: { State: 'associated' } })),
      }),
    subnet: (id, vpc, zone, ...cidrs) =>
      add('Subnets', {
        SubnetId: id,
        VpcId: vpc,
        OwnerId: owner,
        AvailabilityZone: zone,
        CidrBlock: cidrs.find((cidr) => !isSix(cidr)),
        Ipv6CidrBlockAssociationSet: cidrs
          .filter(isSix)
          .map((Ipv6CidrBlock) => ({ Ipv6CidrBlock, Ipv6CidrBlockState: { State: 'associated' } })),
      }),
    eni: (id, eni) => {
      const subnet = find('Subnets', 'SubnetId', eni.subnet);
      const instance = eni.instance === false ? undefined : (eni.instance ?? id.replace('eni', 'i'));
      const [primary, ...others] = eni.addresses.filter((address) => !isSix(address));
      const association = eni.public === undefined ? {} : { Association: { PublicIp: eni.public, IpOwnerId: owner } };
      add('NetworkInterfaces', {
        NetworkInterfaceId: id,
        OwnerId: owner,
        VpcId: subnet.VpcId,
        SubnetId: eni.subnet,
        AvailabilityZone: subnet.AvailabilityZone,
        InterfaceType: eni.type ?? 'interface',
        Description: eni.description ?? '',
        Status: eni.status ?? 'in-use',
        SourceDestCheck: eni.unchecked !== true,
        Groups: (eni.groups ?? ['sg-open']).map((GroupId) => ({ GroupId })),
        ...(primary === undefined ? {} : { PrivateIpAddress: primary }),
        PrivateIpAddresses: [
          ...(primary === undefined ? [] : [{ PrivateIpAddress: primary, Primary: true, ...association }]),
          ...others.map((PrivateIpAddress) => ({ PrivateIpAddress, Primary: false })),
        ],
        Ipv6Addresses: eni.addresses.filter(isSix).map((Ipv6Address) => ({ Ipv6Address })),
        Ipv4Prefixes: (eni.prefixes ?? []).filter((one) => !isSix(one)).map((Ipv4Prefix) => ({ Ipv4Prefix })),
        Ipv6Prefixes: (eni.prefixes ?? []).filter(isSix).map((Ipv6Prefix) => ({ Ipv6Prefix })),
        ...(instance === undefined ? {} : { Attachment: { InstanceId: instance, Status: 'attached' } }),
      });
      if (instance === undefined) return;
      const held = [
        ...(heldBy.get(instance) ?? []),
        { NetworkInterfaceId: id, SubnetId: eni.subnet, VpcId: subnet.VpcId },
      ];
      heldBy.set(instance, held);
      const reservation = {
        ReservationId: `r-${instance}`,
        Instances: [{ InstanceId: instance, State: { Name: eni.state ?? 'running' }, NetworkInterfaces: held }],
      };
      const elsewhere = (parts.get('Reservations') ?? []).filter(
        (one) => one.ReservationId !== reservation.ReservationId,
      );
      parts.set('Reservations', [...elsewhere, reservation]);
    },
    group: (id, vpc, inbound, outbound = everything) =>
      add('SecurityGroups', {
        GroupId: id,
        GroupName: id,
        VpcId: vpc,
        OwnerId: owner,
        IpPermissions: inbound.map(permissionOf),
        IpPermissionsEgress: outbound.map(permissionOf),
      }),
    table: (id, { vpc, subnets = [], gateways = [], routes = {} }) => {
      const known = find('Vpcs', 'VpcId', vpc);
      const locals = [
        ...((known.CidrBlockAssociationSet as readonly Raw[] | undefined) ?? []).map((one) => one.CidrBlock),
        ...((known.Ipv6CidrBlockAssociationSet as readonly Raw[] | undefined) ?? []).map((one) => one.Ipv6CidrBlock),
      ].filter((cidr) => typeof cidr === 'string');
      const isMain = subnets.length + gateways.length === 0;
      add('RouteTables', {
        RouteTableId: id,
        VpcId: vpc,
        OwnerId: owner,
        Routes: [
          ...locals.filter((cidr) => routes[cidr] === undefined).map((cidr) => routeOf(cidr, 'local')),
          ...Object.entries(routes).map(([destination, to]) => routeOf(destination, to)),
        ],
        Associations: [
          ...(isMain ? [{ Main: true }] : []),
          ...subnets.map((SubnetId) => ({ Main: false, SubnetId })),
          ...gateways.map((GatewayId) => ({ Main: false, GatewayId })),
        ],
      });
    },
    snapshot,
    model,
    ask: (from, to, service = 'tcp/443', more = {}) => {
      const [protocol = 'tcp', port] = service.split('/');
      return model().analyze({ from, to, protocol, port, ...more });
    },
  };
};

/** vpc-0 (10.0.0.0/16, 2600:1:0::/56) with subnet-a in zone a and subnet-b in zone b, sg-open, and a main table rtb-0. */
export const oneVpc = (routes: Readonly<Record<string, string>> = {}): SmallNetwork => {
  const network = smallNetwork();
  network.vpc('vpc-0', '10.0.0.0/16', '2600:1::/56');
  network.subnet('subnet-a', 'vpc-0', 'eu-west-1a', '10.0.1.0/24', '2600:1:0:1::/64');
  network.subnet('subnet-b', 'vpc-0', 'eu-west-1b', '10.0.2.0/24', '2600:1:0:2::/64');
  network.group('sg-open', 'vpc-0', everything);
  network.table('rtb-0', { vpc: 'vpc-0', routes });
  return network;
};

/** An internet gateway at a VPC. */
export const addInternetGateway = (network: SmallNetwork, id = 'igw-0', vpc = 'vpc-0'): void =>
  network.add('InternetGateways', { InternetGatewayId: id, Attachments: [{ VpcId: vpc, State: 'available' }] });

/** The ids along a leg, a blocked one marked. */
export const way = ({ hops }: Leg): string =>
  hops.map((hop) => `${hop.id}${hop.blockers.length > 0 ? '!' : ''}`).join(' > ');

/** Both verdicts: `reachable, unreachable`. */
export const verdicts = ({ forward, return: back }: Answer): string => `${forward.verdict}, ${back.verdict}`;

/** Every finding as `forward CODE component`. */
export const findings = (answer: Answer): readonly string[] =>
  [...answer.forward.findings, ...answer.return.findings].map(
    ({ direction, code, component }) => `${direction} ${code} ${component}`,
  );

export const messages = (answer: Answer): readonly string[] =>
  [...answer.forward.findings, ...answer.return.findings].map(({ message }) => message);

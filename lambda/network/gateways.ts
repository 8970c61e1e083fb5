import { flag, list, part, type Raw, text, texts } from '../snapshot/raw.ts';
import { type Address, addressOf, blocksOf } from './address.ts';
import type { Ranges } from './ranges.ts';

/** An internet gateway, egress-only or not. */
export interface InternetGateway {
  readonly id: string;
  /** The VPC it is attached to. */
  readonly vpc?: string;
}

const standing = new Set(['available', 'attached']);

export const internetGatewayOf = (id: string, raw: Raw): InternetGateway => {
  const vpc = list(raw, 'Attachments')
    .filter((one) => standing.has(text(one, 'State') ?? 'attached'))
    .map((one) => text(one, 'VpcId'))
    .find((one) => one !== undefined);
  return { id, ...(vpc === undefined ? {} : { vpc }) };
};

export interface NatAddress {
  readonly private: Address;
  readonly public?: Address;
  readonly interface?: string;
  readonly zone?: string;
  readonly zoneId?: string;
}

/** A NAT gateway: https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html. */
export interface NatGateway {
  readonly id: string;
  readonly vpc: string;
  /** Absent for a regional one. */
  readonly subnet?: string;
  readonly state: string;
  readonly isPublic: boolean;
  readonly isRegional: boolean;
  /** Of a regional one. */
  readonly routeTable?: string;
  readonly addresses: readonly NatAddress[];
}

const natAddress = (raw: Raw): readonly NatAddress[] => {
  const own = addressOf(text(raw, 'PrivateIp') ?? '');
  const outer = addressOf(text(raw, 'PublicIp') ?? '');
  const status = text(raw, 'Status');
  const held = text(raw, 'NetworkInterfaceId');
  const zone = text(raw, 'AvailabilityZone');
  const zoneId = text(raw, 'AvailabilityZoneId');
  // A regional gateway's addresses have no private one that anybody routes to.
  const address = own ?? outer;
  return address === undefined || (status !== undefined && status !== 'succeeded')
    ? []
    : [
        {
          private: address,
          ...(outer === undefined ? {} : { public: outer }),
          ...(held === undefined ? {} : { interface: held }),
          ...(zone === undefined ? {} : { zone }),
          ...(zoneId === undefined ? {} : { zoneId }),
        },
      ];
};

export const natGatewayOf = (id: string, raw: Raw): NatGateway => {
  const subnet = text(raw, 'SubnetId');
  const routeTable = text(raw, 'RouteTableId');
  return {
    id,
    vpc: text(raw, 'VpcId') ?? '',
    ...(subnet === undefined ? {} : { subnet }),
    state: text(raw, 'State') ?? 'unknown',
    isPublic: text(raw, 'ConnectivityType') !== 'private',
    isRegional: text(raw, 'AvailabilityMode') === 'regional',
    ...(routeTable === undefined ? {} : { routeTable }),
    addresses: list(raw, 'NatGatewayAddresses').flatMap(natAddress),
  };
};

export interface PeeringSide {
  readonly vpc: string;
  readonly owner?: string;
  readonly region?: string;
  readonly cidrs: Ranges<Address>;
}

export interface Peering {
  readonly id: string;
  readonly status: string;
  readonly sides: readonly [PeeringSide, PeeringSide];
}

const sideOf = (raw: Raw): PeeringSide => {
  const owner = text(raw, 'OwnerId');
  const region = text(raw, 'Region');
  const first = text(raw, 'CidrBlock');
  return {
    vpc: text(raw, 'VpcId') ?? '',
    ...(owner === undefined ? {} : { owner }),
    ...(region === undefined ? {} : { region }),
    cidrs: blocksOf([
      ...(first === undefined ? [] : [first]),
      ...list(raw, 'CidrBlockSet').flatMap((one) => text(one, 'CidrBlock') ?? []),
      ...list(raw, 'Ipv6CidrBlockSet').flatMap((one) => text(one, 'Ipv6CidrBlock') ?? []),
    ]).addresses,
  };
};

export const peeringOf = (id: string, raw: Raw): Peering => ({
  id,
  status: text(part(raw, 'Status'), 'Code') ?? 'unknown',
  sides: [sideOf(part(raw, 'RequesterVpcInfo')), sideOf(part(raw, 'AccepterVpcInfo'))],
});

export interface VpnGateway {
  readonly id: string;
  readonly state: string;
  readonly vpc?: string;
}

export const vpnGatewayOf = (id: string, raw: Raw): VpnGateway => {
  const vpc = list(raw, 'VpcAttachments')
    .filter((one) => standing.has(text(one, 'State') ?? 'attached'))
    .map((one) => text(one, 'VpcId'))
    .find((one) => one !== undefined);
  return { id, state: text(raw, 'State') ?? 'available', ...(vpc === undefined ? {} : { vpc }) };
};

export interface VpnConnection {
  readonly id: string;
  readonly state: string;
  readonly gateway?: string;
  readonly transitGateway?: string;
  /** Whether a tunnel is up; undefined where the answer has no telemetry. */
  readonly isUp?: boolean;
  readonly isStatic: boolean;
  readonly routes: Ranges<Address>;
}

export const vpnConnectionOf = (id: string, raw: Raw): VpnConnection => {
  const gateway = text(raw, 'VpnGatewayId');
  const transitGateway = text(raw, 'TransitGatewayId');
  const telemetry = list(raw, 'VgwTelemetry');
  return {
    id,
    state: text(raw, 'State') ?? 'unknown',
    ...(gateway === undefined || gateway === '' ? {} : { gateway }),
    ...(transitGateway === undefined || transitGateway === '' ? {} : { transitGateway }),
    ...(telemetry.length === 0 ? {} : { isUp: telemetry.some((tunnel) => text(tunnel, 'Status') === 'UP') }),
    isStatic: flag(part(raw, 'Options'), 'StaticRoutesOnly') === true,
    routes: blocksOf(
      list(raw, 'Routes')
        .filter((route) => text(route, 'State') !== 'deleted' && text(route, 'State') !== 'deleting')
        .flatMap((route) => text(route, 'DestinationCidrBlock') ?? []),
    ).addresses,
  };
};

export interface VpcEndpoint {
  readonly id: string;
  readonly vpc: string;
  /** `Gateway`, `Interface`, `GatewayLoadBalancer`, … */
  readonly type: string;
  readonly state: string;
  readonly service: string;
  readonly interfaces: readonly string[];
}

export const vpcEndpointOf = (id: string, raw: Raw): VpcEndpoint => ({
  id,
  vpc: text(raw, 'VpcId') ?? '',
  type: text(raw, 'VpcEndpointType') ?? 'Gateway',
  state: (text(raw, 'State') ?? 'available').toLowerCase(),
  service: text(raw, 'ServiceName') ?? '',
  interfaces: texts(raw, 'NetworkInterfaceIds'),
});

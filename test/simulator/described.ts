import type {
  InternetGateway,
  NatGateway,
  NetworkAcl,
  NetworkInterface,
  PrefixListEntry,
  Reservation,
  RouteTable,
  SecurityGroup,
  Subnet,
  TransitGateway,
  TransitGatewayAttachment,
  TransitGatewayRoute,
  TransitGatewayRouteTable,
  TransitGatewayVpcAttachment,
  Vpc,
  VpcBlockPublicAccessExclusion,
  VpcBlockPublicAccessOptions,
  VpcPeeringConnection,
} from '@aws-sdk/client-ec2';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';

/** The parts of a snapshot that the simulator knows, with the types of the SDK: the networks it sees are well formed. */
export interface Described {
  Vpcs: Vpc[];
  Subnets: Subnet[];
  Reservations: Reservation[];
  NetworkInterfaces: NetworkInterface[];
  SecurityGroups: SecurityGroup[];
  NetworkAcls: NetworkAcl[];
  RouteTables: RouteTable[];
  PrefixListEntries: { PrefixListId: string; Entries: PrefixListEntry[] }[];
  InternetGateways: InternetGateway[];
  NatGateways: NatGateway[];
  VpcPeeringConnections: VpcPeeringConnection[];
  TransitGateways: TransitGateway[];
  TransitGatewayAttachments: TransitGatewayAttachment[];
  TransitGatewayVpcAttachments: TransitGatewayVpcAttachment[];
  TransitGatewayRouteTables: TransitGatewayRouteTable[];
  TransitGatewayRoutes: { TransitGatewayRouteTableId: string; Routes: TransitGatewayRoute[] }[];
  VpcBlockPublicAccessOptions: VpcBlockPublicAccessOptions[];
  VpcBlockPublicAccessExclusions: VpcBlockPublicAccessExclusion[];
}

export const nothing = (): Described => ({
  Vpcs: [],
  Subnets: [],
  Reservations: [],
  NetworkInterfaces: [],
  SecurityGroups: [],
  NetworkAcls: [],
  RouteTables: [],
  PrefixListEntries: [],
  InternetGateways: [],
  NatGateways: [],
  VpcPeeringConnections: [],
  TransitGateways: [],
  TransitGatewayAttachments: [],
  TransitGatewayVpcAttachments: [],
  TransitGatewayRouteTables: [],
  TransitGatewayRoutes: [],
  VpcBlockPublicAccessOptions: [],
  VpcBlockPublicAccessExclusions: [],
});

/** The one place where documents are taken to have their documented shape. */
export const described = (documents: Documents): Described => ({
  ...nothing(),
  ...(documents as unknown as Partial<Described>),
});

export const documentsOf = (network: Described): Documents => network as unknown as Documents;

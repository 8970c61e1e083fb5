import type { FaultInfo } from '../domain/fault.ts';
import type { Raw } from './raw.ts';

/**
 * The parts of a snapshot. Each is named after the top-level key of the Describe answer that holds it, which is also the
 * name of its file in a snapshot folder. `id` is the field that tells two of its elements apart.
 */
// biome-ignore format: a table, one line a part
export const documentParts = {
  Vpcs: { id: 'VpcId' },
  Subnets: { id: 'SubnetId' },
  Reservations: { id: 'ReservationId' },
  NetworkInterfaces: { id: 'NetworkInterfaceId' },
  SecurityGroups: { id: 'GroupId' },
  NetworkAcls: { id: 'NetworkAclId' },
  RouteTables: { id: 'RouteTableId' },
  /** DescribePrefixLists: AWS's own lists, with their Cidrs. */
  PrefixLists: { id: 'PrefixListId' },
  ManagedPrefixLists: { id: 'PrefixListId' },
  /** GetManagedPrefixListEntries, one element a list: {PrefixListId, Entries: [{Cidr, Description}]}. */
  PrefixListEntries: { id: 'PrefixListId' },
  InternetGateways: { id: 'InternetGatewayId' },
  EgressOnlyInternetGateways: { id: 'EgressOnlyInternetGatewayId' },
  NatGateways: { id: 'NatGatewayId' },
  VpcPeeringConnections: { id: 'VpcPeeringConnectionId' },
  TransitGateways: { id: 'TransitGatewayId' },
  TransitGatewayAttachments: { id: 'TransitGatewayAttachmentId' },
  TransitGatewayVpcAttachments: { id: 'TransitGatewayAttachmentId' },
  TransitGatewayRouteTables: { id: 'TransitGatewayRouteTableId' },
  /** SearchTransitGatewayRoutes type=static, one element a table: {TransitGatewayRouteTableId, Routes, AdditionalRoutesAvailable}. */
  TransitGatewayStaticRoutes: { id: 'TransitGatewayRouteTableId' },
  /** SearchTransitGatewayRoutes of every route in force, static and propagated; where present it is the whole truth of its table. */
  TransitGatewayRoutes: { id: 'TransitGatewayRouteTableId' },
  /** GetTransitGatewayRouteTablePropagations, one element a table: {TransitGatewayRouteTableId, TransitGatewayRouteTablePropagations}. */
  TransitGatewayPropagations: { id: 'TransitGatewayRouteTableId' },
  VpnGateways: { id: 'VpnGatewayId' },
  VpnConnections: { id: 'VpnConnectionId' },
  CustomerGateways: { id: 'CustomerGatewayId' },
  VpcEndpoints: { id: 'VpcEndpointId' },
  Addresses: { id: 'PublicIp' },
  AvailabilityZones: { id: 'ZoneName' },
  /** DescribeVpcBlockPublicAccessOptions, as a list of its one answer. */
  VpcBlockPublicAccessOptions: { id: 'AwsRegion' },
  VpcBlockPublicAccessExclusions: { id: 'ExclusionId' },
  /** ELBv2's DescribeLoadBalancers. */
  LoadBalancers: { id: 'LoadBalancerArn' },
  /** One element a load balancer: {LoadBalancerArn, Attributes}. */
  LoadBalancerAttributes: { id: 'LoadBalancerArn' },
  /** One element a load balancer: {LoadBalancerArn, Listeners}. */
  LoadBalancerListeners: { id: 'LoadBalancerArn' },
  /** DescribeRules, one element a listener: {ListenerArn, Rules}. */
  ListenerRules: { id: 'ListenerArn' },
  TargetGroups: { id: 'TargetGroupArn' },
  /** One element a target group: {TargetGroupArn, Attributes}. */
  TargetGroupAttributes: { id: 'TargetGroupArn' },
  /** DescribeTargetHealth, one element a target group: {TargetGroupArn, TargetHealthDescriptions}. */
  LoadBalancerTargetHealth: { id: 'TargetGroupArn' },
  /** Classic ELB's DescribeLoadBalancers. */
  LoadBalancerDescriptions: { id: 'LoadBalancerName' },
  /** Classic ELB's attributes, one element a load balancer: {LoadBalancerName, LoadBalancerAttributes}. */
  ClassicLoadBalancerAttributes: { id: 'LoadBalancerName' },
} as const satisfies Readonly<Record<string, { readonly id: string }>>;

/** The keys of the Describe answers. */
export type DocumentKey = keyof typeof documentParts;

export const documentKeys = Object.keys(documentParts) as readonly DocumentKey[];

/** Elements are kept as the calls gave them, and read by `raw.ts`: nothing is trusted to have its documented shape. */
export type Documents = { readonly [Key in DocumentKey]?: readonly Raw[] };

/** The answers of the Describe calls at one moment: the network's configuration. */
export interface Snapshot {
  /** ISO time at which the first call was made. */
  readonly takenAt: string;
  readonly documents: Documents;
  /**
   * What could not be described, or only in part: unknown, never absent. A part that is neither here nor in `documents`
   * was not asked for.
   */
  readonly unreadable: Readonly<Partial<Record<DocumentKey, FaultInfo>>>;
}

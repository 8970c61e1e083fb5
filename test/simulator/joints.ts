import type { RouteTable, TransitGatewayRoute } from '@aws-sdk/client-ec2';
import type { Described } from './described.ts';
import { addEni, owner } from './parts.ts';
import type { Route } from './rules.ts';

/* What joins subnets and VPCs, as the Describe calls return it. */

/** A route to what the target's id says. */
export const routeTo = (destination: string, target: string): Route => ({
  ...(destination.startsWith('pl-') ? { DestinationPrefixListId: destination } : { DestinationCidrBlock: destination }),
  ...(target.startsWith('eni-') ? { NetworkInterfaceId: target } : {}),
  ...(target.startsWith('nat-') ? { NatGatewayId: target } : {}),
  ...(target.startsWith('pcx-') ? { VpcPeeringConnectionId: target } : {}),
  ...(target.startsWith('tgw-') ? { TransitGatewayId: target } : {}),
  ...(target === 'local' || target.startsWith('igw-') ? { GatewayId: target } : {}),
  Origin: target === 'local' ? 'CreateRouteTable' : 'CreateRoute',
  State: 'active',
});

/** A route table; the local routes of the VPC's blocks are added. `of`: `main`, or the ids of subnets and gateways. */
export const addTable = (
  network: Described,
  id: string,
  vpcId: string,
  of: 'main' | readonly string[],
  routes: readonly Route[],
): string => {
  const cidrs = network.Vpcs.find((each) => each.VpcId === vpcId)?.CidrBlockAssociationSet ?? [];
  const association = (key: string, rest: object): NonNullable<RouteTable['Associations']>[number] => ({
    RouteTableAssociationId: `rtbassoc-${key}`,
    RouteTableId: id,
    AssociationState: { State: 'associated' },
    ...rest,
  });
  network.RouteTables.push({
    RouteTableId: id,
    VpcId: vpcId,
    OwnerId: owner,
    PropagatingVgws: [],
    Routes: [...cidrs.map(({ CidrBlock }) => routeTo(CidrBlock ?? '', 'local')), ...routes],
    Associations:
      of === 'main'
        ? [association(id, { Main: true })]
        : of.map((each) =>
            association(
              each,
              each.startsWith('igw-') ? { Main: false, GatewayId: each } : { Main: false, SubnetId: each },
            ),
          ),
  });
  return id;
};

export const addInternetGateway = (network: Described, id: string, vpcId: string): string => {
  network.InternetGateways.push({
    InternetGatewayId: id,
    OwnerId: owner,
    Attachments: [{ VpcId: vpcId, State: 'available' as 'attached' }],
  });
  return id;
};

/** A NAT gateway and its ENI; private without a public address. */
export const addNat = (
  network: Described,
  id: string,
  subnetId: string,
  address: string,
  publicIp?: string,
): string => {
  const eniId = addEni(network, id.replace('nat-', 'eni-nat-'), {
    subnetId,
    addresses: [{ address, publicIp }],
    sourceDestCheck: false,
    type: 'nat_gateway',
  });
  network.NatGateways.push({
    NatGatewayId: id,
    VpcId: network.Subnets.find((each) => each.SubnetId === subnetId)?.VpcId,
    SubnetId: subnetId,
    State: 'available',
    ConnectivityType: publicIp === undefined ? 'private' : 'public',
    AvailabilityMode: 'zonal',
    NatGatewayAddresses: [
      {
        NetworkInterfaceId: eniId,
        PrivateIp: address,
        IsPrimary: true,
        Status: 'succeeded',
        ...(publicIp === undefined ? {} : { PublicIp: publicIp }),
      },
    ],
  });
  return id;
};

export const addPeering = (network: Described, id: string, requester: string, accepter: string): string => {
  const side = (vpcId: string) => {
    const vpc = network.Vpcs.find((each) => each.VpcId === vpcId);
    return {
      VpcId: vpcId,
      OwnerId: owner,
      Region: 'eu-west-1',
      CidrBlock: vpc?.CidrBlock,
      CidrBlockSet: (vpc?.CidrBlockAssociationSet ?? []).map(({ CidrBlock }) => ({ CidrBlock })),
    };
  };
  network.VpcPeeringConnections.push({
    VpcPeeringConnectionId: id,
    RequesterVpcInfo: side(requester),
    AccepterVpcInfo: side(accepter),
    Status: { Code: 'active', Message: 'Active' },
  });
  return id;
};

const enabled = (is: boolean): 'enable' | 'disable' => (is ? 'enable' : 'disable');

export const addTransitGateway = (network: Described, id: string, referencing = false): string => {
  network.TransitGateways.push({
    TransitGatewayId: id,
    OwnerId: owner,
    State: 'available',
    Options: { SecurityGroupReferencingSupport: enabled(referencing) },
  });
  return id;
};

export const addAttachment = (
  network: Described,
  id: string,
  transitGatewayId: string,
  vpcId: string,
  subnetIds: readonly string[],
  tableId: string,
  options: { readonly referencing?: boolean; readonly appliance?: boolean } = {},
): string => {
  network.TransitGatewayVpcAttachments.push({
    TransitGatewayAttachmentId: id,
    TransitGatewayId: transitGatewayId,
    VpcId: vpcId,
    VpcOwnerId: owner,
    State: 'available',
    SubnetIds: [...subnetIds],
    Options: {
      SecurityGroupReferencingSupport: enabled(options.referencing ?? true),
      ApplianceModeSupport: enabled(options.appliance ?? false),
    },
  });
  network.TransitGatewayAttachments.push({
    TransitGatewayAttachmentId: id,
    TransitGatewayId: transitGatewayId,
    TransitGatewayOwnerId: owner,
    ResourceOwnerId: owner,
    ResourceType: 'vpc',
    ResourceId: vpcId,
    State: 'available',
    Association: { TransitGatewayRouteTableId: tableId, State: 'associated' },
  });
  return id;
};

/** A transit gateway's route; without an attachment a blackhole. */
export const transitRoute = (
  network: Described,
  cidr: string,
  attachmentId: string | undefined,
  type: 'static' | 'propagated' = 'static',
): TransitGatewayRoute => ({
  DestinationCidrBlock: cidr,
  Type: type,
  State: attachmentId === undefined ? 'blackhole' : 'active',
  ...(attachmentId === undefined
    ? {}
    : {
        TransitGatewayAttachments: [
          {
            TransitGatewayAttachmentId: attachmentId,
            ResourceType: 'vpc' as const,
            ResourceId: network.TransitGatewayAttachments.find(
              (each) => each.TransitGatewayAttachmentId === attachmentId,
            )?.ResourceId,
          },
        ],
      }),
});

export const addTransitTable = (
  network: Described,
  id: string,
  transitGatewayId: string,
  routes: TransitGatewayRoute[],
): string => {
  network.TransitGatewayRouteTables.push({
    TransitGatewayRouteTableId: id,
    TransitGatewayId: transitGatewayId,
    State: 'available',
  });
  network.TransitGatewayRoutes.push({ TransitGatewayRouteTableId: id, Routes: routes });
  return id;
};

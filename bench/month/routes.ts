import type { Raw } from '../../lambda/snapshot/raw.ts';
import { owner } from '../large-network/site.ts';
import { idIn } from './ids.ts';
import { cidrOf, type Side, sides, subnetId, type Tier, vpcId } from './subnets.ts';

export const gatewayId = (cell: number): string => idIn(cell, 'tgw');
export const internetGatewayId = (cell: number): string => idIn(cell, 'igw');
export const natGatewayId = (cell: number): string => idIn(cell, 'nat');

/** The route tables of a cell: the main ones of its VPCs, and those of the subnets that have their own. */
export const tables = ['main-a', 'web', 'app', 'main-b', 'db'] as const;
export type Table = (typeof tables)[number];
export const tableId = (cell: number, table: Table): string => idIn(cell, 'rtb', tables.indexOf(table));
export const associationId = (cell: number, table: Table): string => idIn(cell, 'rtbassoc', tables.indexOf(table));

const made = { Origin: 'CreateRoute', State: 'active' } as const;

const routesOf = (cell: number, table: Table): readonly Raw[] => {
  const over = (side: Side): Raw => ({
    DestinationCidrBlock: cidrOf(side),
    TransitGatewayId: gatewayId(cell),
    ...made,
  });
  switch (table) {
    case 'web':
      return [{ DestinationCidrBlock: '0.0.0.0/0', GatewayId: internetGatewayId(cell), ...made }];
    case 'app':
      return [over('b'), { DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: natGatewayId(cell), ...made }];
    case 'db':
      return [over('a')];
    case 'main-a':
    case 'main-b':
      return [];
  }
};

const sideOf = (table: Table): Side => (table === 'main-b' || table === 'db' ? 'b' : 'a');
const subnetOf = (table: Table): Tier | undefined => (table === 'main-a' || table === 'main-b' ? undefined : table);

export const tableElement = (cell: number, table: Table): Raw => {
  const RouteTableId = tableId(cell, table);
  const subnet = subnetOf(table);
  return {
    Associations: [
      {
        AssociationState: { State: 'associated' },
        Main: subnet === undefined,
        RouteTableAssociationId: associationId(cell, table),
        RouteTableId,
        ...(subnet === undefined ? {} : { SubnetId: subnetId(cell, subnet) }),
      },
    ],
    OwnerId: owner,
    PropagatingVgws: [],
    RouteTableId,
    Routes: [
      { DestinationCidrBlock: cidrOf(sideOf(table)), GatewayId: 'local', Origin: 'CreateRouteTable', State: 'active' },
      ...routesOf(cell, table),
    ],
    Tags: [],
    VpcId: vpcId(cell, sideOf(table)),
  };
};

const attachmentId = (cell: number, side: Side): string => idIn(cell, 'tgw-attach', sides.indexOf(side));
const transitTableId = (cell: number, side: Side): string => idIn(cell, 'tgw-rtb', sides.indexOf(side));

const end = (cell: number, side: Side): Raw => ({
  ResourceId: vpcId(cell, side),
  ResourceType: 'vpc',
  TransitGatewayAttachmentId: attachmentId(cell, side),
});

const other: Readonly<Record<Side, Side>> = { a: 'b', b: 'a' };

/** The parts that describe the transit gateway between the two VPCs: a table for each of them, with a static route. */
export const transitParts = (cell: number) => {
  const routes = sides.map((side) => ({
    AdditionalRoutesAvailable: false,
    Routes: [
      {
        DestinationCidrBlock: cidrOf(other[side]),
        State: 'active',
        TransitGatewayAttachments: [end(cell, other[side])],
        Type: 'static',
      },
    ],
    TransitGatewayRouteTableId: transitTableId(cell, side),
  }));
  return {
    TransitGateways: [
      {
        Options: {
          AmazonSideAsn: 64_512,
          DefaultRouteTableAssociation: 'disable',
          DefaultRouteTablePropagation: 'disable',
        },
        OwnerId: owner,
        State: 'available',
        Tags: [],
        TransitGatewayArn: `arn:aws:ec2:eu-west-1:${owner}:transit-gateway/${gatewayId(cell)}`,
        TransitGatewayId: gatewayId(cell),
      },
    ],
    TransitGatewayAttachments: sides.map((side) => ({
      ...end(cell, side),
      Association: { State: 'associated', TransitGatewayRouteTableId: transitTableId(cell, side) },
      ResourceOwnerId: owner,
      State: 'available',
      Tags: [],
      TransitGatewayId: gatewayId(cell),
      TransitGatewayOwnerId: owner,
    })),
    TransitGatewayVpcAttachments: sides.map((side) => ({
      Options: { ApplianceModeSupport: 'disable', DnsSupport: 'enable', Ipv6Support: 'disable' },
      State: 'available',
      SubnetIds: [subnetId(cell, `transit-${side}`)],
      Tags: [],
      TransitGatewayAttachmentId: attachmentId(cell, side),
      TransitGatewayId: gatewayId(cell),
      VpcId: vpcId(cell, side),
      VpcOwnerId: owner,
    })),
    TransitGatewayRouteTables: sides.map((side) => ({
      DefaultAssociationRouteTable: false,
      DefaultPropagationRouteTable: false,
      State: 'available',
      Tags: [],
      TransitGatewayId: gatewayId(cell),
      TransitGatewayRouteTableId: transitTableId(cell, side),
    })),
    TransitGatewayStaticRoutes: routes,
    TransitGatewayRoutes: routes,
    TransitGatewayPropagations: sides.map((side) => ({
      TransitGatewayRouteTableId: transitTableId(cell, side),
      TransitGatewayRouteTablePropagations: [],
    })),
  };
};

const attachedInterface = (cell: number, number: number, over: Raw): Raw => ({
  Attachment: {
    AttachmentId: idIn(cell, 'eni-attach', number),
    DeviceIndex: 1,
    InstanceOwnerId: 'amazon-aws',
    Status: 'attached',
  },
  AvailabilityZone: 'eu-west-1a',
  Groups: [],
  Ipv6Addresses: [],
  NetworkInterfaceId: idIn(cell, 'eni', number),
  OwnerId: owner,
  RequesterManaged: true,
  SourceDestCheck: false,
  Status: 'in-use',
  TagSet: [],
  ...over,
});

/** Numbers of interfaces that are no instance's. */
const NAT = 900;
const TRANSIT = 901;
const NAT_ADDRESS = '10.0.0.250';

const natAddress = (cell: number): Raw => ({
  AllocationId: idIn(cell, 'eipalloc', NAT),
  AssociationId: idIn(cell, 'eipassoc', NAT),
  IpOwnerId: owner,
  PublicIp: `198.19.${cell}.250`,
});

/** The ways out of a cell: to the internet, and by the transit gateway; with the interfaces that they have. */
export const gatewayParts = (cell: number) => ({
  InternetGateways: [
    {
      Attachments: [{ State: 'available', VpcId: vpcId(cell, 'a') }],
      InternetGatewayId: internetGatewayId(cell),
      OwnerId: owner,
      Tags: [],
    },
  ],
  NatGateways: [
    {
      ConnectivityType: 'public',
      NatGatewayAddresses: [
        {
          AllocationId: idIn(cell, 'eipalloc', NAT),
          IsPrimary: true,
          NetworkInterfaceId: idIn(cell, 'eni', NAT),
          PrivateIp: NAT_ADDRESS,
          PublicIp: `198.19.${cell}.250`,
          Status: 'succeeded',
        },
      ],
      NatGatewayId: natGatewayId(cell),
      State: 'available',
      SubnetId: subnetId(cell, 'web'),
      Tags: [],
      VpcId: vpcId(cell, 'a'),
    },
  ],
  interfaces: [
    attachedInterface(cell, NAT, {
      Association: natAddress(cell),
      Description: `Interface for NAT Gateway ${natGatewayId(cell)}`,
      InterfaceType: 'nat_gateway',
      PrivateIpAddress: NAT_ADDRESS,
      PrivateIpAddresses: [{ Association: natAddress(cell), Primary: true, PrivateIpAddress: NAT_ADDRESS }],
      SubnetId: subnetId(cell, 'web'),
      VpcId: vpcId(cell, 'a'),
    }),
    ...sides.map((side, place) => {
      const PrivateIpAddress = side === 'a' ? '10.0.3.10' : '10.1.5.10';
      return attachedInterface(cell, TRANSIT + place, {
        Description: `Network Interface for Transit Gateway Attachment ${attachmentId(cell, side)}`,
        InterfaceType: 'transit_gateway',
        PrivateIpAddress,
        PrivateIpAddresses: [{ Primary: true, PrivateIpAddress }],
        RequesterManaged: false,
        SubnetId: subnetId(cell, `transit-${side}`),
        VpcId: vpcId(cell, side),
      });
    }),
  ],
});

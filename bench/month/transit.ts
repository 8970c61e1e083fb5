import type { Raw } from '../../lambda/snapshot/raw.ts';
import { owner } from '../large-network/site.ts';
import { idIn } from './ids.ts';
import { gatewayId } from './routes.ts';
import { cidrOf, type Side, sides, subnetId, vpcId } from './subnets.ts';

export const attachmentId = (cell: number, side: Side): string => idIn(cell, 'tgw-attach', sides.indexOf(side));
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

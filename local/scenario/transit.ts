import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { ACCOUNT, cidrA, cidrB, ids, named, transitGatewayArn } from './ids.ts';

const end = (id: string, vpc: string) => ({
  TransitGatewayAttachmentId: id,
  ResourceId: vpc,
  ResourceType: 'vpc',
});

const attachment = (id: string, vpc: string, table: string, name: string) => ({
  ...end(id, vpc),
  TransitGatewayId: ids.transitGateway,
  TransitGatewayOwnerId: ACCOUNT,
  ResourceOwnerId: ACCOUNT,
  State: 'available',
  Association: { TransitGatewayRouteTableId: table, State: 'associated' },
  Tags: named(name),
});

const vpcAttachment = (id: string, vpc: string, subnet: string, name: string) => ({
  TransitGatewayAttachmentId: id,
  TransitGatewayId: ids.transitGateway,
  VpcId: vpc,
  VpcOwnerId: ACCOUNT,
  SubnetIds: [subnet],
  State: 'available',
  Options: {
    DnsSupport: 'enable',
    SecurityGroupReferencingSupport: 'enable',
    Ipv6Support: 'disable',
    ApplianceModeSupport: 'disable',
  },
  Tags: named(name),
});

const table = (id: string, name: string) => ({
  TransitGatewayRouteTableId: id,
  TransitGatewayId: ids.transitGateway,
  State: 'available',
  DefaultAssociationRouteTable: false,
  DefaultPropagationRouteTable: false,
  Tags: named(name),
});

const routes = (id: string, cidr: string, to: string, vpc: string) => ({
  TransitGatewayRouteTableId: id,
  Routes: [{ DestinationCidrBlock: cidr, TransitGatewayAttachments: [end(to, vpc)], Type: 'static', State: 'active' }],
  AdditionalRoutesAvailable: false,
});

const allRoutes = [
  routes(ids.transitRoutesA, cidrB, ids.attachmentB, ids.vpcB),
  routes(ids.transitRoutesB, cidrA, ids.attachmentA, ids.vpcA),
];

const noPropagations = (id: string) => ({ TransitGatewayRouteTableId: id, TransitGatewayRouteTablePropagations: [] });

/** The transit gateway with a route table for each VPC; every route in them is static. */
export const transitParts = {
  TransitGateways: [
    {
      TransitGatewayId: ids.transitGateway,
      TransitGatewayArn: transitGatewayArn,
      OwnerId: ACCOUNT,
      State: 'available',
      Options: {
        AmazonSideAsn: 64_512,
        AutoAcceptSharedAttachments: 'disable',
        DefaultRouteTableAssociation: 'disable',
        DefaultRouteTablePropagation: 'disable',
        VpnEcmpSupport: 'enable',
        DnsSupport: 'enable',
        SecurityGroupReferencingSupport: 'disable',
        MulticastSupport: 'disable',
      },
      Tags: [],
    },
  ],
  TransitGatewayAttachments: [
    attachment(ids.attachmentA, ids.vpcA, ids.transitRoutesA, 'vpc-a'),
    attachment(ids.attachmentB, ids.vpcB, ids.transitRoutesB, 'vpc-b'),
  ],
  TransitGatewayVpcAttachments: [
    vpcAttachment(ids.attachmentA, ids.vpcA, ids.subnetA, 'vpc-a'),
    vpcAttachment(ids.attachmentB, ids.vpcB, ids.transitSubnetB, 'vpc-b'),
  ],
  TransitGatewayRouteTables: [table(ids.transitRoutesA, 'from-vpc-a'), table(ids.transitRoutesB, 'from-vpc-b')],
  TransitGatewayStaticRoutes: allRoutes,
  TransitGatewayRoutes: allRoutes,
  TransitGatewayPropagations: [noPropagations(ids.transitRoutesA), noPropagations(ids.transitRoutesB)],
} as const satisfies Documents;

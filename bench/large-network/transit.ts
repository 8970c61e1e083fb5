import type { Raw } from '../../lambda/snapshot/raw.ts';
import { subnetId, zones } from './interface-plan.ts';
import { idIn, idOf, owner, type Region, regions, type Site, tagged, time, vpcName } from './site.ts';

export const gatewayOf = ({ number }: Region): string => idOf('tgw', number);
const attachmentOf = (site: Site): string => idIn(site, 'tgw-attach');
/** Not of any VPC. */
const peeringAttachment = idOf('tgw-attach', 500_000_000);

/** Table 0 is that of the VPCs, table 1 that of the other region. */
const tableOf = ({ number }: Region, table: 0 | 1): string => idOf('tgw-rtb', number * 2 + table);

const arn = (region: Region, path: string): string => `arn:aws:ec2:${region.name}:${owner}:${path}`;

const gatewayElement = (region: Region): Raw => ({
  CreationTime: time,
  Description: `backbone of ${region.name}`,
  Options: {
    AmazonSideAsn: 64_512 + region.number,
    AssociationDefaultRouteTableId: tableOf(region, 0),
    AutoAcceptSharedAttachments: 'disable',
    DefaultRouteTableAssociation: 'enable',
    DefaultRouteTablePropagation: 'enable',
    DnsSupport: 'enable',
    MulticastSupport: 'disable',
    PropagationDefaultRouteTableId: tableOf(region, 0),
    SecurityGroupReferencingSupport: 'disable',
    VpnEcmpSupport: 'enable',
  },
  OwnerId: owner,
  State: 'available',
  Tags: tagged('backbone'),
  TransitGatewayArn: arn(region, `transit-gateway/${gatewayOf(region)}`),
  TransitGatewayId: gatewayOf(region),
});

const tableElement = (region: Region, table: 0 | 1): Raw => ({
  CreationTime: time,
  DefaultAssociationRouteTable: table === 0,
  DefaultPropagationRouteTable: table === 0,
  State: 'available',
  Tags: tagged(table === 0 ? 'vpcs' : 'other-region'),
  TransitGatewayId: gatewayOf(region),
  TransitGatewayRouteTableId: tableOf(region, table),
});

const attachmentElement = (site: Site): Raw => ({
  Association: { State: 'associated', TransitGatewayRouteTableId: tableOf(site.region, 0) },
  CreationTime: time,
  ResourceId: idIn(site, 'vpc'),
  ResourceOwnerId: owner,
  ResourceType: 'vpc',
  State: 'available',
  Tags: tagged(`${vpcName(site)}-backbone`, site),
  TransitGatewayAttachmentId: attachmentOf(site),
  TransitGatewayId: gatewayOf(site.region),
  TransitGatewayOwnerId: owner,
});

/** Each region lists its own side of the peering. */
const peeringElement = (region: Region): Raw => ({
  Association: { State: 'associated', TransitGatewayRouteTableId: tableOf(region, 1) },
  CreationTime: time,
  ResourceId: gatewayOf(regions[region.number === 0 ? 1 : 0]),
  ResourceOwnerId: owner,
  ResourceType: 'peering',
  State: 'available',
  Tags: tagged('to-other-region'),
  TransitGatewayAttachmentId: peeringAttachment,
  TransitGatewayId: gatewayOf(region),
  TransitGatewayOwnerId: owner,
});

const vpcAttachmentElement = (site: Site): Raw => ({
  CreationTime: time,
  Options: {
    ApplianceModeSupport: 'disable',
    DnsSupport: 'enable',
    Ipv6Support: 'disable',
    SecurityGroupReferencingSupport: 'enable',
  },
  State: 'available',
  SubnetIds: zones.map((zone) => subnetId(site, 'transit', zone)),
  Tags: tagged(`${vpcName(site)}-backbone`, site),
  TransitGatewayAttachmentId: attachmentOf(site),
  TransitGatewayId: gatewayOf(site.region),
  VpcId: idIn(site, 'vpc'),
  VpcOwnerId: owner,
});

const route = (cidr: string, type: 'static' | 'propagated', attachment?: Raw): Raw => ({
  DestinationCidrBlock: cidr,
  State: attachment === undefined ? 'blackhole' : 'active',
  TransitGatewayAttachments: attachment === undefined ? [] : [attachment],
  Type: type,
});

const toVpc = (site: Site): Raw => ({
  ResourceId: idIn(site, 'vpc'),
  ResourceType: 'vpc',
  TransitGatewayAttachmentId: attachmentOf(site),
});

const routesOf = (region: Region, table: 0 | 1, sites: readonly Site[]): Raw => {
  const other = regions[region.number === 0 ? 1 : 0];
  const egress = sites.find((site) => site.isEgress);
  return {
    TransitGatewayRouteTableId: tableOf(region, table),
    Routes: [
      ...sites.map((site) => route(`10.${site.octet}.0.0/16`, 'propagated', toVpc(site))),
      route('172.16.0.0/12', 'static'),
      route('192.168.0.0/16', 'static'),
      ...(table === 0
        ? [
            ...(egress === undefined ? [] : [route('0.0.0.0/0', 'static', toVpc(egress))]),
            route(`10.${other.number * 128}.0.0/9`, 'static', {
              ResourceId: gatewayOf(other),
              ResourceType: 'peering',
              TransitGatewayAttachmentId: peeringAttachment,
            }),
          ]
        : []),
    ],
    AdditionalRoutesAvailable: false,
  };
};

const propagationsOf = (region: Region, table: 0 | 1, sites: readonly Site[]): Raw => ({
  TransitGatewayRouteTableId: tableOf(region, table),
  TransitGatewayRouteTablePropagations: sites.map((site) => ({ ...toVpc(site), State: 'enabled' })),
});

const tables: readonly (readonly [Region, 0 | 1])[] = regions.flatMap((region) => [
  [region, 0] as const,
  [region, 1] as const,
]);

/** The parts that describe the transit gateways. */
export const transitDocuments = (sites: readonly Site[]) => {
  const inRegion = (region: Region) => sites.filter((site) => site.region === region);
  return {
    TransitGateways: regions.map(gatewayElement),
    TransitGatewayAttachments: [...sites.map(attachmentElement), ...regions.map(peeringElement)],
    TransitGatewayVpcAttachments: sites.map(vpcAttachmentElement),
    TransitGatewayRouteTables: tables.map(([region, table]) => tableElement(region, table)),
    TransitGatewayRoutes: tables.map(([region, table]) => routesOf(region, table, inRegion(region))),
    TransitGatewayPropagations: tables.map(([region, table]) => propagationsOf(region, table, inRegion(region))),
  };
};

import type { Raw } from '../../lambda/snapshot/raw.ts';
import { subnetId, type Tier, type Zone, zones } from './interface-plan.ts';
import { serviceList } from './prefix-lists.ts';
import { idIn, owner, type Site, tagged, vpcName } from './site.ts';
import { gatewayOf } from './transit.ts';

const created = { Origin: 'CreateRoute', State: 'active' } as const;

const company = (site: Site): Raw => ({
  DestinationCidrBlock: '10.0.0.0/8',
  ...created,
  TransitGatewayId: gatewayOf(site.region),
});
const natted = (site: Site, zone: Zone): Raw => ({
  DestinationCidrBlock: '0.0.0.0/0',
  NatGatewayId: idIn(site, 'nat', zone),
  ...created,
});
const storage = (site: Site): Raw => ({
  DestinationPrefixListId: serviceList(site.region, 's3'),
  GatewayId: idIn(site, 'vpce'),
  ...created,
});
const out = (site: Site): Raw => ({ DestinationCidrBlock: '0.0.0.0/0', GatewayId: idIn(site, 'igw'), ...created });

const routesOf = (site: Site, tier: Tier, zone: Zone): readonly Raw[] => {
  switch (tier) {
    case 'public':
      return [company(site), ...(site.isOpen ? [out(site)] : [])];
    case 'app':
      return [
        company(site),
        site.isOpen
          ? natted(site, zone)
          : { DestinationCidrBlock: '0.0.0.0/0', ...created, TransitGatewayId: gatewayOf(site.region) },
        storage(site),
      ];
    case 'data':
      return [...(site.isCutOff ? [] : [company(site)]), storage(site)];
    case 'transit':
      return site.isEgress ? [natted(site, zone)] : [];
  }
};

const table = (site: Site, number: number, name: string, subnet: string | undefined, routes: readonly Raw[]): Raw => {
  const id = idIn(site, 'rtb', number);
  return {
    Associations: [
      {
        AssociationState: { State: 'associated' },
        Main: subnet === undefined,
        RouteTableAssociationId: idIn(site, 'rtbassoc', number),
        RouteTableId: id,
        ...(subnet === undefined ? {} : { SubnetId: subnet }),
      },
    ],
    OwnerId: owner,
    PropagatingVgws: [],
    RouteTableId: id,
    Routes: [
      {
        DestinationCidrBlock: `10.${site.octet}.0.0/16`,
        GatewayId: 'local',
        Origin: 'CreateRouteTable',
        State: 'active',
      },
      ...routes,
    ],
    Tags: tagged(`${vpcName(site)}-${name}`, site),
    VpcId: idIn(site, 'vpc'),
  };
};

const routed: readonly Tier[] = ['public', 'app', 'data', 'transit'];

const tableNumber = (tier: Tier, zone: Zone): number => 1 + routed.indexOf(tier) * 2 + zone;

/** The table of a subnet. */
export const tableId = (site: Site, tier: Tier, zone: Zone): string => idIn(site, 'rtb', tableNumber(tier, zone));

/** The route tables of a VPC, as DescribeRouteTables gives them: one a subnet, and the main one, which none uses. */
export const tableElements = (site: Site): readonly Raw[] => [
  table(site, 0, 'main', undefined, []),
  ...routed.flatMap((tier) =>
    zones.map((zone) =>
      table(site, tableNumber(tier, zone), `${tier}-${zone}`, subnetId(site, tier, zone), routesOf(site, tier, zone)),
    ),
  ),
];

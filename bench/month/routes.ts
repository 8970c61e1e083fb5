import type { Raw } from '../../lambda/snapshot/raw.ts';
import { owner } from '../large-network/site.ts';
import { idIn } from './ids.ts';
import { cidrOf, type Side, subnetId, type Tier, vpcId } from './subnets.ts';

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

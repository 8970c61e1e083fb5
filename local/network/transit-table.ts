import { list, type Raw, text } from '../../lambda/snapshot/raw.ts';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { ServiceError } from '../endpoint.ts';
import { canonicalCidr } from './cidr.ts';
import { cidrsOfVpc, elementOf, withElement } from './elements.ts';
import { named } from './resource.ts';

/** The transit gateway route table of a request. */
export const tableNamed = (documents: Documents, id: string | undefined): Raw =>
  named(documents, 'TransitGatewayRouteTables', id, 'TransitGatewayRouteTableId');

/** The attachment of a request; it must be of the table's transit gateway. */
export const attachmentNamed = (documents: Documents, id: string | undefined, table: Raw): Raw => {
  const attachment = named(documents, 'TransitGatewayAttachments', id, 'TransitGatewayAttachmentId');
  if (text(attachment, 'TransitGatewayId') !== text(table, 'TransitGatewayId')) {
    const message = `Transit Gateway Attachment ${id} and Transit Gateway Route Table ${text(table, 'TransitGatewayRouteTableId')} belong to different Transit Gateways.`;
    throw new ServiceError('InvalidParameterValue', message);
  }
  return attachment;
};

/** An attachment as routes, associations and propagations tell it. */
export const endOf = (attachment: Raw): Raw => ({
  TransitGatewayAttachmentId: attachment.TransitGatewayAttachmentId,
  ResourceId: attachment.ResourceId,
  ResourceType: attachment.ResourceType,
});

export const isStatic = (route: Raw): boolean => text(route, 'Type') === 'static';

/** What a route leads to: its destination in one form. */
export const destinationOf = (route: Raw): string => {
  const cidr = text(route, 'DestinationCidrBlock');
  return cidr === undefined ? (text(route, 'PrefixListId') ?? '') : (canonicalCidr(cidr) ?? cidr);
};

export const propagationsOf = (documents: Documents, table: string): readonly Raw[] =>
  list(elementOf(documents, 'TransitGatewayPropagations', table) ?? {}, 'TransitGatewayRouteTablePropagations');

/** The routes that the attached VPCs of a table's propagations bring: one for each of their CIDR blocks. */
const propagated = (documents: Documents, table: string): readonly Raw[] =>
  propagationsOf(documents, table).flatMap((propagation) => {
    const vpc = elementOf(documents, 'Vpcs', text(propagation, 'ResourceId') ?? '');
    if (vpc === undefined || text(propagation, 'State') !== 'enabled') return [];
    return cidrsOfVpc(vpc).map((cidr) => ({
      DestinationCidrBlock: cidr,
      TransitGatewayAttachments: [endOf(propagation)],
      Type: 'propagated',
      State: 'active',
    }));
  });

/** Of two routes to one destination a static one is in force, of two propagated ones the first. */
const inForce = (routes: readonly Raw[]): readonly Raw[] => {
  const taken = new Map<string, Raw>();
  for (const route of routes) {
    const destination = destinationOf(route);
    const before = taken.get(destination);
    if (before === undefined || (isStatic(route) && !isStatic(before))) taken.set(destination, route);
  }
  return [...taken.values()];
};

/** The routes of a table that are in force. */
export const routesOf = (documents: Documents, table: string): readonly Raw[] => {
  const known = elementOf(documents, 'TransitGatewayRoutes', table);
  if (known !== undefined) return list(known, 'Routes');
  const fixed = list(elementOf(documents, 'TransitGatewayStaticRoutes', table) ?? {}, 'Routes');
  return inForce([...fixed, ...propagated(documents, table)]);
};

/**
 * The documents in which the table has these routes and those that its propagations bring beside them: a propagated
 * route comes into force where the static one that hid it is gone. Of a network of which only static routes are kept,
 * only those change.
 */
export const withRoutes = (documents: Documents, table: string, routes: readonly Raw[]): Documents => {
  const Routes = inForce([...routes, ...propagated(documents, table)]);
  const before = elementOf(documents, 'TransitGatewayRoutes', table);
  const wrapped = { TransitGatewayRouteTableId: table, AdditionalRoutesAvailable: false };
  const fixed = { ...wrapped, Routes: Routes.filter(isStatic) };
  const after = withElement(documents, 'TransitGatewayStaticRoutes', fixed);
  return before === undefined ? after : withElement(after, 'TransitGatewayRoutes', { ...wrapped, Routes });
};

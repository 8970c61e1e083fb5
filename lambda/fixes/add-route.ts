import type { Fix } from '../domain/fix.ts';
import { fixOf } from './fix-of.ts';
import { type Lack, onlyNamed } from './lack.ts';
import { ATTACHMENT, transitRouteWords } from './transit-route.ts';
import { blockOf, idOf } from './value.ts';
import { DESTINATION, TARGET, vpcRouteWords } from './vpc-route.ts';

const destinationMeaning = 'the address that packets are to go to, with /32, or its block';

const blanksOf = (destination: string): Fix['blanks'] => ({
  [DESTINATION]: destinationMeaning,
  'TARGET-KIND': 'what the target is: transit-gateway-id, vpc-peering-connection-id, nat-gateway-id, gateway-id …',
  [TARGET]: `the id of what leads to ${destination}`,
  [ATTACHMENT]: `the attachment of the network of ${destination}`,
});

/** What leads to a destination that is checked, or that is not known. */
const about = (destination: string | undefined): string => blockOf(destination)?.cidr ?? 'the destination';

const isSameBlock = (one: string | undefined, other: string | undefined): boolean =>
  one !== undefined && blockOf(one)?.cidr === blockOf(other)?.cidr;

/** The route that a VPC's route table lacks: to that destination alone, or in place of one that leads elsewhere. */
export const addVpcRoute = (lack: Lack): Fix | undefined => {
  const table = onlyNamed(lack, 'routeTable', 'subnetRouteTable');
  const destination = lack.destination ?? DESTINATION;
  const isTaken = isSameBlock(lack.route, lack.destination);
  return fixOf(
    'add',
    isTaken ? 'lead the route there' : 'add the missing route',
    vpcRouteWords(isTaken ? 'replace' : 'create', { table, destination, target: TARGET }),
    blanksOf(about(lack.destination)),
  );
};

/** A route that leads nowhere gets a target again; one that was propagated cannot be given one. */
export const mendVpcRoute = (lack: Lack): Fix | undefined => {
  if (lack.route === undefined || lack.origin?.toLowerCase() === 'enablevgwroutepropagation') return undefined;
  const table = onlyNamed(lack, 'routeTable', 'subnetRouteTable');
  return fixOf(
    'add',
    'give the route a target again',
    vpcRouteWords('replace', { table, destination: lack.route, target: TARGET }),
    blanksOf(about(lack.route)),
  );
};

/** A transit gateway route table lacks a static route, or its packets take another. */
export const addTransitRoute = (lack: Lack): Fix | undefined => {
  const table = onlyNamed(lack, 'transitGatewayRouteTable');
  const destination = lack.destination ?? DESTINATION;
  const isTaken = isSameBlock(lack.route, lack.destination) && lack.origin === 'static';
  return fixOf(
    'add',
    isTaken ? 'lead the transit gateway route there' : 'add the missing transit gateway route',
    transitRouteWords(isTaken ? 'replace' : 'create', { table, destination, target: lack.toward ?? ATTACHMENT }),
    blanksOf(about(lack.destination)),
  );
};

/** A static route that leads nowhere. */
export const mendTransitRoute = (lack: Lack): Fix | undefined =>
  lack.route === undefined || lack.origin === 'propagated'
    ? undefined
    : fixOf(
        'add',
        'give the transit gateway route an attachment again',
        transitRouteWords('replace', {
          table: onlyNamed(lack, 'transitGatewayRouteTable'),
          destination: lack.route,
          target: lack.toward ?? ATTACHMENT,
        }),
        blanksOf(about(lack.route)),
      );

const ROUTE_TABLE = 'ROUTE_TABLE_ID';

/** An attachment that is associated with no route table. */
export const associate = (lack: Lack): Fix | undefined => {
  const gateway = idOf('tgw', onlyNamed(lack, 'transitGateway'));
  return fixOf(
    'add',
    'associate the attachment with a route table',
    [
      'associate-transit-gateway-route-table',
      '--transit-gateway-route-table-id',
      ROUTE_TABLE,
      '--transit-gateway-attachment-id',
      idOf('tgw-attach', onlyNamed(lack, 'transitGatewayAttachment', 'component')),
    ],
    { [ROUTE_TABLE]: `the route table${gateway === undefined ? '' : ` of ${gateway}`} that its packets are to take` },
  );
};

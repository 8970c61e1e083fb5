import { blocks, type Row, unseen } from './row.ts';

/**
 * Every reason of Route Analyzer for a leg that is not connected. Those that say `unknown` are no fault of the network:
 * Route Analyzer cannot judge the leg, so they are told as left open.
 * https://docs.aws.amazon.com/networkmanager/latest/APIReference/API_RouteAnalysisCompletion.html
 * Words besides the roles: {destination} of the leg, {back} for the return leg, {leg}.
 */
// biome-ignore format: a table, three lines a code
export const routeReasons = {
  ROUTE_NOT_FOUND: blocks(['transitGatewayRouteTable', 'transitGateway'],
    '{transitGatewayRouteTable} has no route{back} to {destination}',
    "Give {transitGatewayRouteTable} the route to the network of {destination} again: propagate its VPC's attachment into the table, or add a static route for the VPC's CIDR."),
  BLACKHOLE_ROUTE_FOR_DESTINATION_FOUND: blocks(['transitGatewayRouteTable', 'transitGateway'],
    'the route of {transitGatewayRouteTable}{back} to {destination} is a blackhole',
    'Remove the blackhole route, or restore the attachment that it pointed at.'),
  INACTIVE_ROUTE_FOR_DESTINATION_FOUND: blocks(['transitGatewayRouteTable', 'transitGateway'],
    'the route of {transitGatewayRouteTable}{back} to {destination} is not active',
    'Restore the attachment that the route points at.'),
  CYCLIC_PATH_DETECTED: blocks(['transitGatewayRouteTable', 'transitGateway'],
    'the routes{back} to {destination} run in a circle through {transitGatewayRouteTable}',
    'Correct the routes of the transit gateway route tables on the way.'),
  TRANSIT_GATEWAY_ATTACHMENT_STABLE_ROUTE_TABLE_NOT_FOUND: blocks(['transitGatewayAttachment', 'transitGateway'],
    '{transitGatewayAttachment} has no associated transit gateway route table on the way{back} to {destination}',
    'Associate {transitGatewayAttachment} with a transit gateway route table.'),
  TRANSIT_GATEWAY_ATTACHMENT_NOT_FOUND: unseen(['transitGateway'],
    'Route Analyzer could not judge the {leg} leg through {transitGateway}: it does not find an attachment'),
  TRANSIT_GATEWAY_ATTACHMENT_NOT_IN_TRANSIT_GATEWAY: unseen(['transitGateway'],
    'Route Analyzer could not judge the {leg} leg through {transitGateway}: an attachment is not of this transit gateway'),
  TRANSIT_GATEWAY_ATTACHMENT_ATTACH_ARN_NO_MATCH: unseen(['transitGateway'],
    'Route Analyzer could not judge the {leg} leg through {transitGateway}: it ends at another attachment than asked for'),
  MAX_HOPS_EXCEEDED: unseen(['transitGateway'],
    'Route Analyzer could not judge the {leg} leg through {transitGateway}: it has more than 64 hops'),
  POSSIBLE_MIDDLEBOX: unseen(['transitGateway'],
    'Route Analyzer could not judge the {leg} leg through {transitGateway}: there may be a middlebox on the way'),
  NO_DESTINATION_ARN_PROVIDED: unseen(['transitGateway'],
    'Route Analyzer could not judge the {leg} leg through {transitGateway}: it was given no destination attachment'),
} as const satisfies Readonly<Record<string, Row>>;

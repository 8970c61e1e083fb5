import type { TransitGatewayRoute } from '@aws-sdk/client-ec2';
import type { RouteLeg, RouteQuestion, RouteReport, RouteStep, Run } from '../../lambda/domain/evidence.ts';
import type { Registration } from '../../lambda/monitor/ports.ts';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { addressOf, isIn } from '../simulator/address.ts';
import { type Described, described } from '../simulator/described.ts';

/*
 * Route Analyzer over the simulated network: transit gateway route tables and nothing else, both ways.
 * https://docs.aws.amazon.com/network-manager/latest/tgwnm/route-analyzer.html
 */

/** The one transit gateway of the simulated networks, in a global network. */
export const registered: readonly Registration[] = [
  {
    globalNetworkId: 'global-network-1',
    transitGatewayArn: 'arn:aws:ec2:eu-west-1:111111111111:transit-gateway/tgw-0',
    state: 'AVAILABLE',
  },
];

const lengthOf = ({ DestinationCidrBlock = '' }: TransitGatewayRoute): number =>
  Number(DestinationCidrBlock.split('/')[1]);

const isPropagated = ({ Type }: TransitGatewayRoute): number => (Type === 'propagated' ? 1 : 0);

/** Longest prefix first, then the static one. */
const routeIn = (network: Described, table: string, address: string): TransitGatewayRoute | undefined =>
  (network.TransitGatewayRoutes.find((each) => each.TransitGatewayRouteTableId === table)?.Routes ?? [])
    .filter((route) => isIn(addressOf(address), route.DestinationCidrBlock ?? ''))
    .toSorted((one, other) => lengthOf(other) - lengthOf(one) || isPropagated(one) - isPropagated(other))[0];

const tableOf = (network: Described, attachment: string): string | undefined => {
  const { Association } =
    network.TransitGatewayAttachments.find((each) => each.TransitGatewayAttachmentId === attachment) ?? {};
  return Association?.State === 'associated' ? Association.TransitGatewayRouteTableId : undefined;
};

const isAvailable = (network: Described, attachment: string): boolean =>
  network.TransitGatewayAttachments.some(
    (each) => each.TransitGatewayAttachmentId === attachment && each.State === 'available',
  );

const steps = (...passed: readonly string[]): readonly RouteStep[] =>
  passed.map((id, index) => ({ sequence: passed.length - 1 - index, id, type: '', middlebox: false }));

const stopped = (reason: string, ...passed: readonly string[]): RouteLeg => ({
  connected: false,
  reason,
  context: {},
  steps: steps(...passed),
});

const leg = (network: Described, from: string, to: string, address: string): RouteLeg => {
  const table = tableOf(network, from);
  if (table === undefined) return stopped('TRANSIT_GATEWAY_ATTACHMENT_STABLE_ROUTE_TABLE_NOT_FOUND', from);
  const route = routeIn(network, table, address);
  if (route === undefined) return stopped('ROUTE_NOT_FOUND', from, table);
  const next = route.TransitGatewayAttachments?.[0]?.TransitGatewayAttachmentId;
  if (route.State !== 'active' || next === undefined)
    return stopped('BLACKHOLE_ROUTE_FOR_DESTINATION_FOUND', from, table);
  if (!isAvailable(network, next)) return stopped('INACTIVE_ROUTE_FOR_DESTINATION_FOUND', from, table);
  if (next !== to) return stopped('TRANSIT_GATEWAY_ATTACHMENT_ATTACH_ARN_NO_MATCH', from, table, next);
  return { connected: true, context: {}, steps: steps(from, table, next) };
};

const idOf = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

/** What Route Analyzer says of one question; the way back only where the way there leads on. */
export const routesOf = (documents: Documents, question: RouteQuestion): Run<RouteReport> => {
  const network = described(documents);
  const from = idOf(question.sourceAttachmentArn);
  const to = idOf(question.destinationAttachmentArn);
  const forward = leg(network, from, to, question.destinationAddress);
  return {
    kind: 'succeeded',
    report: {
      routeAnalysisId: 'route-analysis-1',
      globalNetworkId: question.globalNetworkId,
      forward,
      ...(forward.connected && { back: leg(network, to, from, question.sourceAddress) }),
      document: {},
    },
  };
};

import type { PathComponent, RouteAnalysisPath } from '@aws-sdk/client-networkmanager';
import { addressOf, only } from '../../lambda/network/address.ts';
import type { Match } from '../../lambda/network/longest-prefix.ts';
import { type Network, networkOf } from '../../lambda/network/network.ts';
import type { TransitAttachment, TransitRoute } from '../../lambda/network/transit-gateway.ts';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import type { Outcome } from '../network-manager/analyses.ts';
import type { RouteAnalysisRequest } from '../network-manager/request.ts';
import { arnOf } from './component.ts';
import { idOf } from './ends.ts';
import { type Whereabouts, whereaboutsOf } from './place.ts';

/*
 * Route Analyzer's answer, from the network model: transit gateway route tables, and nothing else.
 * https://docs.aws.amazon.com/network-manager/latest/tgwnm/route-analyzer.html
 */

/** https://docs.aws.amazon.com/networkmanager/latest/APIReference/API_RouteAnalysisCompletion.html */
type ReasonCode =
  | 'TRANSIT_GATEWAY_ATTACHMENT_NOT_FOUND'
  | 'TRANSIT_GATEWAY_ATTACHMENT_NOT_IN_TRANSIT_GATEWAY'
  | 'CYCLIC_PATH_DETECTED'
  | 'TRANSIT_GATEWAY_ATTACHMENT_STABLE_ROUTE_TABLE_NOT_FOUND'
  | 'ROUTE_NOT_FOUND'
  | 'BLACKHOLE_ROUTE_FOR_DESTINATION_FOUND'
  | 'INACTIVE_ROUTE_FOR_DESTINATION_FOUND'
  | 'TRANSIT_GATEWAY_ATTACHMENT_ATTACH_ARN_NO_MATCH'
  | 'MAX_HOPS_EXCEEDED'
  | 'NO_DESTINATION_ARN_PROVIDED';

const MOST_HOPS = 64;

interface Step {
  readonly id: string;
  readonly type: 'transit-gateway-attachment' | 'transit-gateway-route-table';
  readonly transitGateway: string;
  readonly cidr?: string;
}

/** How a walk ended. `unseen`: a table's routes could not be read, so that nothing can be said. */
type Walk =
  | { readonly kind: 'connected'; readonly steps: readonly Step[] }
  | { readonly kind: 'stopped'; readonly steps: readonly Step[]; readonly reason: ReasonCode }
  | { readonly kind: 'unseen' };

interface End {
  readonly attachment: string | undefined;
  readonly address: string | undefined;
}

const endOf = ({ TransitGatewayAttachmentArn: arn, IpAddress: address }: RouteAnalysisRequest['Source']): End => ({
  attachment: arn === undefined || arn === '' ? undefined : idOf(arn),
  address,
});

type Found = { readonly to: string; readonly cidr: string } | { readonly reason: ReasonCode };

const followed = ({ route, equals }: Match<TransitRoute>, destination: string): Found => {
  const routes = [route, ...equals];
  const active = routes.filter(({ state }) => state === 'active');
  if (active.length === 0)
    return {
      reason: routes.some(({ state }) => state === 'blackhole')
        ? 'BLACKHOLE_ROUTE_FOR_DESTINATION_FOUND'
        : 'INACTIVE_ROUTE_FOR_DESTINATION_FOUND',
    };
  const ways = active.flatMap(({ attachments, destination: cidr }) => attachments.map(({ id }) => ({ to: id, cidr })));
  // Of several equal ways any may be taken: the one that leads to the destination counts.
  return ways.find(({ to }) => to === destination) ?? ways[0] ?? { reason: 'INACTIVE_ROUTE_FOR_DESTINATION_FOUND' };
};

/** From an attachment to the one where the address is said to be, by the tables on the way. */
const walk = (network: Network, from: TransitAttachment, destination: string, address: string): Walk => {
  const wanted = addressOf(address);
  if (wanted === undefined) return { kind: 'unseen' };
  const steps: Step[] = [];
  const stopped = (reason: ReasonCode): Walk => ({ kind: 'stopped', steps, reason });
  const seen = new Set<string>();
  let side = from;
  for (;;) {
    const { transitGateway, table } = side;
    steps.push({ id: side.id, type: 'transit-gateway-attachment', transitGateway });
    if (table === undefined) return stopped('TRANSIT_GATEWAY_ATTACHMENT_STABLE_ROUTE_TABLE_NOT_FOUND');
    if (seen.has(table)) return stopped('CYCLIC_PATH_DETECTED');
    if (steps.length >= MOST_HOPS) return stopped('MAX_HOPS_EXCEEDED');
    seen.add(table);
    const routes = network.transitRouteTable(table);
    if (routes.kind !== 'found') return { kind: 'unseen' };
    const [match] = routes.thing.lookups.match(only(wanted));
    const found = match === undefined ? undefined : followed(match, destination);
    const at = { id: table, type: 'transit-gateway-route-table', transitGateway } as const;
    if (found === undefined) {
      if (routes.thing.flaws.length > 0) return { kind: 'unseen' };
      steps.push(at);
      return stopped('ROUTE_NOT_FOUND');
    }
    if ('reason' in found) {
      steps.push(at);
      return stopped(found.reason);
    }
    steps.push({ ...at, cidr: found.cidr });
    const next = network.attachment(found.to, transitGateway);
    if (next.kind === 'unknown') return { kind: 'unseen' };
    if (next.kind === 'absent')
      return stopped(
        network.attachmentSides(found.to).length > 0
          ? 'TRANSIT_GATEWAY_ATTACHMENT_NOT_IN_TRANSIT_GATEWAY'
          : 'TRANSIT_GATEWAY_ATTACHMENT_NOT_FOUND',
      );
    if (next.thing.state !== 'available') return stopped('INACTIVE_ROUTE_FOR_DESTINATION_FOUND');
    const far = next.thing.type === 'peering' ? network.attachment(found.to, next.thing.resource) : undefined;
    if (found.to === destination || far?.kind !== 'found') {
      steps.push({ id: found.to, type: 'transit-gateway-attachment', transitGateway });
      return found.to === destination
        ? { kind: 'connected', steps }
        : stopped('TRANSIT_GATEWAY_ATTACHMENT_ATTACH_ARN_NO_MATCH');
    }
    side = far.thing;
  }
};

const analyzed = (network: Network, source: End, destination: End): Walk => {
  const nowhere = (reason: ReasonCode): Walk => ({ kind: 'stopped', steps: [], reason });
  if (destination.attachment === undefined) return nowhere('NO_DESTINATION_ARN_PROVIDED');
  const [from] = source.attachment === undefined ? [] : network.attachmentSides(source.attachment);
  if (from === undefined || network.attachmentSides(destination.attachment).length === 0)
    return nowhere('TRANSIT_GATEWAY_ATTACHMENT_NOT_FOUND');
  return walk(network, from, destination.attachment, destination.address ?? '');
};

const pathOf = (end: Exclude<Walk, { kind: 'unseen' }>, where: Whereabouts): RouteAnalysisPath => ({
  CompletionStatus:
    end.kind === 'connected'
      ? { ResultCode: 'CONNECTED' }
      : // The client's enum has one of the codes under a wrong name, and so not its type.
        { ResultCode: 'NOT_CONNECTED', ReasonCode: end.reason as never, ReasonContext: {} },
  Path: end.steps.map(
    ({ id, type, transitGateway, cidr }, index): PathComponent => ({
      // "The destination is 0."
      Sequence: end.steps.length - 1 - index,
      Resource: {
        RegisteredGatewayArn: arnOf(transitGateway, where),
        ResourceArn: arnOf(id, where),
        ResourceType: type,
        IsMiddlebox: false,
      },
      ...(cidr === undefined ? {} : { DestinationCidrBlock: cidr }),
    }),
  ),
});

/** Route Analyzer over one state of the network. The way back is walked only where it is asked for and the way there leads on. */
export const routeAnswers = (documents: Documents): ((request: RouteAnalysisRequest) => Outcome) => {
  const network = networkOf({ takenAt: '', documents, unreadable: {} });
  const where = whereaboutsOf(documents);
  return (request) => {
    const [source, destination] = [endOf(request.Source), endOf(request.Destination)];
    const there = analyzed(network, source, destination);
    if (there.kind === 'unseen') return { status: 'FAILED' };
    const forward = pathOf(there, where);
    if (there.kind !== 'connected' || !request.IncludeReturnPath) return { status: 'COMPLETED', forward };
    const back = analyzed(network, destination, source);
    return back.kind === 'unseen' ? { status: 'FAILED' } : { status: 'COMPLETED', forward, back: pathOf(back, where) };
  };
};

import type { RouteQuestion } from '../domain/evidence.ts';
import type { FaultInfo } from '../domain/fault.ts';
import type { Attachment, Inventory } from '../snapshot/inventory.ts';
import type { Registration } from './ports.ts';
import type { End } from './resolve.ts';

/** What Route Analyzer can be asked about one pair of ends, or why it cannot. */
export type Crossing =
  | { readonly kind: 'ask'; readonly question: RouteQuestion }
  /** It would have to be asked, but what the question needs could not be read. */
  | { readonly kind: 'unseen'; readonly question: RouteQuestion; readonly fault: FaultInfo }
  | { readonly kind: 'not-applicable'; readonly reason: string };

export type Registrations = readonly Registration[];

/** How many transit gateways one pair is asked about at most; two VPCs rarely share more than one. */
const MAX_GATEWAYS = 2;

const attachmentsOf = (end: End, inventory: Inventory): readonly Attachment[] =>
  end.vpcId === undefined
    ? []
    : (inventory.attachmentsByVpc.get(end.vpcId) ?? []).filter((attachment) => attachment.available);

/** Whether a transit gateway may carry traffic between the ends: both lie in different VPCs that are attached to one. */
export const crosses = (from: End, to: End, inventory: Inventory): boolean =>
  from.vpcId !== to.vpcId && attachmentsOf(from, inventory).length > 0 && attachmentsOf(to, inventory).length > 0;

/** The destination's attachment to a transit gateway that the source's VPC is attached to as well: where its reply goes. */
export const replyAttachment = (from: End, to: End, inventory: Inventory): string | undefined => {
  if (from.vpcId === to.vpcId) return undefined;
  const shared = new Set(attachmentsOf(from, inventory).map(({ transitGatewayId }) => transitGatewayId));
  return attachmentsOf(to, inventory).find(({ transitGatewayId }) => shared.has(transitGatewayId))?.id;
};

const attachmentArn = (attachment: Attachment, gatewayArn: string): string => {
  const [, partition, , region, gatewayOwner] = gatewayArn.split(':');
  return `arn:${partition}:ec2:${region}:${attachment.owner ?? gatewayOwner}:transit-gateway-attachment/${attachment.id}`;
};

const ask = (
  from: End,
  to: End,
  source: Attachment,
  destination: Attachment,
  registrations: Registrations,
): Crossing => {
  const id = source.transitGatewayId;
  const known = registrations.filter(({ transitGatewayArn }) => transitGatewayArn.endsWith(`/${id}`));
  // A registration that was removed is listed for a while beside the one that replaced it.
  const registration = known.find(({ state }) => state === 'AVAILABLE') ?? known[0];
  if (registrations.length === 0)
    return { kind: 'not-applicable', reason: 'no global network of Network Manager has a transit gateway registered' };
  if (registration === undefined)
    return {
      kind: 'not-applicable',
      reason: `${id}${source.transitGatewayOwner === undefined ? '' : ` of account ${source.transitGatewayOwner}`} is not registered in a global network of this account`,
    };
  if (registration.state !== 'AVAILABLE')
    return { kind: 'not-applicable', reason: `${id} is registered, but its registration is ${registration.state}` };
  if (from.address === undefined || to.address === undefined)
    return { kind: 'not-applicable', reason: `an end has no address of its own, by which ${id} could be asked` };
  return {
    kind: 'ask',
    question: {
      transitGatewayId: id,
      globalNetworkId: registration.globalNetworkId,
      sourceAttachmentArn: attachmentArn(source, registration.transitGatewayArn),
      sourceAddress: from.address,
      destinationAttachmentArn: attachmentArn(destination, registration.transitGatewayArn),
      destinationAddress: to.address,
    },
  };
};

const unseen = (from: End, to: End, transitGatewayId: string, fault: FaultInfo): Crossing => ({
  kind: 'unseen',
  // Of every pair: a long message would fill the checkpoint.
  fault: { ...fault, message: fault.message.slice(0, 200) },
  question: {
    transitGatewayId,
    globalNetworkId: '',
    sourceAttachmentArn: '',
    sourceAddress: from.address ?? '',
    destinationAttachmentArn: '',
    destinationAddress: to.address ?? '',
  },
});

/**
 * Finds the attachments on both sides by itself. Empty where no transit gateway lies between the ends. Two gateways
 * peered within a Region are beyond Route Analyzer:
 * https://docs.aws.amazon.com/network-manager/latest/tgwnm/route-analyzer.html.
 */
export const crossings = (
  from: End,
  to: End,
  inventory: Inventory,
  registrations: Registrations | FaultInfo,
): readonly Crossing[] => {
  const { TransitGatewayAttachments, NetworkInterfaces } = inventory.snapshot.unreadable;
  const isPlaceUnknown = to.vpcId === undefined && to.destinationAddress !== undefined;
  const unreadable = TransitGatewayAttachments ?? (isPlaceUnknown ? NetworkInterfaces : undefined);
  if (unreadable !== undefined && from.vpcId !== to.vpcId) return [unseen(from, to, '', unreadable)];
  if (!crosses(from, to, inventory)) return [];
  const destinations = attachmentsOf(to, inventory);
  const shared = attachmentsOf(from, inventory).flatMap((source) => {
    const destination = destinations.find((other) => other.transitGatewayId === source.transitGatewayId);
    if (destination === undefined) return [];
    return 'operation' in registrations
      ? [unseen(from, to, source.transitGatewayId, registrations)]
      : [ask(from, to, source, destination, registrations)];
  });
  return shared.length === 0
    ? [
        {
          kind: 'not-applicable',
          reason:
            'the VPCs are attached to different transit gateways of one Region, which Route Analyzer cannot follow',
        },
      ]
    : shared.slice(0, MAX_GATEWAYS);
};

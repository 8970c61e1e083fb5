import { destinations, narrowed } from '../../network/packets.ts';
import { rangesOf, subtract } from '../../network/ranges.ts';
import type { TransitAttachment } from '../../network/transit-gateway.ts';
import { type Branch, lost, type Memory, type Next } from '../branch.ts';
import { hop } from '../hop.ts';
import { blocks, unmodelled, unseen } from '../obstacle.ts';
import type { Place } from '../place.ts';
import type { View } from '../view.ts';
import type { World } from '../world.ts';
import { isCarrying, keptBy, zoneOf } from './attachment.ts';
import { arrived, ended, on } from './passing.ts';
import { recipients } from './recipients.ts';

type OutOfTransit = Extract<Place, { at: 'out-of-transit' }>;

/** Which subnets of the attachment may carry packets from a zone: https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html#tgw-az. */
const subnetsFor = (
  view: View,
  memory: Memory,
  attachment: TransitAttachment,
  zone: string | undefined,
): readonly string[] => {
  const subnets = attachment.subnets ?? [];
  if (attachment.isAppliance) {
    const pinned = memory.pinned.get(attachment.id);
    return pinned === undefined ? subnets : [pinned];
  }
  const near = zone === undefined ? [] : subnets.filter((subnet) => zoneOf(view, subnet) === zone);
  return near.length > 0 ? near : subnets;
};

const intoVpc = (world: World, given: Branch, place: OutOfTransit, attachment: TransitAttachment): readonly Next[] => {
  const { view } = world;
  const vpc = attachment.resource;
  const known = view.vpc(vpc);
  const hops = [hop(attachment.id, 'transit-gateway-attachment', { of: place.transitGateway }), hop(vpc, 'vpc')];
  if (known.kind !== 'found') {
    const account = attachment.resourceOwner === undefined ? '' : ` (account ${attachment.resourceOwner})`;
    const reason =
      known.kind === 'unknown' ? known.reason : `${vpc} behind ${attachment.id}${account} is not in the snapshot`;
    return [
      ended(
        given,
        unseen(vpc, reason, 'UNKNOWN_DESTINATION', {
          resources: { vpc: [vpc], transitGatewayAttachment: [attachment.id] },
        }),
        hops.slice(0, 1),
      ),
    ];
  }
  const branch = { ...given, memory: keptBy(world, given.memory, attachment) };
  const subnets = subnetsFor(view, branch.memory, attachment, place.zone);
  if (subnets.length === 0) {
    const reason =
      view.gap('TransitGatewayVpcAttachments') ?? `the subnets of ${attachment.id} are not in the snapshot`;
    return [on(branch, { at: 'delivering', vpc }, { doubts: [...branch.doubts, unseen(attachment.id, reason)], hops })];
  }
  return subnets.flatMap((subnet): readonly Next[] => {
    const memory =
      attachment.isAppliance && !branch.memory.isReply
        ? { ...branch.memory, pinned: new Map([...branch.memory.pinned, [attachment.id, subnet]]) }
        : branch.memory;
    const here = recipients(view, vpc, branch.packets).found.filter((one) => one.subnet === subnet);
    const direct = here.map((one) =>
      on(
        branch,
        { at: 'receiving', interface: one.interface },
        { packets: one.packets, memory, hops: [...hops, hop(subnet, 'subnet', { of: vpc })] },
      ),
    );
    const taken = here.flatMap((one) => destinations(one.packets));
    const rest = narrowed(branch.packets, {
      destination: subtract(destinations(branch.packets), rangesOf(taken)),
    });
    if (rest.length === 0) return direct;
    const onward: Place = { at: 'routing', vpc, by: { kind: 'subnet', subnet }, entrance: 'transit-gateway' };
    return [...direct, on(branch, onward, { packets: rest, memory, hops: hops.slice(0, 1) })];
  });
};

/** On the way out of a transit gateway, by the kind of what is attached. */
export const outOfTransit = (world: World, branch: Branch, place: OutOfTransit): readonly Next[] => {
  const { view, goal } = world;
  const { attachment: id, transitGateway } = place;
  const side = view.attachment(id, transitGateway);
  const hops = [hop(id, 'transit-gateway-attachment', { of: transitGateway })];
  if (side.kind !== 'found')
    return [
      ended(
        branch,
        unseen(id, side.kind === 'unknown' ? side.reason : `${id} is not in the snapshot`, 'UNKNOWN_DESTINATION'),
        hops,
      ),
    ];
  const attachment = side.thing;
  const back: Place = { at: 'transit', attachment: id, transitGateway };
  if (!isCarrying(attachment))
    return [
      ended(
        branch,
        blocks('BAD_STATE_ATTACHMENT', id, `${id} is ${attachment.state}`, {
          resources: { transitGatewayAttachment: [id], transitGateway: [transitGateway] },
          facts: { state: attachment.state },
        }),
        hops,
      ),
    ];
  if (goal.gateways.has(id)) return [arrived(branch, back, hops)];
  switch (attachment.type) {
    case 'vpc':
      return intoVpc(world, branch, place, attachment);
    case 'peering': {
      const far = view.attachment(id, attachment.resource);
      return far.kind === 'found'
        ? [
            on(
              branch,
              { at: 'transit', attachment: id, transitGateway: attachment.resource },
              { memory: lost(branch.memory, 'SG_REFERENCING_SUPPORT', id), hops },
            ),
          ]
        : [
            ended(
              branch,
              unseen(
                attachment.resource,
                `${attachment.resource} behind ${id} is not in the snapshot: it is of another account or Region`,
                'UNKNOWN_DESTINATION',
              ),
              hops,
            ),
          ];
    }
    case 'vpn':
      return [on(branch, { at: 'vpn', connection: attachment.resource, replyFrom: back }, { hops })];
    default:
      return [
        ended(
          branch,
          unmodelled(
            attachment.resource || id,
            `${id} leads to ${attachment.resource || 'something'} (${attachment.type}), which the model does not follow`,
          ),
          hops,
        ),
      ];
  }
};

import type { Branch, Next } from '../branch.ts';
import { hop } from '../hop.ts';
import { blocks, unseen } from '../obstacle.ts';
import type { Place, RoutedBy } from '../place.ts';
import type { View } from '../view.ts';
import type { World } from '../world.ts';
import { isCarrying, keptBy, zoneOf } from './attachment.ts';
import { arrived, ended, on } from './passing.ts';
import { throughSubnet } from './subnet.ts';

const zoneFrom = (view: View, from: RoutedBy): string | undefined =>
  from.kind === 'subnet' ? zoneOf(view, from.subnet) : from.kind === 'table' ? from.zone : undefined;

/** Outbound rules that refer to groups do not count over a transit gateway: https://docs.aws.amazon.com/vpc/latest/tgw/tgw-transit-gateways.html#vpc-attachment-security. */
const withoutReferences = (branch: Branch, transitGateway: string): Branch => {
  const { referredBy, ...memory } = branch.memory;
  if (referredBy === undefined || memory.isReply) return branch;
  const obstacle = blocks(
    'SG_REFERENCING_SUPPORT',
    referredBy,
    `the outbound rules of ${referredBy} refer to groups, which does not count over ${transitGateway}`,
    { resources: { networkInterface: [referredBy], transitGateway: [transitGateway] }, facts: { direction: 'egress' } },
  );
  return { ...branch, memory, blockers: [...branch.blockers, obstacle] };
};

type IntoTransit = Extract<Place, { at: 'into-transit' }>;

/** From a VPC: https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html, …/tgw-nacls.html. */
export const intoTransit = (world: World, given: Branch, place: IntoTransit): readonly Next[] => {
  const { view } = world;
  const { transitGateway, vpc, from } = place;
  const branch = withoutReferences(given, transitGateway);
  const gatewayHop = hop(transitGateway, 'transit-gateway');
  const attachment = view.attachmentsOf(vpc).find((one) => one.transitGateway === transitGateway);
  const rest = {
    resources: { transitGateway: [transitGateway], transitGatewayAttachment: [attachment?.id], vpc: [vpc] },
  };
  if (attachment === undefined) {
    const gap = view.gap('TransitGatewayAttachments');
    const obstacle =
      gap === undefined
        ? blocks('BAD_STATE_ATTACHMENT', transitGateway, `${vpc} is not attached to ${transitGateway}`, rest)
        : unseen(transitGateway, gap);
    return [ended(branch, obstacle, [gatewayHop])];
  }
  const hops = [hop(attachment.id, 'transit-gateway-attachment', { of: transitGateway })];
  if (!isCarrying(attachment))
    return [
      ended(
        branch,
        blocks('BAD_STATE_ATTACHMENT', attachment.id, `${attachment.id} is ${attachment.state}`, {
          ...rest,
          facts: { state: attachment.state },
        }),
        hops,
      ),
    ];
  const zone = zoneFrom(view, from);
  const next: Place = {
    at: 'transit',
    attachment: attachment.id,
    transitGateway,
    ...(zone === undefined ? {} : { zone }),
  };
  const enter = (entering: Branch): readonly Next[] =>
    world.goal.gateways.has(attachment.id) || world.goal.gateways.has(transitGateway)
      ? [
          arrived(
            entering,
            {
              at: 'out-of-transit',
              attachment: attachment.id,
              transitGateway,
              ...(zone === undefined ? {} : { zone }),
            },
            [...hops, ...(world.goal.gateways.has(transitGateway) ? [gatewayHop] : [])],
          ),
        ]
      : [on(entering, next, { memory: keptBy(world, entering.memory, attachment), hops })];
  if (attachment.subnets === undefined) {
    const reason =
      view.gap('TransitGatewayVpcAttachments') ?? `the subnets of ${attachment.id} are not in the snapshot`;
    return enter({ ...branch, doubts: [...branch.doubts, unseen(attachment.id, reason)] });
  }
  if (from.kind !== 'subnet') return enter(branch);
  const subnet = attachment.subnets.find(
    (one) => one === from.subnet || (zone !== undefined && zoneOf(view, one) === zone),
  );
  if (subnet === undefined) {
    const obstacle =
      zone === undefined
        ? unseen(from.subnet, `the zone of ${from.subnet} is not known`)
        : blocks(
            'TGW_ROUTE_AZ_RESTRICTION',
            attachment.id,
            `${attachment.id} has no subnet in ${zone}, the zone of ${from.subnet}`,
            {
              resources: { ...rest.resources, subnet: [from.subnet] },
            },
          );
    const passed =
      obstacle.says === 'unknown'
        ? { doubts: [...branch.doubts, obstacle] }
        : { blockers: [...branch.blockers, obstacle] };
    return enter({ ...branch, ...passed });
  }
  return throughSubnet(world, branch, subnet, vpc, 'ingress', next).flatMap((step) =>
    step.kind === 'on' ? enter({ ...step.branch, place: branch.place }) : [step],
  );
};

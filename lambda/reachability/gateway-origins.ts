import { type Address, everyAddress } from '../network/address.ts';
import { isFound } from '../network/lookup.ts';
import { type Ranges, subtract } from '../network/ranges.ts';
import { atFirst, type Memory } from './branch.ts';
import type { End } from './ends.ts';
import type { Obstacle } from './obstacle.ts';
import type { Place } from './place.ts';
import { publicAddresses } from './steps/internet.ts';
import type { View } from './view.ts';
import { type Goal, nowhere } from './world.ts';

/** One way in which packets set out, and where their replies have to come back to. */
export interface Origin {
  readonly place: Place;
  readonly sources: Ranges<Address>;
  readonly memory: Memory;
  readonly replyGoal: Goal;
  readonly vpc?: string;
  readonly doubts?: readonly Obstacle[];
}

/** Packets of which nobody knows whose security groups they carry. */
/** What somebody sends of whom nothing is known. */
export const stranger = (component: string): Memory => ({ ...atFirst, identity: { kind: 'unknown', component } });
/** What comes from outside of the network, with nobody's security groups. */
export const outsider = (component: string): Memory => ({
  ...atFirst,
  identity: { kind: 'lost', code: 'SG_REFERENCES_NOT_PRESERVED', component, groups: [] },
});

const backTo = (...ids: readonly string[]): Goal => ({ ...nowhere, gateways: new Set(ids) });

const outside = (view: View, vpc: string | undefined): Ranges<Address> => {
  const known = vpc === undefined ? undefined : view.vpc(vpc);
  return known !== undefined && isFound(known) ? subtract(everyAddress, known.thing.cidrs) : everyAddress;
};

const within = (view: View, vpc: string): Ranges<Address> => {
  const known = view.vpc(vpc);
  return isFound(known) ? known.thing.cidrs : [];
};

/** From each attachment of a transit gateway to a VPC, into that VPC. */
const fromTransitGateway = (view: View, id: string): readonly Origin[] =>
  view
    .attachmentsAt(id)
    .filter(({ type }) => type === 'vpc')
    .map((attachment) => ({
      place: { at: 'out-of-transit', attachment: attachment.id, transitGateway: id },
      sources: outside(view, attachment.resource),
      memory: stranger(id),
      replyGoal: backTo(id),
      vpc: attachment.resource,
    }));

/** From an attachment: into the VPC that it belongs to, and from what it belongs to into the transit gateway. */
const fromAttachment = (view: View, id: string): readonly Origin[] =>
  view.attachmentSides(id).flatMap(({ transitGateway, type, resource }): readonly Origin[] => {
    const inwards: Origin = {
      place: { at: 'transit', attachment: id, transitGateway },
      sources: type === 'vpc' ? within(view, resource) : everyAddress,
      memory: stranger(id),
      replyGoal: backTo(id),
    };
    return type === 'vpc'
      ? [
          {
            place: { at: 'out-of-transit', attachment: id, transitGateway },
            sources: outside(view, resource),
            memory: stranger(id),
            replyGoal: backTo(id),
            vpc: resource,
          },
          inwards,
        ]
      : [inwards];
  });

export const fromVpnGateway = (
  view: View,
  id: string,
  sources?: Ranges<Address>,
  replyGoal: Goal = backTo(id),
): Origin => {
  const known = view.vpnGateway(id);
  const vpc = isFound(known) ? known.thing.vpc : undefined;
  return {
    place: { at: 'vpn-gateway-in', gateway: id },
    sources: sources ?? outside(view, vpc),
    memory: outsider(id),
    replyGoal,
    ...(vpc === undefined ? {} : { vpc }),
  };
};

const fromVpnConnection = (view: View, id: string): readonly Origin[] => {
  const known = view.vpnConnection(id);
  if (!isFound(known)) return [];
  if (known.thing.gateway !== undefined) return [fromVpnGateway(view, known.thing.gateway, undefined, backTo(id))];
  return view.attachmentsOf(id).map((attachment) => ({
    place: { at: 'transit', attachment: attachment.id, transitGateway: attachment.transitGateway },
    sources: everyAddress,
    memory: outsider(id),
    replyGoal: backTo(id, attachment.id),
  }));
};

const fromPeering = (view: View, id: string): readonly Origin[] => {
  const known = view.peering(id);
  if (!isFound(known)) return [];
  return known.thing.sides.map(({ vpc, cidrs }) => ({
    place: { at: 'peering', peering: id, vpc, entrance: 'none' },
    sources: cidrs.length > 0 ? cidrs : within(view, vpc),
    memory: stranger(id),
    replyGoal: backTo(id),
    vpc,
  }));
};

/** From a gateway, an attachment, a peering, a VPC or a subnet. */
export const fromGateway = (view: View, { type, id }: Extract<End, { kind: 'gateway' }>): readonly Origin[] => {
  switch (type) {
    case 'internet-gateway':
      return [
        {
          place: { at: 'internet-gateway-in', gateway: id },
          sources: publicAddresses,
          memory: outsider(id),
          replyGoal: backTo(id),
        },
      ];
    case 'vpn-gateway':
      return [fromVpnGateway(view, id)];
    case 'vpn-connection':
      return fromVpnConnection(view, id);
    case 'transit-gateway':
      return fromTransitGateway(view, id);
    case 'transit-gateway-attachment':
      return fromAttachment(view, id);
    case 'vpc-peering-connection':
      return fromPeering(view, id);
    case 'vpc':
      return [
        {
          place: { at: 'delivering', vpc: id },
          sources: within(view, id),
          memory: stranger(id),
          replyGoal: backTo(id),
          vpc: id,
        },
      ];
    case 'subnet': {
      // A host in it that no interface stands for: those that exist are named by themselves.
      const known = view.subnet(id);
      return isFound(known)
        ? [
            {
              place: { at: 'routing', vpc: known.thing.vpc, by: { kind: 'subnet', subnet: id }, entrance: 'interface' },
              sources: view
                .interfacesOf(known.thing.vpc)
                .reduce((left, one) => subtract(left, one.own), known.thing.cidrs),
              memory: stranger(id),
              replyGoal: backTo(id),
              vpc: known.thing.vpc,
            },
          ]
        : [];
    }
    case 'egress-only-internet-gateway':
    case 'vpc-endpoint':
      return [];
  }
};

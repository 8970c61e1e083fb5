import { type Address, addressesText, everyAddress, only } from '../network/address.ts';
import type { Interface } from '../network/interface.ts';
import { isFound } from '../network/lookup.ts';
import { intersect, type Ranges, subtract } from '../network/ranges.ts';
import { atFirst, type Memory } from './branch.ts';
import { type End, isInner, ownAddresses } from './ends.ts';
import { type Obstacle, unseen } from './obstacle.ts';
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
const stranger = (component: string): Memory => ({ ...atFirst, identity: { kind: 'unknown', component } });
const outsider = (component: string): Memory => ({
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

const fromVpnGateway = (view: View, id: string, sources?: Ranges<Address>, replyGoal: Goal = backTo(id)): Origin => {
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

const fromGateway = (view: View, { type, id }: Extract<End, { kind: 'gateway' }>): readonly Origin[] => {
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

/** An address behind the network's edges: the internet, or every way to a private network. */
const fromBeyond = (view: View, address: Address): readonly Origin[] => {
  const sources = only(address);
  if (!isInner(address))
    return [
      { place: { at: 'internet' }, sources, memory: outsider('internet'), replyGoal: { ...nowhere, internet: true } },
    ];
  const replyGoal: Goal = { ...nowhere, beyond: sources };
  return [
    ...view.every('VpnGateways', 'VpnGatewayId').map((id) => fromVpnGateway(view, id, sources, replyGoal)),
    ...[...new Set(view.every('TransitGatewayAttachments', 'TransitGatewayAttachmentId'))]
      .flatMap((id) => view.attachmentSides(id))
      .filter(({ type }) => type !== 'vpc' && type !== 'peering')
      .map(
        ({ id, transitGateway, type }): Origin => ({
          place: { at: 'transit', attachment: id, transitGateway },
          sources,
          memory: outsider(id),
          replyGoal,
          ...(type === 'vpn'
            ? {}
            : {
                doubts: [
                  unseen(id, `what lies behind ${id} (${type}) the model does not follow`, 'UNSUPPORTED_COMPONENT'),
                ],
              }),
        }),
      ),
  ];
};

/** An interface endpoint answers, and calls nobody. */
export const isOfEndpoint = ({ type }: Interface): boolean => type === 'vpc_endpoint';

/** What an end is as a source; `addresses` narrows it. */
export const originsOf = (view: View, end: End, addresses: Ranges<Address> | undefined): readonly Origin[] => {
  const narrowedTo = (origin: Origin): Origin => {
    if (addresses === undefined) return origin;
    const common = intersect(origin.sources, addresses);
    // An interface that forwards sends from addresses that are not its own.
    return { ...origin, sources: common.length > 0 ? common : addresses };
  };
  switch (end.kind) {
    case 'interfaces':
      return end.interfaces
        .filter((one) => !isOfEndpoint(one))
        .map((one) =>
          narrowedTo({
            place: { at: 'sending', interface: one.id, entrance: 'interface' },
            sources: ownAddresses(end, one),
            memory: atFirst,
            replyGoal: { ...nowhere, interfaces: new Set([one.id]) },
            vpc: one.vpc,
          }),
        );
    case 'gateway':
      return fromGateway(view, end).map(narrowedTo);
    case 'internet':
      return [
        narrowedTo({
          place: { at: 'internet' },
          sources: publicAddresses,
          memory: outsider('internet'),
          replyGoal: { ...nowhere, internet: true },
        }),
      ];
    case 'beyond':
      return fromBeyond(view, end.address);
    case 'unheld': {
      const text = addressesText(only(end.address));
      return end.subnet === undefined
        ? []
        : [
            {
              place: { at: 'routing', vpc: end.vpc, by: { kind: 'subnet', subnet: end.subnet }, entrance: 'interface' },
              sources: only(end.address),
              memory: stranger(text),
              replyGoal: nowhere,
              vpc: end.vpc,
              doubts: [unseen(text, `no network interface has ${text}`, 'NO_SOURCE_OR_DESTINATION')],
            },
          ];
    }
    case 'none':
      return [];
  }
};

import { type Address, addressesText, only } from '../network/address.ts';
import type { Interface } from '../network/interface.ts';
import { intersect, type Ranges } from '../network/ranges.ts';
import { atFirst } from './branch.ts';
import { type End, isInner, ownAddresses } from './ends.ts';
import { fromGateway, fromVpnGateway, type Origin, outsider, stranger } from './gateway-origins.ts';
import { unseen } from './obstacle.ts';
import { publicAddresses } from './steps/internet.ts';
import type { View } from './view.ts';
import { type Goal, nowhere } from './world.ts';

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

import { addressesText, isIPv4, only, sharedAddresses } from '../../network/address.ts';
import { destinations, narrowed, type Packets, sources } from '../../network/packets.ts';
import { overlaps } from '../../network/ranges.ts';
import type { Branch, Next } from '../branch.ts';
import { hop } from '../hop.ts';
import { blocks, unseen } from '../obstacle.ts';
import type { Place } from '../place.ts';
import type { View } from '../view.ts';
import type { World } from '../world.ts';
import { publicAccessObstacle } from './block-public-access.ts';
import { inWords, publicAddresses } from './internet.ts';
import { ended, hindered, on } from './passing.ts';
import { few } from './recipients.ts';

/** Into a VPC: the public address becomes the private one; then the gateway's own route table, if it has one. */
export const internetGatewayIn = (
  world: World,
  given: Branch,
  { gateway }: Extract<Place, { at: 'internet-gateway-in' }>,
): readonly Next[] => {
  const { view } = world;
  const known = view.internetGateway(gateway);
  const plain = [hop(gateway, 'internet-gateway')];
  if (known.kind !== 'found' || known.thing.vpc === undefined)
    return [
      ended(
        given,
        known.kind === 'found'
          ? blocks('BAD_STATE_ATTACHMENT', gateway, `${gateway} is attached to no VPC`, {
              resources: { internetGateway: [gateway] },
            })
          : unseen(gateway, known.kind === 'unknown' ? known.reason : `${gateway} is not in the snapshot`),
        plain,
      ),
    ];
  const vpc = known.thing.vpc;
  const from = sources(given.packets);
  const outside = narrowed(given.packets, { source: publicAddresses });
  if (outside.length === 0) {
    const isShared = overlaps(from, sharedAddresses);
    const code = isShared ? 'IGW_SOURCE_ADDRESS_NOT_IN_RFC6598_INGRESS' : 'IGW_SOURCE_ADDRESS_NOT_IN_RFC1918_INGRESS';
    return [
      ended(
        given,
        blocks(
          code,
          gateway,
          `${gateway} takes no packets from ${addressesText(from)}, ${isShared ? 'a shared' : 'a private'} address`,
          {
            resources: { internetGateway: [gateway] },
            facts: { address: addressesText(from) },
          },
        ),
        plain,
      ),
    ];
  }
  const nexts: Next[] = [];
  const table = view.tableOfGateway(gateway);
  for (const { packets, subnet, text } of admitted(view, vpc, outside)) {
    const obstacle = publicAccessObstacle(
      view,
      gateway,
      [vpc, subnet],
      given.memory.isReply && given.memory.translations.length > 0,
    );
    const branch = hindered(given, obstacle);
    const next: Place =
      table.kind === 'found'
        ? { at: 'routing', vpc, by: { kind: 'gateway', gateway }, entrance: 'internet' }
        : { at: 'delivering', vpc };
    nexts.push(
      on(branch, next, {
        packets,
        hops: [
          hop(gateway, 'internet-gateway', {
            of: vpc,
            ...(text === undefined ? {} : { decisions: [{ kind: 'translation', id: gateway, text }] }),
            header: packets[0],
            blockers: obstacle === undefined ? [] : [obstacle],
          }),
          ...(next.at === 'delivering' ? [hop(vpc, 'vpc')] : []),
        ],
      }),
    );
  }
  if (nexts.length > 0) return nexts;
  const text = inWords(destinations(outside), 'the destination');
  return [
    ended(
      given,
      blocks(
        'IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS',
        gateway,
        `no network interface in ${vpc} has ${text} as its public address`,
        {
          resources: { internetGateway: [gateway], vpc: [vpc] },
          facts: { address: text },
        },
      ),
      plain,
    ),
  ];
};

/** Packets to the public addresses of a VPC's interfaces, with their private ones instead. */
const admitted = (view: View, vpc: string, packets: Packets) => {
  const found: { readonly packets: Packets; readonly subnet: string; readonly text?: string }[] = [];
  const single = few(destinations(packets));
  const ids =
    single === undefined
      ? view.interfacesOf(vpc).map((one) => one.id)
      : [...new Set(single.flatMap((address) => [...view.publicHolders(address), ...view.holders(vpc, address)]))];
  for (const id of ids) {
    const held = view.interface(id);
    if (held.kind !== 'found' || held.thing.vpc !== vpc) continue;
    for (const address of held.thing.addresses) {
      const isSix = !isIPv4(address.private);
      const outer = isSix ? address.private : address.public;
      if (outer === undefined) continue;
      const own = narrowed(packets, { destination: only(outer) });
      if (own.length === 0) continue;
      found.push({
        packets: own.map((box) => ({ ...box, destination: only(address.private) })),
        subnet: held.thing.subnet,
        ...(isSix ? {} : { text: `${addressesText(only(outer))} becomes ${addressesText(only(address.private))}` }),
      });
    }
  }
  return found;
};

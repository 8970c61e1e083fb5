import { addressesText } from '../../network/address.ts';
import { destinations, except, narrowed, type Packets, serviceText, sources } from '../../network/packets.ts';
import type { Branch, Next } from '../branch.ts';
import { type Decision, type Hop, hop } from '../hop.ts';
import { needOf } from '../need.ts';
import { blocks, type Obstacle, unseen } from '../obstacle.ts';
import type { Place } from '../place.ts';
import type { World } from '../world.ts';
import { arrived, ended, on, through } from './passing.ts';
import { recipients } from './recipients.ts';

/** Nobody has the destination's address; unless interfaces could not be read. */
export const nobody = (world: World, branch: Branch, vpc: string, packets: Packets): Next => {
  const gap = world.view.gap('NetworkInterfaces');
  const address = addressesText(destinations(packets));
  return ended(
    { ...branch, packets },
    gap === undefined
      ? blocks('NO_POSSIBLE_DESTINATION', vpc, `no network interface in ${vpc} has ${address}`, {
          resources: { vpc: [vpc] },
          facts: { address },
        })
      : unseen(vpc, `who has ${address} in ${vpc} is not known: ${gap}`),
    [hop(vpc, 'vpc')],
  );
};

/** Past the groups of the sending interface: to a neighbour in the same subnet, or out of the subnet. */
export const departing = (
  world: World,
  branch: Branch,
  place: Extract<Place, { at: 'departing' }>,
): readonly Next[] => {
  const held = world.view.interface(place.interface);
  if (held.kind !== 'found')
    return [ended(branch, unseen(place.interface, `${place.interface} is not in the snapshot`))];
  const { subnet, vpc } = held.thing;
  const last = branch.memory.isReply ? branch.memory.translations.at(-1) : undefined;
  if (last?.kind === 'client-kept' && last.device !== place.interface)
    return throughSubnet(world, branch, subnet, vpc, 'egress', {
      at: 'entering-subnet',
      interface: last.device,
      from: subnet,
    });
  const known = world.view.subnet(subnet);
  const cidrs = known.kind === 'found' ? known.thing.cidrs : [];
  const inside = narrowed(branch.packets, { destination: cidrs });
  const outside = cidrs.length === 0 ? branch.packets : except(branch.packets, { destination: cidrs });
  const nexts: Next[] = [];
  if (inside.length > 0) {
    const { found, nobody: lost, disputed } = recipients(world.view, vpc, inside);
    for (const one of found)
      nexts.push(on(branch, { at: 'receiving', interface: one.interface }, { packets: one.packets }));
    for (const one of disputed) nexts.push(ended({ ...branch, packets: one.packets }, one.obstacle));
    if (lost.length > 0) nexts.push(nobody(world, branch, vpc, lost));
  }
  if (outside.length > 0)
    nexts.push(
      on(
        branch,
        { at: 'routing', vpc, by: { kind: 'subnet', subnet }, entrance: place.entrance },
        { packets: outside },
      ),
    );
  return nexts;
};

const aclObstacle = (
  acl: string,
  subnet: string,
  vpc: string,
  direction: 'ingress' | 'egress',
  packets: Packets,
  denied: readonly { readonly kind: string }[],
): Obstacle => {
  const [entry] = denied;
  const number = entry !== undefined && 'number' in entry ? `entry ${String(entry.number)}` : 'its last entry';
  const service = packets
    .map((box) => serviceText(box))
    .slice(0, 2)
    .join(' and ');
  const named = number === 'entry 32767' || number === 'entry 32768' ? 'its last entry' : number;
  const side =
    direction === 'ingress'
      ? `into ${subnet} from ${addressesText(sources(packets))}`
      : `out of ${subnet} to ${addressesText(destinations(packets))}`;
  return blocks('SUBNET_ACL_RESTRICTION', acl, `${acl} denies ${service} ${side}: ${named} decides`, {
    resources: { acl: [acl], subnet: [subnet], vpc: [vpc] },
    facts: {
      direction,
      ...needOf(packets, direction),
      entry: entry !== undefined && 'number' in entry ? String(entry.number) : undefined,
    },
  });
};

/** The network ACL of a subnet, in one direction; `next` is where the packets go on. */
export const throughSubnet = (
  world: World,
  branch: Branch,
  subnet: string,
  vpc: string,
  direction: 'ingress' | 'egress',
  next: Place,
  shown: (own: Hop) => readonly Hop[] = (own) => [own],
): readonly Next[] => {
  const passing = (decisions: readonly Decision[], blockers: readonly Obstacle[]) =>
    shown(hop(subnet, 'subnet', { of: vpc, decisions, blockers }));
  const acl = world.view.aclOf(subnet, vpc);
  const everything = { passed: branch.packets, unsure: [], decisions: [], reasons: [] };
  const nothing = { passed: [], unsure: branch.packets, decisions: [] };
  const common = { place: next, hops: passing };
  // A subnet without any ACL in the snapshot has its default one, which lets all pass.
  if (acl.kind === 'absent')
    return through(branch, { ...common, filtered: everything, doubtAt: subnet, obstacle: () => unseen(subnet, '') });
  const filtered = acl.kind === 'found' ? world.view.acl(acl.thing, direction, branch.packets) : acl;
  if (acl.kind === 'unknown' || filtered.kind !== 'found') {
    const reason =
      filtered.kind === 'unknown' ? filtered.reason : `the network ACL of ${subnet} is not in the snapshot`;
    return through(branch, {
      ...common,
      filtered: { ...nothing, reasons: [reason] },
      doubtAt: subnet,
      obstacle: () => unseen(subnet, reason),
    });
  }
  return through(branch, {
    ...common,
    filtered: filtered.thing,
    doubtAt: acl.thing,
    obstacle: () => aclObstacle(acl.thing, subnet, vpc, direction, branch.packets, filtered.thing.denied),
  });
};

/** The ACL of the subnet that the packets leave; then what its routes said. */
export const leavingSubnet = (
  world: World,
  branch: Branch,
  { subnet, vpc, to, passed }: Extract<Place, { at: 'leaving-subnet' }>,
): readonly Next[] =>
  throughSubnet(world, branch, subnet, vpc, 'egress', to, (own) =>
    passed === undefined ? [own].filter(({ blockers }) => blockers.length > 0) : [own, passed],
  );

export const enteringSubnet = (
  world: World,
  branch: Branch,
  place: Extract<Place, { at: 'entering-subnet' }>,
): readonly Next[] => {
  const held = world.view.interface(place.interface);
  if (held.kind !== 'found')
    return [ended(branch, unseen(place.interface, `${place.interface} is not in the snapshot`))];
  const next: Place = { at: 'receiving', interface: place.interface };
  const { subnet, vpc } = held.thing;
  if (world.goal.gateways.has(subnet)) return [arrived(branch, undefined)];
  return subnet === place.from ? [on(branch, next)] : throughSubnet(world, branch, subnet, vpc, 'ingress', next);
};

/** The local route: to the interface that has the address. */
export const delivering = (
  world: World,
  branch: Branch,
  { vpc, from }: Extract<Place, { at: 'delivering' }>,
): readonly Next[] => {
  if (world.goal.gateways.has(vpc)) return [arrived(branch, undefined, [hop(vpc, 'vpc')])];
  const { found, nobody: lost, disputed } = recipients(world.view, vpc, branch.packets);
  return [
    ...found.map((one) =>
      on(
        branch,
        { at: 'entering-subnet', interface: one.interface, ...(from === undefined ? {} : { from }) },
        { packets: one.packets },
      ),
    ),
    ...disputed.map((one) => ended({ ...branch, packets: one.packets }, one.obstacle)),
    ...(lost.length > 0 ? [nobody(world, branch, vpc, lost)] : []),
  ];
};

import { blocksOf } from '../../lambda/network/address.ts';
import { isFound } from '../../lambda/network/lookup.ts';
import type { GroupRule, Peer } from '../../lambda/network/security-group.ts';
import type { Resource } from '../../lambda/snapshot/inventory.ts';
import { type Ground, resourcesOf } from './ground.ts';
import { hostsFirst } from './hosts.ts';
import { groupText } from './ports.ts';
import type { Party } from './proposal.ts';

/** Who a rule lets in by one of its peers. */
export interface Clients extends Party {
  /** The peer, in words. */
  readonly peer: string;
}

const cidrsOf = (peer: Exclude<Peer, { kind: 'group' }>, { network }: Ground): readonly string[] => {
  if (peer.kind === 'cidr') return [peer.cidr];
  const list = network.prefixList(peer.id);
  return isFound(list) ? list.thing.cidrs : [];
};

const read = (peer: Peer, ground: Ground): readonly Resource[] => {
  if (peer.kind === 'group') return resourcesOf(ground, ground.having(peer.id));
  const { addresses } = blocksOf(cidrsOf(peer, ground));
  return addresses.length === 0 ? [] : resourcesOf(ground, hostsFirst(ground.within(addresses), ground));
};

const known = new WeakMap<Ground, Map<string, readonly Resource[]>>();

/** Who is meant by a peer. Many rules name the same one, and it may be everybody: found once. */
const meantBy = (peer: Peer, ground: Ground): readonly Resource[] => {
  const name = peer.kind === 'cidr' ? peer.cidr : peer.id;
  const peers = known.get(ground) ?? new Map<string, readonly Resource[]>();
  known.set(ground, peers);
  const resources = peers.get(name) ?? read(peer, ground);
  peers.set(name, resources);
  return resources;
};

const peerText = (peer: Peer, ground: Ground): string => {
  if (peer.kind === 'cidr') return peer.cidr;
  const group = peer.kind === 'group' ? ground.network.group(peer.id) : undefined;
  return group !== undefined && isFound(group) ? groupText(group.thing) : peer.id;
};

const nameOf = (peer: Peer, ground: Ground): string | undefined => {
  const group = peer.kind === 'group' ? ground.network.group(peer.id) : undefined;
  return group !== undefined && isFound(group) ? group.thing.name : undefined;
};

/** Whole networks of the world say nothing of who is meant. */
const isEverybody = (peer: Peer): boolean => peer.kind === 'cidr' && /\/0$/.test(peer.cidr);

/** More than these are not meant one by one. */
const MOST = 200;

type Some = Pick<Clients, 'resources' | 'of'>;

/** All but the servers; of a crowd one in the same VPC, if there is one, stands for all. */
const someOf = (all: readonly Resource[], servers: ReadonlySet<Resource>, vpc: string): Some => {
  const others = all.filter((one) => !servers.has(one));
  if (others.length <= MOST) return { resources: others };
  const one = others.find(({ vpcId }) => vpcId === vpc) ?? others[0];
  return { resources: one === undefined ? [] : [one], of: others.length };
};

/** A rule that names a group means its clients; one that names addresses may mean a whole network. */
const order: readonly Peer['kind'][] = ['group', 'cidr', 'prefix-list'];

/** Whoever of this network a rule lets in to servers of a VPC, peer by peer, but not the servers themselves. */
export const clientsOf = (
  { peers }: Pick<GroupRule, 'peers'>,
  servers: { readonly resources: readonly Resource[]; readonly vpc: string },
  ground: Ground,
): readonly Clients[] => {
  const own = new Set(servers.resources);
  return peers
    .filter((peer) => !isEverybody(peer))
    .toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
    .flatMap((peer): readonly Clients[] => {
      const some = someOf(meantBy(peer, ground), own, servers.vpc);
      const name = nameOf(peer, ground);
      return some.resources.length === 0
        ? []
        : [
            {
              ...some,
              peer: peerText(peer, ground),
              ...(name === undefined ? {} : { name }),
            },
          ];
    });
};

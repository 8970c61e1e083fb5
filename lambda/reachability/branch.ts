import { addressesKey } from '../network/address.ts';
import type { Box, Packets } from '../network/packets.ts';
import type { Hop } from './hop.ts';
import type { Obstacle } from './obstacle.ts';
import { type Place, placeKey } from './place.ts';

/** Whether the packets still carry the security groups of their sender, and if not, what took them. */
export type Identity =
  /** With the groups of the interface that sent them. */
  | { readonly kind: 'kept'; readonly groups: readonly string[] }
  | { readonly kind: 'lost'; readonly code: string; readonly component: string; readonly groups: readonly string[] }
  /** Over a transit gateway with security group referencing: good for inbound rules. */
  | { readonly kind: 'unknown'; readonly component: string };

/** A translation that its device undoes for the reply. */
export interface Translation {
  /**
   * `source`: the sender's address was changed (NAT). `proxy`: a balancer sends in its own name. `client-kept`: it keeps the
   * client's address, and gets the replies nevertheless.
   */
  readonly kind: 'source' | 'proxy' | 'client-kept';
  /** The interface, or the gateway where it has none, at which the reply is turned back. */
  readonly device: string;
  /** The packets as they were before. */
  readonly before: Box;
}

/** What the stateful devices on the way remember. */
export interface Memory {
  readonly isReply: boolean;
  /** Interfaces whose security groups the request has passed. */
  readonly admitted: ReadonlySet<string>;
  /** Newest last. */
  readonly translations: readonly Translation[];
  /** Attachment in appliance mode → the subnet it used. */
  readonly pinned: ReadonlyMap<string, string>;
  readonly identity: Identity;
  /** The balancer's interface that sends the packets in its client's name: its groups stand for the sender's at the target. */
  readonly sentBy?: string;
  /** An interface whose outbound rules let the packets pass only because they refer to the groups of the destination. */
  readonly referredBy?: string;
}

export const atFirst: Memory = {
  isReply: false,
  admitted: new Set(),
  translations: [],
  pinned: new Map(),
  identity: { kind: 'kept', groups: [] },
};

/** The way so far, newest hop first. */
export interface Trail {
  readonly hop: Hop;
  readonly before: Trail | undefined;
}

interface Visited {
  readonly key: string;
  readonly before: Visited | undefined;
}

/** Some of the packets on one of their ways. */
export interface Branch {
  readonly place: Place;
  /** Never empty. */
  readonly packets: Packets;
  readonly memory: Memory;
  readonly trail: Trail | undefined;
  readonly visited: Visited | undefined;
  /** Places passed. */
  readonly length: number;
  /** What looking further has cost beside the blockers. */
  readonly penalty: number;
  /** What was passed only to see what lies behind. */
  readonly blockers: readonly Obstacle[];
  /** What may have stopped the packets, for all that is known. */
  readonly doubts: readonly Obstacle[];
}

/** What becomes of packets in one step. */
export type Next =
  | { readonly kind: 'on'; readonly branch: Branch }
  | { readonly kind: 'arrived'; readonly branch: Branch; readonly replyFrom: Place | undefined }
  | { readonly kind: 'ended'; readonly branch: Branch; readonly obstacle: Obstacle };

export const starting = (place: Place, packets: Packets, memory: Memory): Branch => ({
  place,
  packets,
  memory,
  trail: undefined,
  visited: undefined,
  length: 0,
  penalty: 0,
  blockers: [],
  doubts: [],
});

/** Packets with other ends are others: where they come by again they may go on otherwise. */
const visitKey = (place: Place, packets: Packets): string =>
  `${placeKey(place)} ${packets.map(({ source, destination }) => `${addressesKey(source)}>${addressesKey(destination)}`).join()}`;

export const hasVisited = (branch: Branch): boolean => {
  const key = visitKey(branch.place, branch.packets);
  for (let at = branch.visited; at !== undefined; at = at.before) if (at.key === key) return true;
  return false;
};

/** The branch at another place, with what changed on the way. */
export const moved = (
  branch: Branch,
  place: Place,
  change: Partial<Pick<Branch, 'packets' | 'memory' | 'blockers' | 'doubts' | 'penalty'>> & {
    readonly hops?: readonly Hop[];
  } = {},
): Branch => {
  const { hops = [], ...rest } = change;
  return {
    ...branch,
    ...rest,
    place,
    length: branch.length + 1,
    visited: { key: visitKey(branch.place, branch.packets), before: branch.visited },
    trail: hops.reduce<Trail | undefined>((before, hop) => ({ hop, before }), branch.trail),
  };
};

export const hopsOf = (branch: Branch): readonly Hop[] => {
  const hops: Hop[] = [];
  for (let at = branch.trail; at !== undefined; at = at.before) hops.push(at.hop);
  return hops.reverse();
};

export const lost = (memory: Memory, code: string, component: string): Memory =>
  memory.identity.kind === 'lost'
    ? memory
    : {
        ...memory,
        identity: {
          kind: 'lost',
          code,
          component,
          groups: memory.identity.kind === 'kept' ? memory.identity.groups : [],
        },
      };

/** Sent anew, by a device of its own rules. */
export const withoutReference = ({ referredBy: _referredBy, ...memory }: Memory): Memory => memory;

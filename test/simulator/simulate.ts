import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { addressOf } from './address.ts';
import { type Described, described } from './described.ts';
import { sendFromEni } from './eni.ts';
import type { Leg, Memory, Step } from './leg.ts';
import { isSame, type Packet, replyTo } from './packet.ts';
import { walk } from './walk.ts';

/** One concrete packet. For ICMP the destination port is type × 256 + code. */
export interface PacketText {
  readonly source: string;
  readonly destination: string;
  readonly protocol: number;
  readonly sourcePort: number;
  readonly destinationPort: number;
}

export interface LegAnswer {
  readonly arrived: boolean;
  /** Where the packet ended: an ENI or `internet`. */
  readonly at?: string;
  readonly log: readonly string[];
}

export interface Answer {
  readonly request: LegAnswer;
  /** Absent if the request did not arrive. It has arrived if its sender takes it for an answer to what it sent. */
  readonly reply?: LegAnswer;
}

/** The things that the model leaves open; each answers 0 to count - 1. */
export type Choose = (count: number) => number;

const startAt = (leg: Leg, packet: Packet, at: string): Step => {
  if (at === 'internet') return { kind: 'outside', packet };
  const eni = leg.network.NetworkInterfaces.find((each) => each.NetworkInterfaceId === at);
  return eni === undefined ? undefined : sendFromEni(leg, packet, eni);
};

/** The request and its reply under one choice of what is open. `to` undefined: wherever the packet's address is. */
export const exchange = (
  network: Described,
  packet: Packet,
  from: string,
  to: string | undefined,
  choose: Choose,
  natPorts: readonly number[],
): Answer => {
  const memory: Memory = { enis: [], translations: [], appliances: {} };
  const newLeg = (isReply: boolean): Leg => ({
    network,
    memory,
    isReply,
    natPorts,
    choose,
    log: [],
    nats: [],
    met: [],
    leftByReference: false,
  });
  const there = newLeg(false);
  const end = walk(there, startAt(there, packet, from));
  if (end === undefined) return { request: { arrived: false, log: there.log } };
  const request = { arrived: to === undefined || end.at === to, at: end.at, log: there.log };
  if (!request.arrived) return { request };
  const back = newLeg(true);
  const home = walk(back, startAt(back, replyTo(end.packet), end.at));
  if (home === undefined) return { request, reply: { arrived: false, log: back.log } };
  const isAnswer = home.at === from && isSame(home.packet, replyTo(packet));
  return { request, reply: { arrived: isAnswer, at: home.at, log: back.log } };
};

/**
 * Sends one packet through the network and its reply back.
 * @param from an ENI, or `internet`: the packet comes in by the gateway of the VPC that has its destination.
 * @param to an ENI, `internet`, or undefined: wherever it ends.
 */
export const simulate = (
  documents: Documents,
  packet: PacketText,
  from: string,
  to?: string,
  choose: Choose = () => 0,
  natPorts: readonly number[] = [1024, 65535],
): Answer => {
  const { source, destination, ...rest } = packet;
  const numbers = { source: addressOf(source), destination: addressOf(destination), ...rest };
  return exchange(described(documents), numbers, from, to, choose, natPorts);
};

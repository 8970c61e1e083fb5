import { everyIPv4 } from '../../lambda/network/address.ts';
import { TCP } from '../../lambda/network/packets.ts';
import { includes, isWithin } from '../../lambda/network/ranges.ts';
import type { GroupRule, SecurityGroup } from '../../lambda/network/security-group.ts';

/** A rule for more ports than this says nothing of what listens. */
const FEW = 16;

/** The TCP ports that a rule names one by one or nearly so: its first and its last; undefined where it is a wide one. */
const namedPorts = ({ protocols, from, to }: GroupRule): readonly [number, number] | undefined =>
  protocols.length === 1 && includes(protocols, TCP) && from !== undefined && to !== undefined && to - from < FEW
    ? [from, to]
    : undefined;

/** The port, of those that may be meant, that a rule names; the lowest of several. */
export const namedPort = (rule: GroupRule, meant?: ReadonlyMap<number, string>): number | undefined => {
  const ports = namedPorts(rule);
  if (ports === undefined) return undefined;
  const [from, to] = ports;
  if (meant === undefined) return from;
  return [...meant.keys()].sort((a, b) => a - b).find((port) => from <= port && port <= to);
};

/** Whether the rule lets in anybody of the internet. */
export const isForAll = ({ addresses }: GroupRule): boolean => isWithin(everyIPv4, addresses);

/** `sg-0123 (web)`. */
export const groupText = ({ id, name }: SecurityGroup): string => (name === undefined ? id : `${id} (${name})`);

import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { addressOf, blockOf, isUnroutable, unroutable } from './address.ts';
import { type Described, described } from './described.ts';
import { hasPorts, type Packet, protocolNumber } from './packet.ts';
import { addressesOf, entrySpan, listCidrs, permissionSpan, type Span } from './rules.ts';
import { type Answer, type Choose, exchange } from './simulate.ts';

/** `from`: an ENI or `internet`; `to`: an ENI, an IPv4 address or `internet`. Ports as in a query file: `443`, `1-9,20`. */
export interface Query {
  readonly from: string;
  readonly to: string;
  readonly protocol: string;
  readonly port?: string;
  readonly sourcePort?: string;
}

export interface Truth {
  /** Some packet's request arrives. */
  readonly forward: boolean;
  /** Some packet's request arrives and its reply comes back to the sender. */
  readonly both: boolean;
  /** The exchange that shows it; else the one that came furthest. */
  readonly best?: Answer;
  readonly packets: number;
}

const permissionsOf = (network: Described) =>
  network.SecurityGroups.flatMap((group) => [...(group.IpPermissions ?? []), ...(group.IpPermissionsEgress ?? [])]);

const entriesOf = (network: Described) => network.NetworkAcls.flatMap((acl) => acl.Entries ?? []);

/** Of the values, the first of each class: between those of one class no test tells a difference. */
const oneOfEach = (values: readonly number[], tests: readonly Span[]): number[] => {
  const seen: string[] = [];
  return values.filter((value) => {
    const signature = tests.map(({ first, last }) => (value >= first && value <= last ? '1' : '0')).join('');
    const isNew = !seen.includes(signature);
    if (isNew) seen.push(signature);
    return isNew;
  });
};

/** The destination ports that the rules for a protocol speak of. 1024 is where the ports of a NAT gateway begin. */
const portSpans = (network: Described, protocol: number): Span[] => {
  const isOf = (name: string | undefined): boolean => protocolNumber(name) === protocol;
  return [
    { first: 1024, last: 65535 },
    ...permissionsOf(network).flatMap((rule) => (isOf(rule.IpProtocol) ? [permissionSpan(rule)] : [])),
    ...entriesOf(network).flatMap((entry) => (isOf(entry.Protocol) ? [entrySpan(entry)] : [])),
  ].filter((span) => span !== undefined);
};

/** One port of each class that the rules can tell apart: a class begins where a rule begins, or after one ends. */
const portClasses = (spans: readonly Span[], ranges: readonly Span[]): number[] => {
  const starts = spans.flatMap((span) => [span.first, span.last + 1]);
  const asked = ranges.flatMap(({ first, last }) => [first, ...starts.filter((port) => port > first && port <= last)]);
  return oneOfEach([...new Set(asked)], spans);
};

const rangesOf = (text: string | undefined): Span[] =>
  text === undefined
    ? [{ first: 0, last: 65535 }]
    : text.split(',').map((range) => {
        const [first = '0', last = first] = range.split('-');
        return { first: Number(first), last: Number(last) };
      });

/** The protocols of the query; of those that no rule names, one stands for all. */
const protocolsOf = (network: Described, name: string): number[] => {
  const asked = protocolNumber(name);
  if (asked !== undefined) return [asked];
  const named = [
    ...permissionsOf(network).map((rule) => protocolNumber(rule.IpProtocol)),
    ...entriesOf(network).map((entry) => protocolNumber(entry.Protocol)),
  ];
  return [...new Set([6, 17, 1, 253, ...named.filter((protocol) => protocol !== undefined)])];
};

const publicIps = (network: Described, id?: string): number[] =>
  network.NetworkInterfaces.filter((eni) => id === undefined || eni.NetworkInterfaceId === id)
    .flatMap((eni) => eni.PrivateIpAddresses ?? [])
    .flatMap((each) => (each.Association?.PublicIp === undefined ? [] : [addressOf(each.Association.PublicIp)]));

/** One address of each class of the internet's that rules and routes can tell apart; none of the network's own. */
const outsideAddresses = (network: Described): number[] => {
  const routes = [
    ...network.RouteTables.flatMap((table) => (table.Routes ?? []).map((route) => route.DestinationCidrBlock)),
    ...network.TransitGatewayRoutes.flatMap((table) => table.Routes.map((route) => route.DestinationCidrBlock)),
  ];
  const cidrs = [
    ...unroutable,
    ...routes.filter((cidr) => cidr !== undefined),
    ...permissionsOf(network).flatMap((rule) => (rule.IpRanges ?? []).map((range) => range.CidrIp ?? '')),
    ...entriesOf(network).map((entry) => entry.CidrBlock ?? ''),
    ...network.PrefixListEntries.flatMap((list) => listCidrs(network, list.PrefixListId)),
  ].filter((cidr) => cidr !== '');
  const own = publicIps(network);
  const starts = cidrs.map(blockOf).flatMap((block) => [block.first, block.last + 1]);
  const afterOwn = own.map((address) => address + 1);
  const open = [...new Set([addressOf('1.1.1.1'), ...starts, ...afterOwn])].filter(
    (address) => address > 2 ** 24 && address < 2 ** 32 && !isUnroutable(address) && !own.includes(address),
  );
  return oneOfEach(open, cidrs.map(blockOf));
};

const sourcesOf = (network: Described, from: string): number[] =>
  from === 'internet'
    ? outsideAddresses(network)
    : network.NetworkInterfaces.filter((eni) => eni.NetworkInterfaceId === from).flatMap(addressesOf);

const destinationsOf = (network: Described, { from, to }: Query): number[] => {
  if (to === 'internet') return outsideAddresses(network);
  if (isAddress(to)) return [addressOf(to)];
  const eni = network.NetworkInterfaces.filter((each) => each.NetworkInterfaceId === to);
  const ownPublic = publicIps(network, to);
  return from === 'internet' ? ownPublic : eni.flatMap(addressesOf);
};

const isAddress = (end: string): boolean => /^\d+\.\d+\.\d+\.\d+$/.test(end);

/** Runs `attempt` under every sequence of choices, until it says that it is enough. */
const underEveryChoice = (attempt: (choose: Choose) => boolean): boolean => {
  const made: { value: number; count: number }[] = [];
  for (;;) {
    let at = 0;
    const isEnough = attempt((count) => {
      const choice = made[at] ?? { value: 0, count };
      made[at] = choice;
      at += 1;
      return choice.value;
    });
    if (isEnough) return true;
    made.length = at;
    while (made.length > 0 && (made.at(-1)?.value ?? 0) + 1 === made.at(-1)?.count) made.pop();
    const last = made.at(-1);
    if (last === undefined) return false;
    last.value += 1;
  }
};

const progressOf = (answer: Answer | undefined): number =>
  answer === undefined
    ? -1
    : answer.request.log.length + (answer.reply === undefined ? 0 : 1000 + answer.reply.log.length);

/** The truth of a query: every class of packets that the rules can tell apart is sent, under every open choice. */
export const exists = (documents: Documents, query: Query): Truth => {
  const network = described(documents);
  let forward = false;
  let packets = 0;
  let best: Answer | undefined;
  const to = isAddress(query.to) ? undefined : query.to;
  for (const protocol of protocolsOf(network, query.protocol)) {
    const isPortless = !hasPorts(protocol) && protocol !== 1;
    const spans = portSpans(network, protocol);
    const ports = isPortless ? [0] : portClasses(spans, rangesOf(query.port));
    const sourcePorts = isPortless ? [0] : portClasses(spans, rangesOf(query.sourcePort));
    const natPorts = portClasses(spans, [{ first: 1024, last: 65535 }]);
    const attempt = (packet: Packet): { hasArrived: boolean; isBoth: boolean } => {
      let hasArrived = false;
      const isBoth = underEveryChoice((choose) => {
        packets += 1;
        const answer = exchange(network, packet, query.from, to, choose, natPorts);
        const isAnswered = answer.reply?.arrived === true;
        if (isAnswered || progressOf(answer) > progressOf(best)) best = answer;
        if (answer.request.arrived) hasArrived = true;
        return isAnswered;
      });
      return { hasArrived, isBoth };
    };
    for (const source of sourcesOf(network, query.from))
      for (const destination of destinationsOf(network, query))
        for (const destinationPort of ports)
          for (const sourcePort of sourcePorts) {
            const { hasArrived, isBoth } = attempt({ source, destination, protocol, sourcePort, destinationPort });
            forward ||= hasArrived;
            if (isBoth) return { forward, both: true, ...(best === undefined ? {} : { best }), packets };
            // No device reads a request's source port: with another one it does not arrive either.
            if (!hasArrived) break;
          }
  }
  return { forward, both: false, ...(best === undefined ? {} : { best }), packets };
};

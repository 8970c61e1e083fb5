import { blockOf, hasPorts, idOf, type Ports, protocolOf } from './value.ts';

/** Stand for a group, a peer or ports that are not known. */
export const GROUP = 'GROUP_ID';
export const PEER = 'PEER_CIDR';
export const PORTS = 'PORTS';

/** A rule of a security group. */
export interface GroupRule {
  readonly group: string | undefined;
  readonly direction: 'ingress' | 'egress';
  readonly protocol: string | undefined;
  /** Of ICMP type and code, where -1 is any. */
  readonly ports?: Ports | typeof PORTS | undefined;
  /** An address, a CIDR, a prefix list, a security group. */
  readonly peer: string | undefined;
}

/** The field of a peer in a permission, which has lists of them, and in a rule of its own. */
const peerFields = (peer: string | undefined): { readonly listed: string; readonly own: string } | undefined => {
  const block = blockOf(peer);
  if (block !== undefined)
    return block.family === 4
      ? { listed: `IpRanges=[{CidrIp=${block.cidr}}]`, own: `CidrIpv4=${block.cidr}` }
      : { listed: `Ipv6Ranges=[{CidrIpv6=${block.cidr}}]`, own: `CidrIpv6=${block.cidr}` };
  if (idOf('pl', peer) !== undefined)
    return { listed: `PrefixListIds=[{PrefixListId=${peer}}]`, own: `PrefixListId=${peer}` };
  return idOf('sg', peer) === undefined
    ? undefined
    : { listed: `UserIdGroupPairs=[{GroupId=${peer}}]`, own: `ReferencedGroupId=${peer}` };
};

const isRange = ({ from, to }: Ports, least: number, most: number): boolean =>
  [from, to].every((number) => Number.isInteger(number) && number >= least && number <= most);

const serviceFields = ({ protocol: given, ports }: GroupRule): string | undefined => {
  const protocol = protocolOf(given);
  if (protocol === undefined) return undefined;
  if (!hasPorts(protocol) && !protocol.startsWith('icmp')) return `IpProtocol=${protocol}`;
  return ports === undefined || ports === PORTS || !isRange(ports, hasPorts(protocol) ? 0 : -1, 65_535)
    ? undefined
    : `IpProtocol=${protocol},FromPort=${ports.from},ToPort=${ports.to}`;
};

const joined = (...fields: readonly (string | undefined)[]): string | undefined =>
  fields.includes(undefined) ? undefined : fields.join(',');

/**
 * A rule in the short form of the CLI's `IpPermission`; undefined where a part is not known.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html
 */
const permissionOf = (rule: GroupRule): string | undefined =>
  joined(serviceFields(rule), peerFields(rule.peer)?.listed);

/**
 * A rule that has an id, as it is modified.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroupRuleRequest.html
 */
export const ownRuleOf = (rule: GroupRule): string | undefined =>
  joined(serviceFields(rule), peerFields(rule.peer)?.own);

const portWord = (ports: GroupRule['ports']): string | undefined => {
  if (ports === undefined || ports === PORTS) return ports;
  if (!isRange(ports, 0, 65_535)) return undefined;
  return ports.from === ports.to ? `${ports.from}` : `${ports.from}-${ports.to}`;
};

/**
 * The options that name a rule: those for one IPv4 block, which are easiest to read, or else the whole permission.
 * https://docs.aws.amazon.com/cli/latest/reference/ec2/authorize-security-group-ingress.html
 */
const optionsOf = (rule: GroupRule): readonly (string | undefined)[] => {
  const protocol = protocolOf(rule.protocol);
  const block = blockOf(rule.peer);
  const cidr = rule.peer === PEER ? PEER : block?.family === 4 ? block.cidr : undefined;
  return protocol !== undefined && hasPorts(protocol) && cidr !== undefined
    ? ['--protocol', protocol, '--port', portWord(rule.ports), '--cidr', cidr]
    : ['--ip-permissions', permissionOf(rule)];
};

/** The words that add the rule to its group, or take it away; one of them is undefined where a part is not known. */
export const groupRuleWords = (verb: 'authorize' | 'revoke', rule: GroupRule): readonly (string | undefined)[] => [
  `${verb}-security-group-${rule.direction}`,
  '--group-id',
  rule.group === GROUP ? GROUP : idOf('sg', rule.group),
  ...optionsOf(rule),
];

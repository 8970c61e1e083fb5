import { PEER } from './group-rule.ts';
import { blockOf, hasPorts, idOf, type Ports, protocolOf } from './value.ts';

/** Stands for a number that is still free. */
export const RULE_NUMBER = 'RULE_NUMBER';

/** An entry of a network ACL. */
export interface AclEntry {
  readonly acl: string | undefined;
  readonly direction: 'ingress' | 'egress';
  readonly number: number | typeof RULE_NUMBER | undefined;
}

export interface WholeAclEntry extends AclEntry {
  readonly protocol: string | undefined;
  readonly ports: Ports | undefined;
  readonly cidr: string | undefined;
  readonly allows: boolean;
}

const nameWords = ({ acl, direction, number }: AclEntry): readonly (string | undefined)[] => [
  '--network-acl-id',
  idOf('acl', acl),
  `--${direction}`,
  '--rule-number',
  number === undefined ? undefined : `${number}`,
];

/** ICMP needs a type and a code, which are not known here; tcp and udp need ports. */
const serviceWords = (given: string | undefined, ports: Ports | undefined): readonly (string | undefined)[] => {
  const protocol = protocolOf(given);
  if (protocol === undefined || protocol.startsWith('icmp')) return [undefined];
  return hasPorts(protocol)
    ? ['--protocol', protocol, '--port-range', ports && `From=${ports.from},To=${ports.to}`]
    : ['--protocol', protocol];
};

const cidrWords = (cidr: string | undefined): readonly (string | undefined)[] => {
  const block = blockOf(cidr);
  return block?.family === 6 ? ['--ipv6-cidr-block', block.cidr] : ['--cidr-block', cidr === PEER ? cidr : block?.cidr];
};

/**
 * The words that make an entry, or put it in place of that with its number; one of them is undefined where a part is not
 * known. https://docs.aws.amazon.com/cli/latest/reference/ec2/create-network-acl-entry.html
 */
export const aclEntryWords = (verb: 'create' | 'replace', entry: WholeAclEntry): readonly (string | undefined)[] => [
  `${verb}-network-acl-entry`,
  ...nameWords(entry),
  ...serviceWords(entry.protocol, entry.ports),
  ...cidrWords(entry.cidr),
  '--rule-action',
  entry.allows ? 'allow' : 'deny',
];

/** The words that delete an entry. */
export const deleteEntryWords = (entry: AclEntry): readonly (string | undefined)[] => [
  'delete-network-acl-entry',
  ...nameWords(entry),
];

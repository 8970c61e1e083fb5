import type { Fix } from '../domain/fix.ts';
import { aclEntryWords, RULE_NUMBER } from './acl-entry.ts';
import { fixOf } from './fix-of.ts';
import { GROUP, groupRuleWords, PEER, PORTS } from './group-rule.ts';
import { type Lack, named, onlyNamed, sideOf } from './lack.ts';
import { blockOf, entryNumberOf, idOf, portsOf } from './value.ts';

const inbound = { ingress: 'inbound', egress: 'outbound' } as const;
const peers = { ingress: 'source', egress: 'destination' } as const;

const peerMeaning = (side: 'ingress' | 'egress'): string => `the address of the ${peers[side]}, with /32, or its block`;

/** So many of an interface's groups are named to choose from. */
const LISTED = 5;

/** The rule that a security group lacks; where an interface has several groups, in which of them is for the reader to say. */
export const addGroupRule = (lack: Lack): Fix | undefined => {
  const direction = sideOf(lack);
  const groups = named(lack, 'securityGroup').filter((id) => idOf('sg', id) !== undefined);
  if (direction === undefined || groups.length === 0) return undefined;
  const rule = {
    group: groups.length === 1 ? groups[0] : GROUP,
    direction,
    protocol: lack.protocol,
    ports: lack.ports === PORTS ? PORTS : portsOf(lack.ports),
    peer: lack.peer === undefined ? PEER : lack.peer,
  } as const;
  return fixOf('add', `add the missing ${inbound[direction]} rule`, groupRuleWords('authorize', rule), {
    [GROUP]: `one of ${groups.slice(0, LISTED).join(', ')}`,
    [PEER]: peerMeaning(direction),
    [PORTS]: 'the port or range of ports at which the traffic arrives there',
  });
};

/** The entry that a network ACL lacks, before the one that denies. Numbers that are taken are not known. */
export const addAclEntry = (lack: Lack): Fix | undefined => {
  const direction = sideOf(lack);
  if (direction === undefined) return undefined;
  const denying = entryNumberOf(lack.entry === undefined ? undefined : Number(lack.entry));
  const entry = {
    acl: onlyNamed(lack, 'acl'),
    direction,
    number: RULE_NUMBER,
    protocol: lack.protocol,
    ports: portsOf(lack.ports),
    cidr: lack.peer === undefined ? PEER : blockOf(lack.peer)?.cidr,
    allows: true,
  } as const;
  const before = denying === undefined ? '' : `, below ${denying}`;
  return fixOf('add', `allow it in the network ACL`, aclEntryWords('create', entry), {
    [RULE_NUMBER]: `a number that no ${inbound[direction]} entry has yet${before}`,
    [PEER]: peerMeaning(direction),
  });
};

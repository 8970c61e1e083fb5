import type {
  CreateNetworkAclEntryRequest,
  DeleteNetworkAclEntryRequest,
  ReplaceNetworkAclEntryRequest,
} from '@aws-sdk/client-ec2';
import { flag, integer, list, type Raw } from '../../lambda/snapshot/raw.ts';
import { invalidValue, required } from '../ec2/insights-rules.ts';
import { ServiceError } from '../endpoint.ts';
import type { Change } from './change.ts';
import { checkedCidr } from './cidr.ts';
import { withElement } from './elements.ts';
import { named } from './resource.ts';

const protocolNumbers: Readonly<Record<string, string>> = { all: '-1', icmp: '1', tcp: '6', udp: '17', icmpv6: '58' };

// The last two rules, which deny all, are EC2's own.
const LAST_RULE = 32_766;

const numberOf = (rule: number | undefined): number => {
  const number = required(rule, 'RuleNumber');
  if (!Number.isInteger(number) || number < 1 || number > LAST_RULE) throw invalidValue(number, 'ruleNumber');
  return number;
};

const portsOf = (request: CreateNetworkAclEntryRequest): Raw => {
  const { From, To } = required(request.PortRange, 'PortRange');
  const [from, to] = [required(From, 'PortRange.From'), required(To, 'PortRange.To')];
  const fits = [from, to].every((port) => Number.isInteger(port) && port >= 0 && port <= 65_535);
  if (!fits || from > to) throw invalidValue(`${from}-${to}`, 'portRange');
  return { PortRange: { From: from, To: to } };
};

const icmpOf = (request: CreateNetworkAclEntryRequest): Raw => {
  const { Type, Code } = required(request.IcmpTypeCode, 'IcmpTypeCode');
  const [type, code] = [required(Type, 'IcmpTypeCode.Type'), required(Code, 'IcmpTypeCode.Code')];
  for (const part of [type, code])
    if (!Number.isInteger(part) || part < -1 || part > 255) throw invalidValue(part, 'icmpTypeCode');
  return { IcmpTypeCode: { Type: type, Code: code } };
};

const cidrOf = ({ CidrBlock, Ipv6CidrBlock }: CreateNetworkAclEntryRequest): Raw => {
  if (CidrBlock !== undefined && Ipv6CidrBlock !== undefined) {
    const message = 'The parameter cidrBlock may not be used in combination with the parameter ipv6CidrBlock';
    throw new ServiceError('InvalidParameterCombination', message);
  }
  return Ipv6CidrBlock === undefined
    ? { CidrBlock: checkedCidr(required(CidrBlock, 'CidrBlock'), 'IPv4', 'cidrBlock') }
    : { Ipv6CidrBlock: checkedCidr(Ipv6CidrBlock, 'IPv6', 'ipv6CidrBlock') };
};

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkAclEntry.html */
const entryOf = (request: CreateNetworkAclEntryRequest | ReplaceNetworkAclEntryRequest): Raw => {
  const given = required(request.Protocol, 'Protocol').toLowerCase();
  const Protocol = protocolNumbers[given] ?? given;
  if (Protocol !== '-1' && !(/^\d{1,3}$/.test(Protocol) && Number(Protocol) <= 255))
    throw invalidValue(given, 'protocol');
  const RuleAction = required(request.RuleAction, 'RuleAction');
  if (RuleAction !== 'allow' && RuleAction !== 'deny') throw invalidValue(RuleAction, 'ruleAction');
  return {
    RuleNumber: numberOf(request.RuleNumber),
    Egress: required(request.Egress, 'Egress'),
    Protocol,
    RuleAction,
    ...cidrOf(request),
    ...(['6', '17'].includes(Protocol) ? portsOf(request) : {}),
    ...(['1', '58'].includes(Protocol) ? icmpOf(request) : {}),
  };
};

const isEgress = (entry: Raw): boolean => flag(entry, 'Egress') === true;
const ruleNumber = (entry: Raw): number => integer(entry, 'RuleNumber') ?? 0;

/** Outbound entries first, each direction by number, as EC2 describes them. */
const sorted = (entries: readonly Raw[]): readonly Raw[] =>
  entries.toSorted((a, b) => Number(isEgress(b)) - Number(isEgress(a)) || ruleNumber(a) - ruleNumber(b));

const matching = (acl: Raw, number: number, egress: boolean): Raw | undefined =>
  list(acl, 'Entries').find((entry) => ruleNumber(entry) === number && isEgress(entry) === egress);

const absent = (number: number): ServiceError =>
  new ServiceError('InvalidNetworkAclEntry.NotFound', `The network acl entry identified by ${number} does not exist`);

const create: Change<CreateNetworkAclEntryRequest> = (documents, request, { quotas }) => {
  const acl = named(documents, 'NetworkAcls', request.NetworkAclId, 'NetworkAclId');
  const entry = entryOf(request);
  const egress = isEgress(entry);
  if (matching(acl, ruleNumber(entry), egress) !== undefined) {
    const message = `The network acl entry identified by ${ruleNumber(entry)} already exists.`;
    throw new ServiceError('NetworkAclEntryAlreadyExists', message);
  }
  const Entries = sorted([...list(acl, 'Entries'), entry]);
  const own = Entries.filter((one) => isEgress(one) === egress && ruleNumber(one) <= LAST_RULE);
  if (own.length > quotas.entriesPerAcl) {
    const message = 'The maximum number of network acl entries has been reached.';
    throw new ServiceError('NetworkAclEntryLimitExceeded', message);
  }
  return { documents: withElement(documents, 'NetworkAcls', { ...acl, Entries }), answer: {} };
};

const replace: Change<ReplaceNetworkAclEntryRequest> = (documents, request) => {
  const acl = named(documents, 'NetworkAcls', request.NetworkAclId, 'NetworkAclId');
  const entry = entryOf(request);
  const before = matching(acl, ruleNumber(entry), isEgress(entry));
  if (before === undefined) throw absent(ruleNumber(entry));
  const Entries = list(acl, 'Entries').map((one) => (one === before ? entry : one));
  return { documents: withElement(documents, 'NetworkAcls', { ...acl, Entries }), answer: {} };
};

const remove: Change<DeleteNetworkAclEntryRequest> = (documents, request) => {
  const acl = named(documents, 'NetworkAcls', request.NetworkAclId, 'NetworkAclId');
  const number = numberOf(request.RuleNumber);
  const entry = matching(acl, number, required(request.Egress, 'Egress'));
  if (entry === undefined) throw absent(number);
  const Entries = list(acl, 'Entries').filter((one) => one !== entry);
  return { documents: withElement(documents, 'NetworkAcls', { ...acl, Entries }), answer: {} };
};

/** CreateNetworkAclEntry, ReplaceNetworkAclEntry and DeleteNetworkAclEntry. */
export const aclEntryChanges = {
  CreateNetworkAclEntry: create,
  ReplaceNetworkAclEntry: replace,
  DeleteNetworkAclEntry: remove,
};

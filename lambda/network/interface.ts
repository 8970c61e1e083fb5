import { isFlawedList, isRaw, list, part, type Raw, text, texts } from '../snapshot/raw.ts';
import { type Address, addressOf, blocksOf, only } from './address.ts';
import { type Ranges, rangesOf } from './ranges.ts';

/** One private address of a network interface, with the public one that stands for it on the internet. */
export interface Held {
  readonly private: Address;
  readonly public?: Address;
}

/** An elastic network interface. */
export interface Interface {
  readonly id: string;
  readonly vpc: string;
  readonly subnet: string;
  readonly zone?: string;
  /** As EC2 spells it, such as `interface`, `nat_gateway`, `network_load_balancer`. */
  readonly type: string;
  readonly owner?: string;
  readonly instance?: string;
  /** Whether the instance belongs to somebody else, such as a service of AWS: then it is not described here. */
  readonly isForeign: boolean;
  /** False where it is attached to nothing. */
  readonly inUse: boolean;
  readonly addresses: readonly Held[];
  /** Every address and prefix that it may send from. */
  readonly own: Ranges<Address>;
  readonly groups: readonly string[];
  /** Source/destination check: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-eni.html. */
  readonly checked: boolean;
  readonly description: string;
  /** What about it could not be read. */
  readonly flaws: readonly string[];
}

const heldBy = (raw: Raw): { readonly held: readonly Held[]; readonly flaws: readonly string[] } => {
  const flaws: string[] = [];
  const held: Held[] = [];
  const take = (own: string | undefined, association: Raw): void => {
    if (own === undefined) return;
    const address = addressOf(own);
    const publicText = text(association, 'PublicIp') ?? text(association, 'CarrierIp');
    const publicAddress = publicText === undefined ? undefined : addressOf(publicText);
    if (address === undefined) flaws.push(`its address ${own} is none`);
    else if (publicText !== undefined && publicAddress === undefined)
      flaws.push(`its public address ${publicText} is none`);
    else if (!held.some((other) => other.private === address))
      held.push({ private: address, ...(publicAddress === undefined ? {} : { public: publicAddress }) });
  };
  for (const item of list(raw, 'PrivateIpAddresses')) take(text(item, 'PrivateIpAddress'), part(item, 'Association'));
  take(text(raw, 'PrivateIpAddress'), part(raw, 'Association'));
  for (const item of list(raw, 'Ipv6Addresses')) take(text(item, 'Ipv6Address'), {});
  return { held, flaws };
};

const prefixesOf = (raw: Raw): readonly string[] => [
  ...list(raw, 'Ipv4Prefixes').flatMap((item) => text(item, 'Ipv4Prefix') ?? []),
  ...list(raw, 'Ipv6Prefixes').flatMap((item) => text(item, 'Ipv6Prefix') ?? []),
];

const hasFlawedAttachment = (raw: Raw): boolean => {
  const { Attachment } = raw;
  if (Attachment === undefined || Attachment === null) return false;
  return (
    !isRaw(Attachment) ||
    (Attachment.InstanceId !== undefined && Attachment.InstanceId !== null && typeof Attachment.InstanceId !== 'string')
  );
};

/** Kinds of which AWS makes some without any security group. */
const GROUPLESS = new Set([
  'nat_gateway',
  'natGateway',
  'transit_gateway',
  'network_load_balancer',
  'gateway_load_balancer',
  'gateway_load_balancer_endpoint',
  'global_accelerator_managed',
]);

const isOfOther = (owner: string | undefined, other: string | undefined): boolean =>
  owner !== undefined && other !== undefined && owner !== other;

/** An element of DescribeNetworkInterfaces. */
export const interfaceOf = (id: string, raw: Raw): Interface => {
  const { held, flaws } = heldBy(raw);
  const prefixes = blocksOf(prefixesOf(raw));
  const type = text(raw, 'InterfaceType') ?? 'interface';
  const groups = list(raw, 'Groups').flatMap((group) => text(group, 'GroupId') ?? []);
  const zone = text(raw, 'AvailabilityZone');
  const owner = text(raw, 'OwnerId');
  const attachment = part(raw, 'Attachment');
  const instance = text(attachment, 'InstanceId');
  const unread = ['PrivateIpAddresses', 'Ipv6Addresses', 'Groups'].filter((field) => isFlawedList(raw, field));
  return {
    id,
    vpc: text(raw, 'VpcId') ?? '',
    subnet: text(raw, 'SubnetId') ?? '',
    ...(zone === undefined ? {} : { zone }),
    type,
    ...(owner === undefined ? {} : { owner }),
    ...(instance === undefined ? {} : { instance }),
    isForeign: isOfOther(owner, text(attachment, 'InstanceOwnerId')),
    inUse: text(raw, 'Status') !== 'available',
    addresses: held,
    own: rangesOf([...held.flatMap((each) => only(each.private)), ...prefixes.addresses]),
    groups,
    checked: raw.SourceDestCheck !== false,
    description: text(raw, 'Description') ?? '',
    flaws: [
      ...flaws,
      ...prefixes.flawed.map((prefix) => `its prefix ${prefix} is none`),
      ...unread.map((field) => `its ${field} could not be read`),
      ...(groups.length === 0 && !GROUPLESS.has(type) && texts(raw, 'Groups').length === 0
        ? ['it has no security groups, which AWS does not allow']
        : []),
      ...(hasFlawedAttachment(raw) ? ['what it is attached to could not be read'] : []),
      ...(text(raw, 'VpcId') === undefined ? ['its VPC is missing'] : []),
      ...(text(raw, 'SubnetId') === undefined ? ['its subnet is missing'] : []),
    ],
  };
};

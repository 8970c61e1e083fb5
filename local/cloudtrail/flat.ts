import type { NormalizedSchema } from '@smithy/core/schema';
import { isRaw, type Raw } from '../../lambda/snapshot/raw.ts';

/*
 * How CloudTrail writes the parameters of EC2's older operations: the names of the SOAP interface that EC2 once had, lists as
 * `{items: […]}`. The names are those of recorded events.
 */

/** Lists that have a name of their own, and the name of an item that is no structure. */
const lists: Readonly<Record<string, { readonly name: string; readonly item?: string }>> = {
  InstanceIds: { name: 'instancesSet', item: 'instanceId' },
  Resources: { name: 'resourcesSet', item: 'resourceId' },
  Groups: { name: 'groupSet', item: 'groupId' },
  Tags: { name: 'tagSet' },
  TagSpecifications: { name: 'tagSpecificationSet' },
  SecurityGroupRuleIds: { name: 'securityGroupRuleIds', item: 'securityGroupRuleId' },
};

/** What is written as `{}` where it was not given. */
const alwaysThere: ReadonlySet<string> = new Set([
  'IpPermissions',
  'UserIdGroupPairs',
  'IpRanges',
  'Ipv6Ranges',
  'PrefixListIds',
  'IcmpTypeCode',
  'PortRange',
]);

/** Members of an entry of a network ACL. */
const entryNames: Readonly<Record<string, string>> = { Protocol: 'aclProtocol', IcmpTypeCode: 'icmpTypeCode' };

export const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

const nameOf = (member: string, schema: NormalizedSchema, operation: string): string => {
  const special = lists[member]?.name ?? (/NetworkAclEntry$/.test(operation) ? entryNames[member] : undefined);
  const { xmlName } = schema.getMergedTraits();
  return special ?? lowerFirst(typeof xmlName === 'string' ? xmlName : member);
};

const struct = (schema: NormalizedSchema, value: Raw, operation: string): Raw =>
  Object.fromEntries(
    [...schema.structIterator()].flatMap(([member, of]): (readonly [string, unknown])[] => {
      const given = value[member];
      // The one list that is written as a list: the tags of a specification.
      if (member === 'Tags' && schema.getName(false) === 'TagSpecification' && Array.isArray(given)) {
        return [['tags', given.map((tag) => written(of.getValueSchema(), tag, member, operation))]];
      }
      if (given === undefined) return alwaysThere.has(member) ? [[nameOf(member, of, operation), {}]] : [];
      return [[nameOf(member, of, operation), written(of, given, member, operation)]];
    }),
  );

const written = (schema: NormalizedSchema, value: unknown, member: string, operation: string): unknown => {
  if (schema.isListSchema() && Array.isArray(value)) {
    const item = lists[member]?.item ?? lowerFirst(member.replace(/s$/, ''));
    const of = schema.getValueSchema();
    if (value.length === 0) return {};
    return { items: value.map((one) => (isRaw(one) ? written(of, one, member, operation) : { [item]: one })) };
  }
  return schema.isStructSchema() && isRaw(value) ? struct(schema, value, operation) : value;
};

/** An input of `operation` in that style, by the operation's own schema. */
export const flatParameters = (operation: string, schema: NormalizedSchema, input: Raw): Raw =>
  struct(schema, input, operation);

import type { Change, FactChange } from '../domain/change.ts';
import type { Fix } from '../domain/fix.ts';
import type { Setting } from '../domain/setting.ts';
import { aclEntryWords, deleteEntryWords, type WholeAclEntry } from './acl-entry.ts';
import { fixOf } from './fix-of.ts';
import { type GroupRule, groupRuleWords, ownRuleOf } from './group-rule.ts';
import { entryNumberOf, hasPorts, idOf, type Ports, protocolOf } from './value.ts';

const sides = { ingress: 'inbound', egress: 'outbound' } as const;

type Rule = Extract<Setting, { kind: 'group-rule' }>;
type Entry = Extract<Setting, { kind: 'acl-entry' }>;

const portsOf = ({ protocol, from, to }: Rule | Entry): Ports | undefined =>
  from === undefined || (to === undefined && hasPorts(protocolOf(protocol) ?? '')) ? undefined : { from, to: to ?? -1 };

const ruleOf = (group: string, rule: Rule): GroupRule => ({
  group,
  direction: rule.direction,
  protocol: rule.protocol,
  ports: portsOf(rule),
  peer: rule.peer,
});

/** Adds the rule that a group lost. */
export const restoreRule = ({ component, was }: FactChange): Fix | undefined =>
  was?.kind === 'group-rule'
    ? fixOf('undo', `add the ${sides[was.direction]} rule again`, groupRuleWords('authorize', ruleOf(component, was)))
    : undefined;

/** Takes away the rule that a group got. */
export const withdrawRule = ({ component, is }: FactChange): Fix | undefined =>
  is?.kind === 'group-rule'
    ? fixOf(
        'undo',
        `remove the ${sides[is.direction]} rule that was added`,
        groupRuleWords('revoke', ruleOf(component, is)),
      )
    : undefined;

/**
 * Makes a rule that was modified what it was, by its id, which the call alone tells. A description that it had is lost.
 * https://docs.aws.amazon.com/cli/latest/reference/ec2/modify-security-group-rules.html
 */
export const modifyBack = ({ details }: Change, { component, was }: FactChange): Fix | undefined => {
  const id = idOf('sgr', details.securityGroupRuleId);
  if (was?.kind !== 'group-rule' || id === undefined) return undefined;
  const rule = ownRuleOf(ruleOf(component, was));
  return fixOf('undo', `make the ${sides[was.direction]} rule what it was`, [
    'modify-security-group-rules',
    '--group-id',
    idOf('sg', component),
    '--security-group-rules',
    rule && `SecurityGroupRuleId=${id},SecurityGroupRule={${rule}}`,
  ]);
};

const everyPort: Ports = { from: 0, to: 65_535 };

const entryOf = (acl: string, entry: Entry): WholeAclEntry => ({
  acl,
  direction: entry.direction,
  number: entryNumberOf(entry.number),
  protocol: entry.protocol,
  ports: portsOf(entry) ?? everyPort,
  cidr: entry.cidr,
  allows: entry.allows,
});

/** Makes an entry that a network ACL lost. */
export const restoreEntry = ({ component, was }: FactChange): Fix | undefined =>
  was?.kind === 'acl-entry'
    ? fixOf('undo', `add the ${sides[was.direction]} entry again`, aclEntryWords('create', entryOf(component, was)))
    : undefined;

/** Makes an entry what it was. */
export const replaceEntry = ({ component, was }: FactChange): Fix | undefined =>
  was?.kind === 'acl-entry'
    ? fixOf(
        'undo',
        `make the ${sides[was.direction]} entry what it was`,
        aclEntryWords('replace', entryOf(component, was)),
      )
    : undefined;

/** Deletes an entry that a network ACL got. */
export const withdrawEntry = ({ component, is }: FactChange): Fix | undefined =>
  is?.kind === 'acl-entry'
    ? fixOf(
        'undo',
        `delete the ${sides[is.direction]} entry that was added`,
        deleteEntryWords({ acl: component, direction: is.direction, number: entryNumberOf(is.number) }),
      )
    : undefined;

import type { FactChange } from '../domain/change.ts';
import type { Setting } from '../domain/setting.ts';
import { integer, isRaw, list, type Raw, text } from '../snapshot/raw.ts';
import { factChange, type Pair } from './fact.ts';
import { portsWord, protocolWord } from './words.ts';

type Side = 'inbound' | 'outbound';

/** At most so many rules are named in a fact: of more, one that appears may have been there. */
const NAMED = 3;

interface Rule {
  readonly group: string;
  readonly side: Side;
  /** `tcp/3389 from 10.0.0.0/16`. */
  readonly words: string;
  /** Whether it names a prefix list or group: what these hold may have changed in its place. */
  readonly isIndirect: boolean;
  readonly setting: Setting;
}

const settingOf = (decision: Raw, peer: string): Setting => {
  const [from, to] = [integer(decision, 'from'), integer(decision, 'to')];
  return {
    kind: 'group-rule',
    direction: text(decision, 'direction') === 'egress' ? 'egress' : 'ingress',
    protocol: text(decision, 'protocol') ?? '',
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    peer,
  };
};

const ruleOf = (decision: Raw): readonly Rule[] => {
  const group = text(decision, 'id');
  const direction = text(decision, 'direction');
  if (group === undefined || text(decision, 'kind') !== 'security-group-rule') return [];
  const peer = text(decision, 'cidr') ?? text(decision, 'prefixList') ?? text(decision, 'group') ?? 'anywhere';
  const service = `${protocolWord(text(decision, 'protocol') ?? '')}${portsWord(decision.from, decision.to)}`;
  const isIn = direction !== 'egress';
  return [
    {
      group,
      side: isIn ? 'inbound' : 'outbound',
      words: `${service} ${isIn ? 'from' : 'to'} ${peer}`,
      isIndirect: text(decision, 'cidr') === undefined,
      setting: settingOf(decision, peer),
    },
  ];
};

const rulesIn = (value: Raw): readonly Rule[] => {
  const rules = list(value, 'decisions').flatMap(ruleOf);
  return [...new Map(rules.map((rule) => [`${rule.group} ${rule.words}`, rule])).values()];
};

const without = (rules: readonly Rule[], others: readonly Rule[]): readonly Rule[] =>
  rules.filter((rule) => !others.some(({ group, words }) => group === rule.group && words === rule.words));

const lost = ({ group, side, words, isIndirect, setting }: Rule): FactChange =>
  factChange(
    group,
    'removed',
    'rule',
    isIndirect
      ? `the ${side} rule of ${group}, ${words}, lets these packets pass no more`
      : `${group} lost its ${side} rule ${words}`,
    { before: words, was: setting },
  );

const got = ({ group, side, words, isIndirect, setting }: Rule): FactChange =>
  factChange(
    group,
    'added',
    'rule',
    isIndirect
      ? `the ${side} rule of ${group}, ${words}, lets these packets pass now`
      : `${group} got the ${side} rule ${words}`,
    { after: words, is: setting },
  );

/** What became of the rules of security groups by which packets pass. */
export const compareGroups = (groups: string, direction: string, { before, after }: Pair): readonly FactChange[] => {
  if (!isRaw(before) || !isRaw(after)) return [];
  const [old, current] = [rulesIn(before), rulesIn(after)];
  const [gone, come] = [without(old, current), without(current, old)];
  // A list that is full shows no rule beyond it: one that appears may have been there, one that goes may be there still.
  const isAppearing = gone.length > 0 && list(before, 'decisions').length >= NAMED;
  const isCovered = come.length > 0 && list(after, 'decisions').length >= NAMED;
  const told = [...(isCovered ? [] : gone.map(lost)), ...(isAppearing ? [] : come.map(got))];
  if (told.length > 0) return told;
  const [first = groups] = groups.split(',');
  const component = gone[0]?.group ?? first;
  const side = direction === 'egress' ? 'outbound' : 'inbound';
  const whose = groups.includes(',') ? groups.split(',').join(' and ') : component;
  const words = (rules: readonly Rule[]): string => rules.map((rule) => rule.words).join(', ');
  const isSame = words(old) === words(current);
  const sides = isSame ? {} : { before: words(old), after: words(current) };
  const named = isSame && old.length > 0 ? ` (${words(old)})` : '';
  return [
    factChange(component, 'changed', 'rule', `what the ${side} rules of ${whose} let pass changed${named}`, sides),
  ];
};

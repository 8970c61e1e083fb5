import type { Change, FactChange } from '../domain/change.ts';

/*
 * Whether the details of a call are those of a fact: which route, which rule. A call that does not tell, or whose details
 * were cut, agrees with any.
 */

const valuesOf = ({ details }: Change, names: readonly string[]): readonly string[] =>
  names.flatMap((name) => (Object.hasOwn(details, name) ? (details[name] ?? '').split(', ') : []));

const agrees = (told: readonly string[], wanted: readonly string[]): boolean =>
  told.length === 0 || wanted.length === 0 || told.some((value) => value.endsWith('…') || wanted.includes(value));

const sidesOf = ({ before, after }: FactChange): readonly string[] => [before, after].flatMap((side) => side ?? []);

/** `10.0.0.0/16 → tgw-…`: the destination. */
const isRouteOf = (change: Change, fact: FactChange): boolean =>
  agrees(
    valuesOf(change, ['destinationCidrBlock', 'destinationIpv6CidrBlock', 'destinationPrefixListId']),
    sidesOf(fact).map((side) => side.split(' → ')[0] ?? ''),
  );

/** `entry 50 denies tcp/3389 from 10.0.0.0/16`: the number, and the way that packets go. */
const isEntryOf = (change: Change, fact: FactChange): boolean => {
  const entries = sidesOf(fact).flatMap((side) => /^entry (\d+) .* (from|to) /.exec(side)?.slice(1, 3) ?? []);
  const [, way] = entries;
  return (
    agrees(
      valuesOf(change, ['ruleNumber']),
      entries.filter((part) => /^\d+$/.test(part)),
    ) && agrees(valuesOf(change, ['egress']), way === undefined ? [] : [String(way === 'to')])
  );
};

/** `tcp/3389-3390 from 10.0.0.0/16`: the peer and the ports. */
const isRuleOf = (change: Change, fact: FactChange): boolean => {
  // A modification tells what the rule is from then on, not what it was.
  if (change.name === 'ModifySecurityGroupRules' && fact.kind === 'removed') return true;
  const rules = sidesOf(fact).flatMap((side) => {
    const [, from, peer] = /^[^/\s]+(?: traffic)?(?:\/(\d+)(?:-\d+)?)? (?:from|to) (\S+)$/.exec(side) ?? [];
    return peer === undefined ? [] : [{ from, peer }];
  });
  return (
    agrees(
      valuesOf(change, ['cidrIp', 'cidrIpv6', 'cidrIpv4', 'prefixListId']),
      rules.flatMap(({ peer }) => (/^[\d.:a-f]+\/\d+$|^pl-/.test(peer) ? [peer] : [])),
    ) &&
    agrees(
      valuesOf(change, ['fromPort']),
      rules.flatMap(({ from }) => from ?? []),
    )
  );
};

/** Whether a call that does such a thing speaks of the fact's own route or rule. */
export const isDetailOf = (change: Change, fact: FactChange): boolean => {
  switch (fact.what) {
    case 'route':
      return isRouteOf(change, fact);
    case 'rule':
      return sidesOf(fact).some((side) => side.startsWith('entry ')) ? isEntryOf(change, fact) : isRuleOf(change, fact);
    case 'association':
    case 'attribute':
    case 'resource':
      return true;
  }
};

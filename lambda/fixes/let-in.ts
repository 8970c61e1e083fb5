import type { Finding } from '../domain/verdict.ts';
import { fixOf } from './fix-of.ts';
import { groupRuleWords } from './group-rule.ts';
import { hasPorts, portsOf, protocolOf } from './value.ts';

const sides = { ingress: 'inbound', egress: 'outbound' } as const;

/**
 * The command that takes away the rule by which a path is open that must not be. `rule` in the words of
 * lambda/aws/rule-text.ts: `allow tcp 22 from 0.0.0.0/0 (ingress)`.
 */
export const removalFix = (group: string, rule: string): Pick<Finding, 'fix'> => {
  const [, given, ports, peer, direction] =
    /^allow (\S+)(?: (\d+(?:-\d+)?))? (?:from|to) (\S+) \((ingress|egress)\)$/.exec(rule) ?? [];
  const protocol = protocolOf(given);
  if (protocol === undefined || (direction !== 'ingress' && direction !== 'egress')) return {};
  const fix = fixOf(
    'remove',
    `remove the ${sides[direction]} rule, after a look at who else needs it`,
    groupRuleWords('revoke', {
      group,
      direction,
      protocol,
      ...(hasPorts(protocol) && { ports: portsOf(ports) }),
      peer,
    }),
  );
  return fix === undefined ? {} : { fix };
};

import type { Finding } from '../domain/verdict.ts';
import { removalFix } from '../fixes/let-in.ts';
import type { Answer } from '../reachability/answer.ts';
import type { Decision } from '../reachability/hop.ts';
import { ownFinding } from './judged.ts';

type Rule = Extract<Decision, { kind: 'security-group-rule' }>;

const protocols: Readonly<Record<string, string>> = {
  '-1': 'all',
  '1': 'icmp',
  '6': 'tcp',
  '17': 'udp',
  '58': 'icmpv6',
};

/** `allow tcp 22 from 0.0.0.0/0 (ingress)`, as lambda/aws/rule-text.ts has it. */
const textOf = ({ protocol, from, to, cidr, prefixList, group, direction }: Rule): string => {
  const ports =
    from === undefined || from === -1 ? [] : [to === undefined || to === from ? `${from}` : `${from}-${to}`];
  const peer = cidr ?? prefixList ?? group ?? 'anywhere';
  const service = ['allow', protocols[protocol] ?? protocol, ...ports].join(' ');
  return `${service} ${direction === 'egress' ? 'to' : 'from'} ${peer} (${direction})`;
};

/** The last security group rule that lets the packets in, by an answer of the network model. */
export const entranceIn = ({ forward }: Answer): readonly Finding[] => {
  if (forward.verdict !== 'reachable') return [];
  const rule = forward.hops
    .flatMap(({ decisions }) => decisions.flatMap((one) => (one.kind === 'security-group-rule' ? [one] : [])))
    .at(-1);
  if (rule === undefined) return [];
  const words = { rule: textOf(rule) };
  const finding = ownFinding('LET_IN', { resources: { component: [{ id: rule.id }] }, words }, 'network-model');
  return [{ ...finding, ...removalFix(rule.id, words.rule) }];
};

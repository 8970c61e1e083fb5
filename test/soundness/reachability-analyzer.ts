import type { Hop, Question, ReachabilityReport, Run } from '../../lambda/domain/evidence.ts';
import { portsText } from '../../lambda/domain/path.ts';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { described } from '../simulator/described.ts';
import { exists, type Query, type Truth } from '../simulator/exists.ts';

/*
 * Reachability Analyzer, answered by the simulator: it sends packets, and imports nothing of what is tested. Where AWS
 * looks at the way there alone, over a transit gateway and of udp, so does this.
 * https://docs.aws.amazon.com/vpc/latest/reachability/how-reachability-analyzer-works.html
 */

/** Answers one question of one state of the network. */
export type Analyzer = (documents: Documents, question: Question) => Run<ReachabilityReport>;

/** The end as the simulator names it: an instance is its one interface, an internet gateway the internet behind it. */
const endOf = (documents: Documents, id: string): string => {
  if (id.startsWith('igw-')) return 'internet';
  const own = described(documents).NetworkInterfaces.find((eni) => eni.Attachment?.InstanceId === id);
  return own?.NetworkInterfaceId ?? id;
};

const queryOf = (documents: Documents, question: Question): Query => ({
  from: endOf(documents, question.source),
  to:
    question.replyTo === undefined && question.destination !== undefined
      ? endOf(documents, question.destination)
      : (question.destinationAddress ?? ''),
  protocol: question.protocol,
  port: portsText([question.ports]),
  ...(question.sourcePorts !== undefined && { sourcePort: portsText([question.sourcePorts]) }),
});

const ids = /\b(?:eni|acl|rtb|igw|nat|pcx|tgw)-[\w-]+/g;

const idsOf = (log: readonly string[]): readonly string[] => [...new Set(log.flatMap((line) => line.match(ids) ?? []))];

const hopsOf = (log: readonly string[]): readonly Hop[] =>
  idsOf(log).map((id, index) => ({ sequence: index + 1, component: { id }, explanations: [], details: [] }));

/** What stopped the packet that came furthest, in one of three codes. */
const explained = (log: readonly string[]): ReachabilityReport['explanations'] => {
  const last = log.at(-1) ?? '';
  const component = { component: [{ id: idsOf([last])[0] ?? 'vpc-0' }] };
  const code = last.includes('security group')
    ? 'ENI_SG_RULES_MISMATCH'
    : last.includes('acl-')
      ? 'SUBNET_ACL_RESTRICTION'
      : 'NO_ROUTE_TO_DESTINATION';
  return [{ code, resources: component, facts: {} }];
};

const isOverTransit = (log: readonly string[]): boolean => log.some((line) => /^tgw-\S+ takes/.test(line));

/** An attachment is an end too, of the question about the reply: whoever gets into the transit gateway has got there. */
const hasEntered = (log: readonly string[]): boolean =>
  log.some((line) => /^(routed by tgw-rtb|dropped: (no transit gateway route|attachment not associated))/.test(line));

const found = (forward: readonly string[], back: readonly string[]) => ({
  found: true,
  forward: hopsOf(forward),
  back: hopsOf(back),
  explanations: [],
});

const notFound = (log: readonly string[]) => ({ found: false, forward: [], back: [], explanations: explained(log) });

const answered = (question: Question, { forward, both, best }: Truth) => {
  const there = best?.request.log ?? [];
  if (question.replyTo !== undefined) return hasEntered(there) ? found(there, []) : notFound(there);
  if (!forward) return notFound(there);
  if (question.protocol === 'udp' || isOverTransit(there)) return found(there, []);
  return both ? found(there, best?.reply?.log ?? []) : notFound(best?.reply?.log ?? []);
};

const known = new WeakMap<Documents, Map<string, Run<ReachabilityReport>>>();

/** The truth, as far as Reachability Analyzer tells it. A question is answered once for each state of the network. */
export const truthful: Analyzer = (documents, question) => {
  const query = queryOf(documents, question);
  const answers = known.get(documents) ?? new Map<string, Run<ReachabilityReport>>();
  known.set(documents, answers);
  const key = JSON.stringify([query, question.replyTo !== undefined]);
  const run: Run<ReachabilityReport> = answers.get(key) ?? {
    kind: 'succeeded',
    report: {
      analysisId: 'nia-1',
      insightsPathId: 'nip-1',
      ...answered(question, exists(documents, query)),
      alternatePathHints: [],
      suggestedAccounts: [],
      details: [],
      document: {},
    },
  };
  answers.set(key, run);
  return run;
};

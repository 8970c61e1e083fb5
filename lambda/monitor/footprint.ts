import { createHash } from 'node:crypto';
import { isReply } from '../domain/evidence.ts';
import { isSettled, type Verdict } from '../domain/verdict.ts';
import type { Consulted } from './consult.ts';
import { type PlannedPath, type PlannedQuestion, wayOf } from './plan.ts';

/** Every fact that a path's answer depends on: key → value, both text. */
export type Facts = Readonly<Record<string, string>>;

/** The question about a reply follows from the others, and is no end of its own. */
const endsOf = ({ questions }: PlannedPath): readonly string[] => [
  ...new Set(questions.filter((asked) => !isReply(asked)).map(({ question }) => wayOf(question))),
];

/** What is asked depends on the snapshot too: which resources a selector picks, and what Route Analyzer can be asked. */
const planFacts = (plan: PlannedPath): Facts => ({
  'path: its ends': JSON.stringify([endsOf(plan), plan.pairs.count, plan.pairs.left]),
  'path: what stands in the way of asking': JSON.stringify(plan.unresolved.map(({ code, message }) => [code, message])),
  'path: questions to Route Analyzer': JSON.stringify(
    plan.routes.map((route) => ('notApplicable' in route ? route.notApplicable : [route.question, route.fault?.code])),
  ),
});

/** Route Analyzer reads transit gateway route tables, and nothing in the VPCs. */
const isOfTransit = (key: string): boolean => /^(routes of tgw-|attachments? |transit gateway )/.test(key);

/** The facts of all questions together: of one snapshot, one key has one value. */
export const factsOf = ({ plan, replies, routed }: Consulted): Facts => {
  const facts: Record<string, string> = { ...planFacts(plan) };
  for (const [place, reply] of replies.entries()) {
    if (reply.kind === 'answered') Object.assign(facts, reply.answer.footprint());
    else facts[`path: the network model at question ${place}`] = `${reply.fault.code}: ${reply.fault.message}`;
  }
  for (const [place, reply] of routed.entries())
    if (reply.kind === 'fault')
      facts[`path: the network model at route question ${place}`] = `${reply.fault.code}: ${reply.fault.message}`;
    else
      Object.assign(
        facts,
        Object.fromEntries(Object.entries(reply.answer.footprint()).filter(([key]) => isOfTransit(key))),
      );
  return facts;
};

/** The same facts, in whatever order, have the same digest. */
export const digestOf = (facts: Facts): string => {
  const hash = createHash('sha256');
  for (const key of Object.keys(facts).sort())
    hash
      .update(key)
      .update('\0')
      .update(facts[key] ?? '')
      .update('\0');
  return hash.digest('hex').slice(0, 32);
};

/** The model's verdict on the questions that make up the path: all must be open, or any closed, of one pair. */
export const modelVerdict = (
  questions: readonly Pick<PlannedQuestion, 'question'>[],
  verdicts: readonly Verdict[],
): Verdict => {
  const own = verdicts.filter((_, place) => {
    const asked = questions[place];
    return asked !== undefined && !isReply(asked);
  });
  if (own.length === 0 || own.some((verdict) => !isSettled(verdict))) return 'unknown';
  return own.includes('unreachable') ? 'unreachable' : 'reachable';
};

/** The digest of what a path depends on, and what the network model makes of it. */
export const foundOf = (consulted: Consulted): { readonly footprint: string; readonly model: Verdict } => ({
  footprint: digestOf(factsOf(consulted)),
  model: modelVerdict(
    consulted.plan.questions,
    consulted.replies.map((reply) => (reply.kind === 'answered' ? reply.answer.verdict : 'unknown')),
  ),
});

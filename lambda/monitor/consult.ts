import type { Question, Run } from '../domain/evidence.ts';
import { portsText } from '../domain/path.ts';
import type { Answer } from '../reachability/answer.ts';
import type { PlannedPath } from './plan.ts';
import type { World } from './world.ts';

/** What the network model says to a question; a defect of it is an answer that says so. */
export type Reply = { readonly kind: 'answered'; readonly answer: Answer } | Extract<Run<never>, { kind: 'fault' }>;

/** A planned path with what the network model says to its questions, place by place. */
export interface Consulted {
  readonly plan: PlannedPath;
  readonly replies: readonly Reply[];
}

const failed = (error: unknown): Reply => ({
  kind: 'fault',
  fault: {
    kind: 'malformed',
    operation: 'analyze',
    code: error instanceof Error ? error.name : 'Error',
    message: (error instanceof Error ? error.message : String(error)).slice(0, 240),
  },
});

/** One question, put to the model as it would be to Reachability Analyzer. Never throws. */
export const ask = (world: World, question: Question): Reply => {
  const { source, destination, destinationAddress, protocol, ports, sourcePorts } = question;
  const to = destination ?? destinationAddress ?? '';
  try {
    return {
      kind: 'answered',
      answer: world.model().analyze({
        from: source,
        to,
        protocol,
        port: portsText([ports]),
        ...(sourcePorts !== undefined && { sourcePort: portsText([sourcePorts]) }),
        ...(destination !== undefined && destinationAddress !== undefined && { destinationAddress }),
      }),
    };
  } catch (error) {
    return failed(error);
  }
};

/** Whether the model sees the way there open and the way back not, or cannot tell it: then AWS is asked about the reply. */
const isReplyInQuestion = (reply: Reply): boolean =>
  reply.kind === 'answered' &&
  reply.answer.forward.verdict === 'reachable' &&
  reply.answer.return.verdict !== 'reachable';

/**
 * Puts every question of a plan to the network model. Where the way back over a transit gateway is in question, the
 * question about the reply joins the plan.
 */
export const consult = (plan: PlannedPath, world: World): Consulted => {
  const first = plan.questions.map(({ question }) => ask(world, question));
  const further = plan.questions.flatMap(({ reply }, place) => {
    const said = first[place];
    return reply !== undefined && said !== undefined && isReplyInQuestion(said) ? [reply] : [];
  });
  const questions = plan.questions.map(({ reply: _reply, ...asked }) => asked);
  return {
    plan: { ...plan, questions: [...questions, ...further] },
    replies: [...first, ...further.map(({ question }) => ask(world, question))],
  };
};

import type { Question, RouteQuestion, Run } from '../domain/evidence.ts';
import { portsText } from '../domain/path.ts';
import type { Answer } from '../reachability/answer.ts';
import type { Query } from '../reachability/query.ts';
import type { PlannedPath } from './plan.ts';
import type { World } from './world.ts';

/** What the network model says to a question; a defect of it is an answer that says so. */
export type Reply = { readonly kind: 'answered'; readonly answer: Answer } | Extract<Run<never>, { kind: 'fault' }>;

/** A planned path with what the network model says to its questions, place by place. */
export interface Consulted {
  readonly plan: PlannedPath;
  readonly replies: readonly Reply[];
  /** What it says of the transit gateway's routes to the addresses that Route Analyzer is asked about: for their facts alone. */
  readonly routed: readonly Reply[];
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

/** Never throws. */
const answered = (world: World, query: Query): Reply => {
  try {
    return { kind: 'answered', answer: world.model().analyze(query) };
  } catch (error) {
    return failed(error);
  }
};

/** One question, put to the model as it would be to Reachability Analyzer. Never throws. */
export const ask = (world: World, question: Question): Reply => {
  const { source, destination, destinationAddress, protocol, ports, sourcePorts } = question;
  return answered(world, {
    from: source,
    to: destination ?? destinationAddress ?? '',
    protocol,
    port: portsText([ports]),
    ...(sourcePorts !== undefined && { sourcePort: portsText([sourcePorts]) }),
    ...(destination !== undefined && destinationAddress !== undefined && { destinationAddress }),
  });
};

const idIn = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

/** From one attachment to the other, both ways, between the very addresses of the question. */
const askRoutes = (world: World, question: RouteQuestion): Reply =>
  answered(world, {
    from: idIn(question.sourceAttachmentArn),
    to: idIn(question.destinationAttachmentArn),
    protocol: 'any',
    sourceAddress: question.sourceAddress,
    destinationAddress: question.destinationAddress,
  });

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
    routed: plan.routes.flatMap((route) =>
      'question' in route && route.fault === undefined ? [askRoutes(world, route.question)] : [],
    ),
  };
};

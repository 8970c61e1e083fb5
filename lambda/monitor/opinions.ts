import type { Analysis } from '../domain/evidence.ts';
import type { Expectation } from '../domain/path.ts';
import type { Alone } from './alone.ts';
import { refutationOf } from './false-blame.ts';
import { backOf, type JudgedModel, judgeModel, type ModelAnalysis } from './judge-model.ts';
import { isOneWay, judgeReachability } from './judge-reachability.ts';
import { type JudgedReply, judgeReply } from './judge-reply.ts';
import { judgeRoutes, judgeRoutesOf, type RouteAnalysis, routesSign, runsOf } from './judge-routes.ts';
import { asNote, isBlocking, type Judged } from './judged.ts';
import { isSameCause } from './same-cause.ts';
import type { Signs } from './signs.ts';

type PaidAnalysis = Extract<Analysis, { analyzer: 'reachability-analyzer' }>;

/** All that was said of one pair of resources and one range of ports, analyzer by analyzer. */
export interface Opinions {
  readonly wanted: Expectation;
  readonly analyzer: { readonly sign: Signs['analyzer']; readonly said: Judged };
  readonly routes: { readonly sign: Signs['routes']; readonly said: Judged };
  readonly reply?: JudgedReply;
  readonly model: JudgedModel;
  /** Why the model answers alone, where it does. */
  readonly alone?: Alone;
}

/** The evidence of one pair of resources. */
interface PairEvidence {
  readonly replies: readonly PaidAnalysis[];
  readonly routes: readonly RouteAnalysis[];
  readonly models: readonly ModelAnalysis[];
}

const modelOf = (models: readonly ModelAnalysis[], key: string): ModelAnalysis | undefined =>
  models.find(({ question }) => question.key === key);

/**
 * Route Analyzer counts where the found way passes its transit gateway; of other ways what it says is a note. Where no way was
 * found, all that it says is told.
 */
const byAws = (
  { question, run }: PaidAnalysis,
  routes: readonly RouteAnalysis[],
  model: JudgedModel,
): Pick<Opinions, 'analyzer' | 'routes'> => {
  if (run.kind === 'succeeded' && run.report.found) {
    const back = backOf(model);
    const { passed, asked, elsewhere } = judgeRoutesOf(run.report.forward, routes, back.kind === 'seen');
    return {
      analyzer: {
        sign: isOneWay(question, run.report) ? 'there' : 'both',
        said: judgeReachability(question, run, back),
      },
      routes: {
        sign: routesSign(passed, asked),
        said: { ...passed, reasons: [...passed.reasons, ...elsewhere.reasons.map(asNote)] },
      },
    };
  }
  const said = judgeReachability(question, run);
  const routed = judgeRoutes(routes);
  return {
    analyzer: { sign: said.verdict === 'unreachable' ? 'blocked' : 'unseen', said },
    routes: { sign: routesSign(routed, runsOf(routes).length), said: routed },
  };
};

/** `late`: how long was waited, where every analysis of the path was still running then. */
export const opinionsOn = (
  paid: PaidAnalysis,
  { replies, routes, models }: PairEvidence,
  wanted: Expectation,
  late?: string,
): Opinions => {
  const model = judgeModel(modelOf(models, paid.question.key));
  const asked = replies.find(({ question }) => question.replyTo === paid.question.key);
  const aws = byAws(paid, routes, model);
  return {
    wanted,
    ...aws,
    ...(asked !== undefined && { reply: judgeReply(asked, modelOf(models, asked.question.key)) }),
    model,
    ...(late !== undefined && { analyzer: { ...aws.analyzer, sign: 'late' }, alone: { waited: late } }),
  };
};

const nothing: Judged = { verdict: 'unknown', reasons: [], open: [] };

/**
 * What Route Analyzer says where nobody at AWS has looked for a way: of one that leads elsewhere by the model, it is a note.
 */
const routedAlone = (routes: readonly RouteAnalysis[], { isElsewhere }: JudgedModel): Opinions['routes'] => {
  const said = judgeRoutes(routes);
  return isElsewhere
    ? { sign: 'none', said: { ...nothing, reasons: said.reasons.map(asNote) } }
    : { sign: routesSign(said, runsOf(routes).length), said };
};

/** The model's opinion where Reachability Analyzer is not asked, beside Route Analyzer's where that is. */
export const opinionAlone = (
  analysis: ModelAnalysis,
  routes: readonly RouteAnalysis[],
  alone: Alone,
  wanted: Expectation,
): Opinions => {
  const model = judgeModel(analysis);
  return {
    wanted,
    analyzer: { sign: 'unasked', said: nothing },
    routes: routedAlone(routes, model),
    model,
    alone,
  };
};

const blameOf = ({ analyzer, routes, model }: Opinions): Signs['blame'] => {
  if (analyzer.said.reasons.some((reason) => refutationOf(reason, model) !== undefined)) return 'false';
  const theirs = [...analyzer.said.reasons, ...routes.said.reasons].filter(isBlocking);
  return model.blockers.some((ours) => theirs.some((one) => isSameCause(one, ours))) ? 'shared' : 'apart';
};

export const signsOf = (opinions: Opinions): Signs => ({
  analyzer: opinions.analyzer.sign,
  wanted: opinions.wanted === 'reachable' ? 'open' : 'closed',
  blame: blameOf(opinions),
  reply: opinions.reply?.kind ?? 'none',
  routes: opinions.routes.sign,
  modelThere: opinions.model.there,
  modelBack: opinions.model.back,
});

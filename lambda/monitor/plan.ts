import { CANARY_PATH } from '../domain/canary.ts';
import type { ModelReport, Question, RouteQuestion, Run } from '../domain/evidence.ts';
import type { FaultInfo } from '../domain/fault.ts';
import type { Path } from '../domain/path.ts';
import type { Finding } from '../domain/verdict.ts';
import type { Inventory } from '../snapshot/inventory.ts';
import { type Crossing, crosses, crossings, type Registrations, replyAttachment } from './cross.ts';
import type { Deployment, InsightsPath } from './ports.ts';
import { questionsOf, replyQuestion } from './question.ts';
import { type End, resolve } from './resolve.ts';

/**
 * One paid question, the pair of resources that it belongs to, the insights path that stands for it already, and what the
 * network model says to it.
 */
export interface PlannedQuestion {
  readonly pair: number;
  readonly question: Question;
  readonly insightsPathId?: string;
  readonly model?: Run<ModelReport>;
  /** The question about the reply, over a transit gateway: joins the plan where the way back is in question. */
  readonly reply?: Omit<PlannedQuestion, 'model' | 'reply'>;
}

export type PlannedRoute =
  | { readonly pair: number; readonly question: RouteQuestion; readonly fault?: FaultInfo }
  | { readonly pair: number; readonly notApplicable: string };

/** What is to be done for one path; small, since it is checkpointed and replayed. */
export interface PlannedPath {
  readonly pathId: string;
  readonly questions: readonly PlannedQuestion[];
  readonly routes: readonly PlannedRoute[];
  /** Why nothing can be asked, such as an end that does not exist. */
  readonly unresolved: readonly Finding[];
  /** Pairs of resources in all, and how many the path's `maxPairs` left out. */
  readonly pairs: { readonly count: number; readonly left: number };
}

/** What the two ends of a path stand for now, each with each, the pairs that are looked at first; or why they stand for nothing. */
export const pairsOf = (path: Path, inventory: Inventory) => {
  const from = resolve(path.from, inventory);
  const to = resolve(path.to, inventory);
  const findings = [from, to].flatMap((side) => (side.kind === 'unresolved' ? [side.finding] : []));
  const pairs =
    from.kind === 'found' && to.kind === 'found'
      ? from.ends.flatMap((source) => to.ends.map((destination): readonly [End, End] => [source, destination]))
      : [];
  return { findings, pairs };
};

const plannedRoute = (pair: number, crossing: Crossing): PlannedRoute => {
  switch (crossing.kind) {
    case 'ask':
      return { pair, question: crossing.question };
    case 'unseen':
      return { pair, question: crossing.question, fault: crossing.fault };
    case 'not-applicable':
      return { pair, notApplicable: crossing.reason };
  }
};

const withInsightsPath = (
  pair: number,
  question: Question,
  owned: ReadonlyMap<string, InsightsPath>,
): Omit<PlannedQuestion, 'model' | 'reply'> => {
  const known = owned.get(question.key);
  return { pair, question, ...(known === undefined ? {} : { insightsPathId: known.id }) };
};

/** From where to where, as the network model is asked. */
export const wayOf = ({ source, destination, destinationAddress }: Question): string =>
  `${source} → ${[destination, destinationAddress].filter((end) => end !== undefined).join(' ')}`;

/** Plans one path over the snapshot: which pairs, which questions. Pure; nothing is asked yet. */
export const planPath = (
  path: Path,
  inventory: Inventory,
  owned: ReadonlyMap<string, InsightsPath>,
  registrations: Registrations | FaultInfo,
  deployment: Deployment,
): PlannedPath => {
  const { findings, pairs } = pairsOf(path, inventory);
  const asked = pairs.slice(0, path.maxPairs);
  return {
    pathId: path.id,
    questions: asked.flatMap(([from, to], pair) => {
      const attachment = replyAttachment(from, to, inventory);
      return questionsOf(path, from, to, deployment).map((question) => {
        const reply = attachment === undefined ? undefined : replyQuestion(question, from, attachment);
        return {
          ...withInsightsPath(pair, question, owned),
          ...(reply !== undefined && { reply: withInsightsPath(pair, reply, owned) }),
        };
      });
    }),
    routes: asked.flatMap((ends, pair) =>
      crossings(...ends, inventory, registrations).map((crossing) => plannedRoute(pair, crossing)),
    ),
    unresolved: findings,
    pairs: { count: pairs.length, left: pairs.length - asked.length },
  };
};

/** Whether Route Analyzer has anything to be asked for these paths: only then are its registrations read. */
export const needsRegistrations = (paths: readonly Path[], inventory: Inventory): boolean =>
  paths.some((path) => {
    const { pairs } = pairsOf(path, inventory);
    return pairs.slice(0, path.maxPairs).some(([from, to]) => crosses(from, to, inventory));
  });

/** For so long at most the canary needs its own, which no path declares: it removes them itself. Milliseconds. */
const CANARY_MILLISECONDS = 60 * 60 * 1000;

const isCanary = ({ pathId, createdAt }: InsightsPath, now: Date): boolean =>
  pathId === CANARY_PATH && now.getTime() - Date.parse(createdAt) < CANARY_MILLISECONDS;

/**
 * The insights paths to remove: those of paths that are no longer declared, of questions that a declared path no longer
 * asks, and all but the oldest of each question. A path that cannot be resolved just now keeps what it has.
 */
export const obsoletePaths = (
  owned: readonly InsightsPath[],
  planned: readonly PlannedPath[],
  now: Date,
): readonly InsightsPath[] => {
  const byPath = new Map(planned.map((plan) => [plan.pathId, plan]));
  const oldest = oldestByKey(owned);
  return owned.filter((insightsPath) => {
    if (isCanary(insightsPath, now)) return false;
    const plan = byPath.get(insightsPath.pathId);
    if (plan === undefined) return true;
    if (oldest.get(insightsPath.key)?.id !== insightsPath.id) return true;
    const keys = plan.questions.flatMap(({ question, reply }) => [question.key, reply?.question.key]);
    return plan.unresolved.length === 0 && !keys.includes(insightsPath.key);
  });
};

/** The insights path that stands for each question: the oldest, where two sweeps at once made two. */
export const oldestByKey = (owned: readonly InsightsPath[]): ReadonlyMap<string, InsightsPath> => {
  const oldest = new Map<string, InsightsPath>();
  for (const candidate of owned) {
    const known = oldest.get(candidate.key);
    const isOlder =
      known === undefined ||
      candidate.createdAt < known.createdAt ||
      (candidate.createdAt === known.createdAt && candidate.id < known.id);
    if (isOlder) oldest.set(candidate.key, candidate);
  }
  return oldest;
};

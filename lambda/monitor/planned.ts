import type { PurchaseReason } from '../domain/budget.ts';
import type { FaultInfo } from '../domain/fault.ts';
import type { LeftOut } from '../domain/left-out.ts';
import type { Verdict } from '../domain/verdict.ts';
import type { Act } from './act.ts';
import type { Alone } from './alone.ts';
import { ownFinding } from './judged.ts';
import type { PlannedPath, PlannedRoute } from './plan.ts';
import type { InsightsPath } from './ports.ts';
import type { Surveyed } from './survey.ts';

/** One path that is looked at anew. */
export interface Planned extends PlannedPath {
  readonly reason: PurchaseReason;
  readonly footprint: string;
  /** What the network model says at once. */
  readonly modelVerdict: Verdict;
  /** Why nothing is bought: the network model answers alone. */
  readonly alone?: Alone;
  /** Analyzers of AWS that would have been asked, and are left out by hand. */
  readonly leftOut?: readonly LeftOut[];
  /** The network could not be described: there is nothing to ask. */
  readonly isBlind?: true;
}

/** A path that this look found, with what is done about it. */
export type Acted = Surveyed & { readonly act: Act };

/** One that is looked at anew. */
export type Acting = Acted & { readonly act: Extract<Act, { kind: 'buy' | 'model' | 'blind' }> };

export const isActing = (one: Acted): one is Acting =>
  one.act.kind === 'buy' || one.act.kind === 'model' || one.act.kind === 'blind';

const withInsightsPaths = (plan: PlannedPath, known: ReadonlyMap<string, InsightsPath>): PlannedPath => ({
  ...plan,
  questions: plan.questions.map((asked) => {
    const insightsPath = known.get(asked.question.key);
    return insightsPath === undefined ? asked : { ...asked, insightsPathId: insightsPath.id };
  }),
});

const unasked = (
  plan: PlannedPath,
  code: 'SNAPSHOT_INCOMPLETE' | 'INSIGHTS_PATHS_UNREADABLE',
  { operation, code: answer }: FaultInfo,
): PlannedPath & { readonly isBlind: true } => ({
  ...plan,
  questions: [],
  routes: [],
  unresolved: [ownFinding(code, { words: { operation, code: answer } })],
  isBlind: true,
});

const unaskedRoute = (route: PlannedRoute): PlannedRoute =>
  'question' in route ? { pair: route.pair, notApplicable: 'it was left out by hand' } : route;

/**
 * A plan without what is left out by hand. The questions to Reachability Analyzer stay, since the model answers them; that
 * it answers alone is what keeps them from being bought.
 */
export const asAsked = (
  plan: PlannedPath,
  leftOut: readonly LeftOut[],
): Pick<Planned, 'questions' | 'routes' | 'leftOut'> => {
  const { questions, routes } = plan;
  const isAsked: Readonly<Record<LeftOut, boolean>> = {
    'reachability-analyzer': questions.length > 0,
    'route-analyzer': routes.some((route) => 'question' in route),
  };
  const missed = leftOut.filter((name) => isAsked[name]);
  return {
    questions,
    routes: leftOut.includes('route-analyzer') ? routes.map(unaskedRoute) : routes,
    ...(missed.length > 0 && { leftOut: missed }),
  };
};

/** Makes the plan of one path; `plan` holds the model's reports. */
export const plannedOf = (
  { act, found }: Acting,
  given: PlannedPath,
  owned: readonly InsightsPath[] | FaultInfo,
  known: ReadonlyMap<string, InsightsPath>,
  leftOut: readonly LeftOut[] = [],
): Planned => {
  const plan = { ...given, ...asAsked(given, leftOut) };
  const common = { footprint: found.footprint, modelVerdict: found.model };
  switch (act.kind) {
    case 'blind':
      return { ...unasked(plan, 'SNAPSHOT_INCOMPLETE', act.fault), ...common, reason: 'retry' };
    case 'model':
      // A budget that is spent leaves Route Analyzer unasked too: its word wants a way that AWS has found.
      return {
        ...plan,
        ...('bound' in act.alone && { routes: [] }),
        ...common,
        reason: act.reason,
        alone: act.alone,
      };
    case 'buy':
      return isFault(owned) && plan.questions.length > 0
        ? { ...unasked(plan, 'INSIGHTS_PATHS_UNREADABLE', owned), ...common, reason: act.reason }
        : { ...withInsightsPaths(plan, known), ...common, reason: act.reason };
  }
};

/** Whether a call brought a fault in place of its answer. */
export const isFault = (value: object): value is FaultInfo => 'operation' in value && 'code' in value;

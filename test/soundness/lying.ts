import type { Question, ReachabilityReport } from '../../lambda/domain/evidence.ts';
import { type Analyzer, truthful } from './reachability-analyzer.ts';

const hop = (id: string) => ({ sequence: 1, component: { id }, explanations: [], details: [] });

const opposite = (report: ReachabilityReport, component: string): ReachabilityReport =>
  report.found
    ? {
        ...report,
        found: false,
        forward: [],
        back: [],
        explanations: [{ code: 'NO_ROUTE_TO_DESTINATION', resources: { component: [{ id: component }] }, facts: {} }],
      }
    : { ...report, found: true, forward: [hop(component)], back: [hop(component)], explanations: [] };

const componentsOf = ({ forward, back, explanations }: ReachabilityReport): readonly string[] => [
  ...[...forward, ...back].flatMap((each) => each.component?.id ?? []),
  ...explanations.flatMap(({ resources }) => (resources.component ?? []).map(({ id }) => id)),
];

/** The components that an answer names: those that the way passes, or the one that stops it. */
export const namedBy = (analyzer: Analyzer, ...asked: Parameters<Analyzer>): readonly string[] => {
  const run = analyzer(...asked);
  return run.kind === 'succeeded' ? componentsOf(run.report) : [];
};

/** An analyzer that takes one component for the opposite: what passes it is stopped, what it stops passes. */
export const lyingAbout =
  (component: string): Analyzer =>
  (documents, question: Question) => {
    const run = truthful(documents, question);
    return run.kind === 'succeeded' && componentsOf(run.report).includes(component)
      ? { ...run, report: opposite(run.report, component) }
      : run;
  };

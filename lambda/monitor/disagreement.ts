import { analyzerNames, type Direction } from '../domain/verdict.ts';
import { isBlocking, ownFinding, type Reason, reasonOf } from './judged.ts';
import type { Opinions } from './opinions.ts';

type Side = Reason | undefined;

const nameOf = (theirs: Side): string => {
  const source = theirs?.finding.source;
  return analyzerNames[source === undefined || source === 'pathwatch' ? 'reachability-analyzer' : source];
};

const between = (leg: Direction, ours: Side, theirs: Side): Reason => {
  const component = ours?.finding.component ?? theirs?.finding.component;
  const finding = ownFinding('MODEL_DISAGREES', {
    ...(component !== undefined && { resources: { component: [{ id: component }] } }),
    words: {
      leg: leg === 'forward' ? 'there' : 'back',
      model: ours?.finding.message ?? 'reachable',
      analyzer: nameOf(theirs),
      message: theirs?.finding.message ?? 'reachable',
    },
  });
  return reasonOf({ ...finding, direction: leg });
};

/** What the model says against the analyzers of AWS, with both reasons. */
export const denial = ({ analyzer, routes, model }: Opinions): Reason => {
  const [first] = model.blockers;
  if (analyzer.sign === 'blocked') return between('forward', undefined, analyzer.said.reasons.find(isBlocking));
  if (model.there === 'blocked') return between('forward', first, undefined);
  if (model.back === 'blocked') return between('return', first, undefined);
  return between('return', undefined, routes.said.reasons.find(isBlocking));
};

/** What Route Analyzer says against the way that Reachability Analyzer found. */
export const contradiction = ({ routes }: Opinions): readonly Reason[] =>
  routes.said.reasons
    .filter(isBlocking)
    .slice(0, 1)
    .map(({ finding: { component, direction, message } }) => {
      const finding = ownFinding('ANALYZERS_DISAGREE', {
        ...(component !== undefined && { resources: { component: [{ id: component }] } }),
        words: { leg: direction === 'return' ? 'back' : 'there', message },
      });
      return reasonOf(direction === undefined ? finding : { ...finding, direction });
    });

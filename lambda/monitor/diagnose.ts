import { type Evidence, isReply } from '../domain/evidence.ts';
import type { Endpoint, Expectation, Path } from '../domain/path.ts';
import type { Confidence, Finding, Judgement, Verdict } from '../domain/verdict.ts';
import type { Alone } from './alone.ts';
import { judge } from './judge.ts';
import type { ModelAnalysis } from './judge-model.ts';
import { judgeRoutes, type RouteAnalysis } from './judge-routes.ts';
import { asNote, type Judged, ownFinding, type Reason, reasonOf } from './judged.ts';
import { isLate, waitedText } from './late.ts';
import { opinionAlone, opinionsOn } from './opinions.ts';
import { every, type Match, quantify, type Truth } from './quantify.ts';
import { toldOnce } from './same-cause.ts';

export { isRetryableFailure } from './unanswered.ts';

/** How many pairs of resources the path stands for, and how many of them, the last ones, `maxPairs` left out. */
export interface PairsSeen {
  readonly count: number;
  readonly left: number;
}

/** One pair of resources: its source, where an analysis names it, and what is known of each of its port ranges. */
interface Pair {
  readonly number: number;
  readonly source?: string;
  readonly items: readonly Judged[];
}

const notAnalysed = (pairs?: number): Judged => ({
  verdict: 'unknown',
  reasons: [reasonOf(ownFinding('NOT_ANALYSED', pairs === undefined ? {} : { words: { pairs: `${pairs}` } }))],
  open: [],
});

/** The pairs by the model alone, or beside Route Analyzer. */
const pairsOfModel = (evidence: Evidence, alone: Alone, expect: Expectation): readonly Pair[] => {
  const models = evidence.filter((analysis) => analysis.analyzer === 'network-model' && !isReply(analysis));
  return [...new Set(models.map(({ pair }) => pair))].map((number) => {
    const own = models.filter((analysis): analysis is ModelAnalysis => analysis.pair === number);
    const source = own[0]?.question.source;
    const routes = evidence.filter(
      (analysis): analysis is RouteAnalysis => analysis.analyzer === 'route-analyzer' && analysis.pair === number,
    );
    return {
      number,
      ...(source !== undefined && { source }),
      items: own.map((analysis) => judge(opinionAlone(analysis, routes, alone, expect))),
    };
  });
};

const pairsOf = (path: Path, evidence: Evidence): readonly Pair[] => {
  const numbers = [...new Set(evidence.map((analysis) => analysis.pair))].sort((one, other) => one - other);
  const asked = path.ports.length * Math.max(1, path.sourcePorts.length);
  const late = isLate(evidence) ? waitedText(evidence) : undefined;
  return numbers.map((number) => {
    const own = evidence.filter((analysis) => analysis.pair === number);
    const bought = own.filter((analysis) => analysis.analyzer === 'reachability-analyzer');
    const paid = bought.filter((analysis) => !isReply(analysis));
    const replies = bought.filter(isReply);
    const routes = own.filter((analysis) => analysis.analyzer === 'route-analyzer');
    const models = own.filter((analysis) => analysis.analyzer === 'network-model');
    const items = paid.map((analysis) => judge(opinionsOn(analysis, { replies, routes, models }, path.expect, late)));
    const source = paid[0]?.question.source;
    return {
      number,
      ...(source !== undefined && { source }),
      items: [
        ...items,
        ...(paid.length === 0 ? [{ ...judgeRoutes(routes), verdict: 'unknown' as const }] : []),
        ...(paid.length < asked ? [notAnalysed()] : []),
      ],
    };
  });
};

const asExpected = (verdict: Verdict, expect: Expectation): Truth =>
  verdict === 'unknown' ? undefined : verdict === expect;

const matchOf = (endpoint: Endpoint): Match => (endpoint.kind === 'selector' ? endpoint.match : 'all');

/**
 * The pairs by their source, in the order of their numbers, which run along the destinations of one source before the
 * next. What was not seen is unknown wherever it may belong: pairs left out go on in the last row and may be further rows;
 * a pair that nothing is known of may belong to any row.
 */
const rowsOf = (
  { from, to, expect }: Path,
  pairs: readonly Pair[],
  left: number,
  missing: number,
): readonly (readonly Truth[])[] => {
  const isRowKnown = from.kind !== 'selector' || to.kind !== 'selector';
  const placed = pairs.filter((pair) => isRowKnown || pair.source !== undefined);
  const lost = missing + pairs.length - placed.length;
  const rowOf = (pair: Pair) => {
    if (from.kind !== 'selector') return 'the one source';
    return to.kind === 'selector' ? pair.source : pair.number;
  };
  const truthOf = ({ items }: Pair): Truth => every(items.map((item) => asExpected(item.verdict, expect)));
  const keys = [...new Set(placed.map(rowOf))];
  const rows = keys.map((key) => placed.filter((pair) => rowOf(pair) === key).map(truthOf));
  if (left + lost === 0) return rows;
  const grown = rows.map((row, index) =>
    to.kind === 'selector' && (lost > 0 || index === rows.length - 1) ? [...row, undefined] : row,
  );
  return from.kind === 'selector' || rows.length === 0 ? [...grown, [undefined]] : grown;
};

const verdictOf = (truth: Truth, expect: Expectation): Verdict => {
  if (truth === undefined) return 'unknown';
  if (truth) return expect;
  return expect === 'reachable' ? 'unreachable' : 'reachable';
};

/** The pairs by nothing but answers of these confidences. */
const resting = (pairs: readonly Pair[], on: readonly Confidence[]): readonly Pair[] =>
  pairs.map((pair) => ({
    ...pair,
    items: pair.items.map((item) =>
      item.confidence === undefined || on.includes(item.confidence) ? item : { ...item, verdict: 'unknown' },
    ),
  }));

/**
 * The weakest confidence among the answers that the verdict needs: it is `confirmed` if the confirmed ones settle it by themselves,
 * `model-only` if those of the model have to help, and `disputed` where it does not stand without one that is disputed.
 */
const confidenceOf = (pairs: readonly Pair[], settles: (pairs: readonly Pair[]) => boolean): Confidence => {
  if (settles(resting(pairs, ['confirmed']))) return 'confirmed';
  return settles(resting(pairs, ['confirmed', 'model-only'])) ? 'model-only' : 'disputed';
};

const ranks: Readonly<Record<Finding['says'], number>> = { unreachable: 0, unknown: 1, note: 2 };

/** What blocks first; of two that name the same code, component, direction and topic, the stronger. */
const findingsOf = (reasons: readonly Reason[]): readonly Finding[] => {
  const sorted = reasons.toSorted((one, other) => ranks[one.finding.says] - ranks[other.finding.says]);
  const keyOf = ({ finding, topic }: Reason): string =>
    JSON.stringify([finding.code, finding.component, finding.direction, topic]);
  const byKey = new Map(sorted.toReversed().map((reason) => [keyOf(reason), reason]));
  return sorted.filter((reason) => byKey.get(keyOf(reason)) === reason).map(({ finding }) => finding);
};

/**
 * From the evidence of one check to the verdict on its path, with every reason, with who stands behind it, and with what is left
 * open. Pure and total. What the opinions on one pair and one range come to is the table of rules.ts. The declaration's quantifiers are on its expectation: `all` wants every pair to be as expected, `any` one; of one
 * pair, every port range must be. A reachable path has only notes: what blocks some of its pairs blocks no declaration.
 *
 * With `alone` Reachability Analyzer was not asked; what the others said is judged as of a path with its expectation, or that of
 * `alone`.
 */
export const diagnose = (
  path: Path,
  evidence: Evidence,
  { count, left }: PairsSeen,
  alone?: { readonly why: Alone; readonly expect?: Expectation },
): Judgement => {
  if (evidence.length === 0) return { verdict: 'unknown', findings: [ownFinding('NOT_ANALYSED')], open: [] };
  const pairs =
    alone === undefined ? pairsOf(path, evidence) : pairsOfModel(evidence, alone.why, alone.expect ?? path.expect);
  const missing = Math.max(0, count - left - pairs.length);
  const verdictBy = (known: readonly Pair[]): Verdict =>
    verdictOf(quantify(rowsOf(path, known, left, missing), matchOf(path.from), matchOf(path.to)), path.expect);
  const verdict = verdictBy(pairs);
  const isUndecided = verdict === 'unknown';
  const unseen = [
    ...(isUndecided && left > 0
      ? [reasonOf(ownFinding('PAIRS_NOT_ANALYSED', { words: { count: `${count}`, most: `${path.maxPairs}` } }))]
      : []),
    ...(isUndecided && missing > 0 ? notAnalysed(missing).reasons : []),
  ];
  const items = pairs.flatMap((pair) => pair.items);
  const reasons = toldOnce([...items.flatMap((item) => item.reasons), ...unseen]);
  return {
    verdict,
    findings: findingsOf(verdict === 'reachable' ? reasons.map(asNote) : reasons),
    open: [...new Set(items.flatMap((item) => item.open))],
    ...(!isUndecided && { confidence: confidenceOf(pairs, (known) => verdictBy(known) === verdict) }),
  };
};

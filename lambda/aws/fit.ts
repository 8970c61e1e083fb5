import type { Cause } from '../domain/change.ts';
import type { Check } from '../domain/check.ts';
import type {
  Analysis,
  Evidence,
  Explanation,
  ModelReport,
  ReachabilityReport,
  RouteReport,
} from '../domain/evidence.ts';
import type { Finding } from '../domain/verdict.ts';
import { bytesOf, pack } from './pack.ts';

/*
 * An item of DynamoDB holds 400 KB
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html). What does not fit is cut, and said.
 */

export interface Limit {
  readonly count: number;
  /** Of the list as JSON. */
  readonly bytes: number;
}

/** How much of a check is kept; `evidence` in bytes, compressed. */
export interface CheckLimits {
  readonly evidence: number;
  readonly findings: Limit;
  readonly open: Limit;
  /** How many facts, and how many candidates of a cause. */
  readonly cause: { readonly facts: number; readonly candidates: number };
}

const longestText = 2_000;

/** Cuts between characters: half of a surrogate pair is no text. */
const clip = (text: string): string =>
  text.length <= longestText ? text : `${text.slice(0, longestText - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;

/** The longest head of a list within the limit, and how many stayed out; one place is left for what says so. */
const head = <Item>(items: readonly Item[], limit: Limit): { kept: readonly Item[]; left: number } => {
  if (items.length <= limit.count && bytesOf(items) <= limit.bytes) return { kept: items, left: 0 };
  let bytes = 0;
  const end = items.findIndex((item, index) => {
    bytes += bytesOf(item) + 1;
    return index >= limit.count - 1 || bytes > limit.bytes;
  });
  const kept = items.slice(0, end);
  return { kept, left: items.length - kept.length };
};

/** At most so many findings; a last one says how many are missing. */
export const fitFindings = (findings: readonly Finding[], limit: Limit): readonly Finding[] => {
  const clipped = findings.map((finding) => ({
    ...finding,
    message: clip(finding.message),
    ...(finding.advice !== undefined && { advice: clip(finding.advice) }),
  }));
  const { kept, left } = head(clipped, limit);
  if (left === 0) return kept;
  const message = `at least ${left} further findings were too many to keep`;
  return [...kept, { code: 'FINDINGS_CUT', says: 'note', message, source: 'pathwatch' }];
};

/** At most so many sentences; a last one says how many are missing. */
export const fitTexts = (texts: readonly string[], limit: Limit): readonly string[] => {
  const { kept, left } = head(texts.map(clip), limit);
  return left === 0 ? kept : [...kept, `at least ${left} further remarks were too many to keep`];
};

/** A cause with its foremost facts and candidates; how many facts stayed out is in its `left`. */
export const fitCause = (cause: Cause, { facts, candidates }: CheckLimits['cause']): Cause => ({
  ...cause,
  facts: cause.facts.slice(0, facts),
  left: cause.left + Math.max(0, cause.facts.length - facts),
  candidates: cause.candidates.slice(0, candidates),
});

interface Shortening {
  readonly reachability: (report: ReachabilityReport) => ReachabilityReport;
  readonly route: (report: RouteReport) => RouteReport;
  readonly model: (report: ModelReport) => ModelReport;
}

const shorten = (analysis: Analysis, by: Shortening): Analysis => {
  if ('notApplicable' in analysis) return analysis;
  switch (analysis.analyzer) {
    case 'reachability-analyzer':
      return analysis.run.kind === 'succeeded'
        ? { ...analysis, run: { kind: 'succeeded', report: by.reachability(analysis.run.report) } }
        : analysis;
    case 'route-analyzer':
      return analysis.run.kind === 'succeeded'
        ? { ...analysis, run: { kind: 'succeeded', report: by.route(analysis.run.report) } }
        : analysis;
    case 'network-model':
      return analysis.run.kind === 'succeeded'
        ? { ...analysis, run: { kind: 'succeeded', report: by.model(analysis.run.report) } }
        : analysis;
  }
};

const withoutDocument = <Report extends { readonly document: unknown }>(report: Report): Report => ({
  ...report,
  document: null,
});

const withoutFacts = (explanation: Explanation): Explanation => ({ ...explanation, facts: {} });

const asItIs = (report: ModelReport): ModelReport => report;

/** In the order in which they are given up: what helps a reader least goes first. */
const shortenings: readonly (Shortening & { readonly part: string })[] = [
  { part: 'raw documents', reachability: withoutDocument, route: withoutDocument, model: asItIs },
  {
    part: 'hops',
    reachability: (report) => ({ ...report, forward: [], back: [] }),
    route: (report) => ({
      ...report,
      forward: { ...report.forward, steps: [] },
      ...(report.back !== undefined && { back: { ...report.back, steps: [] } }),
    }),
    model: asItIs,
  },
  {
    part: 'facts of the explanations',
    reachability: (report) => ({ ...report, explanations: report.explanations.map(withoutFacts) }),
    route: (report) => ({
      ...report,
      forward: { ...report.forward, context: {} },
      ...(report.back !== undefined && { back: { ...report.back, context: {} } }),
    }),
    model: (report) => ({
      ...report,
      findings: report.findings.map((finding) => ({ ...finding, resources: {}, facts: {} })),
    }),
  },
];

/** Evidence within so many compressed bytes, and which of its parts that cost. */
export const fitEvidence = (evidence: Evidence, bytes: number): { evidence: Evidence; cut: readonly string[] } => {
  if (evidence.length === 0 || pack(evidence).length <= bytes) return { evidence, cut: [] };
  let rest = evidence;
  const cut: string[] = [];
  for (const shortening of shortenings) {
    rest = rest.map((analysis) => shorten(analysis, shortening));
    cut.push(shortening.part);
    if (pack(rest).length <= bytes) return { evidence: rest, cut };
  }
  return { evidence: [], cut: ['all analyses'] };
};

const cutSentence = 'the evidence was too large to keep: left out are';

/** A check within the limits. What was cut is in its `open`, and comes by name for the item's `cut`. */
export const fitCheck = (check: Check, limits: CheckLimits): { check: Check; cut: readonly string[] } => {
  const { evidence, cut } = fitEvidence(check.evidence, limits.evidence);
  const findings = fitFindings(check.findings, limits.findings);
  const open = fitTexts(check.open, limits.open);
  return {
    check: {
      ...check,
      findings,
      ...(check.cause !== undefined && { cause: fitCause(check.cause, limits.cause) }),
      // A check that was cut before is cut deeper now: one sentence says it.
      open:
        cut.length === 0
          ? open
          : [...open.filter((text) => !text.startsWith(cutSentence)), `${cutSentence} ${cut.join(', ')}`],
      evidence,
    },
    cut: [...cut, ...(findings.length < check.findings.length ? ['findings'] : [])],
  };
};

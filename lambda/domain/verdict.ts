import type { Fix } from './fix.ts';

/** What is known about a path. Only a succeeded analysis may say `unreachable`; what could not be seen is `unknown`. */
export type Verdict = 'reachable' | 'unreachable' | 'unknown';

/** A verdict that says something; only these move a path's state. */
export type SettledVerdict = Exclude<Verdict, 'unknown'>;

export const isSettled = (verdict: Verdict): verdict is SettledVerdict => verdict !== 'unknown';

/**
 * Who stands behind a settled verdict. `confirmed`: an analyzer of AWS says it and nobody denies it, or its flow logs bear it
 * out; `model-only`: the network model alone; `disputed`: they do not say the same, of the verdict or of its cause.
 */
export type Confidence = 'confirmed' | 'model-only' | 'disputed';

export type Direction = 'forward' | 'return';

/** The analyses that a verdict can rest on, by the name under which people meet them. */
export type AnalyzerName = 'reachability-analyzer' | 'route-analyzer' | 'network-model' | 'flow-logs';

/** The analyzers as a sentence names them. */
export const analyzerNames: Readonly<Record<AnalyzerName, string>> = {
  'reachability-analyzer': 'Reachability Analyzer',
  'route-analyzer': 'Route Analyzer',
  'network-model': 'network model',
  'flow-logs': 'flow logs',
};

/**
 * One reason for a verdict.
 * `says` is what the reason alone would make of the verdict; a `note` changes nothing and is told all the same.
 */
export interface Finding {
  readonly code: string;
  readonly says: 'unreachable' | 'unknown' | 'note';
  readonly message: string;
  readonly advice?: string;
  readonly direction?: Direction;
  /** The id of the resource to look at, such as `sg-…` or `tgw-rtb-…`. */
  readonly component?: string;
  readonly source: AnalyzerName | 'pathwatch';
  /** What would put it right. */
  readonly fix?: Fix;
}

/** A verdict with its reasons, and with what the analyses behind it could not see. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
  /** What these analyses leave open, a sentence each, such as a return leg that nobody looked at. */
  readonly open: readonly string[];
  /** Absent where the verdict is unknown. */
  readonly confidence?: Confidence;
}

/** Closes a switch over a union: adding a member without handling it no longer compiles. */
export const never = (value: never): never => {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`);
};

/** The finding that explains best why things are as they are; undefined where nothing was found. */
export const foremost = (findings: readonly Finding[]): Finding | undefined =>
  findings.find((finding) => finding.says === 'unreachable') ??
  findings.find((finding) => finding.says === 'unknown') ??
  findings[0];

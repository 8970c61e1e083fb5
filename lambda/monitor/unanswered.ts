import { faultCodes, type OwnCode } from '../domain/codes.ts';
import type { Run } from '../domain/evidence.ts';
import { type AnalyzerName, analyzerNames, type Finding } from '../domain/verdict.ts';
import { ownFinding } from './judged.ts';

/**
 * The StatusMessage of a failed analysis. What names a resource comes first: a name may hold any word.
 * https://docs.aws.amazon.com/vpc/latest/reachability/reachability-analyzer-troubleshooting.html
 */
const failures: readonly (readonly [RegExp, OwnCode])[] = [
  [/due to missing component/i, 'ANALYSIS_FAILED_MISSING_COMPONENT'],
  [/due to inaccessible resource/i, 'ANALYSIS_FAILED_INACCESSIBLE'],
  [/modifications in network resources/i, 'ANALYSIS_FAILED_NETWORK_CHANGED'],
  [/throttl/i, 'ANALYSIS_FAILED_THROTTLED'],
  [/permission|not authorized|unauthorized|access ?denied/i, 'ANALYSIS_FAILED_PERMISSIONS'],
  [/not supported|unsupported/i, 'ANALYSIS_FAILED_UNSUPPORTED'],
];

const failureOf = (message: string): OwnCode =>
  failures.find(([pattern]) => pattern.test(message))?.[1] ?? 'ANALYSIS_FAILED';

/** Whether an analysis that failed with this StatusMessage may well succeed when it is started again. */
export const isRetryableFailure = (message: string): boolean =>
  ['ANALYSIS_FAILED_NETWORK_CHANGED', 'ANALYSIS_FAILED_THROTTLED'].includes(failureOf(message));

/** The first AWS id in a text, such as the component that a failed analysis misses. */
const idIn = (text: string): string | undefined =>
  /\b[a-z]+(?:-[a-z]+)*-(?:[0-9a-f]{17}|[0-9a-f]{8})\b/.exec(text)?.[0];

/** Why a run says nothing about the network. */
export const unanswered = (run: Exclude<Run<unknown>, { kind: 'succeeded' }>, analyzer: AnalyzerName): Finding => {
  const words = { analyzer: analyzerNames[analyzer] };
  switch (run.kind) {
    case 'failed': {
      const component = idIn(run.message);
      return ownFinding(
        failureOf(run.message),
        {
          ...(component !== undefined && { resources: { component: [{ id: component }] } }),
          words: { ...words, message: run.message },
        },
        analyzer,
      );
    }
    case 'unfinished':
      return ownFinding(
        'ANALYSIS_UNFINISHED',
        { words: { ...words, analysisId: run.analysisId, seconds: `${run.seconds}` } },
        analyzer,
      );
    case 'fault': {
      const { kind, operation, code, message } = run.fault;
      return ownFinding(
        code === 'ANALYSIS_GONE' ? 'ANALYSIS_GONE' : faultCodes[kind],
        { words: { ...words, operation, code, message } },
        analyzer,
      );
    }
  }
};

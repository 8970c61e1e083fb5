import { durationText } from '../domain/duration.ts';
import { type Evidence, isReply } from '../domain/evidence.ts';

const MINUTE = 60;

/** Seconds that the longest of a path's analyses had been running for. */
const secondsOf = (evidence: Evidence): number =>
  Math.max(
    0,
    ...evidence.map((analysis) => ('run' in analysis && analysis.run.kind === 'unfinished' ? analysis.run.seconds : 0)),
  );

/**
 * Whether every bought analysis of the path was still running when the waiting for it ended: then the network model answers
 * alone. One that failed, or that could not be started or read, is no late one: of it nothing is known.
 */
export const isLate = (evidence: Evidence): boolean => {
  const bought = evidence.filter((analysis) => analysis.analyzer === 'reachability-analyzer' && !isReply(analysis));
  return bought.length > 0 && bought.every((analysis) => 'run' in analysis && analysis.run.kind === 'unfinished');
};

/** How long was waited, in words: in whole minutes from the first on. */
export const waitedText = (evidence: Evidence): string => {
  const seconds = secondsOf(evidence);
  return durationText(seconds < MINUTE ? seconds : Math.round(seconds / MINUTE) * MINUTE);
};

import type { HandAnalyzer, Trigger } from './sweep.ts';
import { analyzerNames } from './verdict.ts';

/** The analyzers of AWS, which a sweep by hand may leave out. The network model answers always. */
export const leavable = ['reachability-analyzer', 'route-analyzer'] as const;
export type LeftOut = (typeof leavable)[number];

const shortNames: Readonly<Record<LeftOut, HandAnalyzer>> = {
  'reachability-analyzer': 'reachability',
  'route-analyzer': 'route',
};

/** Which analyzers a sweep leaves out: none where nobody said which to ask. */
export const leftOutBy = (trigger: Trigger): readonly LeftOut[] => {
  const asked = trigger.by === 'hand' ? trigger.analyzers : undefined;
  return asked === undefined ? [] : leavable.filter((name) => !asked.includes(shortNames[name]));
};

/** `Reachability Analyzer and Route Analyzer`. */
export const leftOutText = (leftOut: readonly LeftOut[]): string =>
  leftOut.map((name) => analyzerNames[name]).join(' and ');

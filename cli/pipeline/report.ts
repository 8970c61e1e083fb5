import type { FixText } from '../../lambda/asking/fix-text.ts';

/** What a pipeline makes of a path: `error` is what nobody could tell, `skipped` what its gate lets pass. */
export type Outcome = 'passed' | 'failed' | 'error' | 'skipped';

/** One path as reports tell it. All texts may be of strangers: each form of report cleans and escapes them. */
export interface ReportCase {
  readonly id: string;
  readonly outcome: Outcome;
  /** How it stands in a few words: `NOT AS EXPECTED`. */
  readonly label: string;
  /** `unreachable`, or `reachable → unreachable`. */
  readonly verdict: string;
  /** What is the matter, in a sentence; empty where nothing is. */
  readonly why: string;
  readonly reasons: readonly string[];
  /** What changed, and who changed it. */
  readonly changes: readonly string[];
  readonly notes: readonly string[];
  readonly fixes: readonly FixText[];
  readonly seconds: number;
  readonly properties: Readonly<Record<string, string>>;
  /** Whether it is not worth a line for people: nothing about it changed. */
  readonly isQuiet: boolean;
}

/** What a command found, for pipelines. */
export interface Report {
  /** `pathwatch check`. */
  readonly name: string;
  /** ISO time. */
  readonly at: string;
  readonly seconds: number;
  /** Worst first. */
  readonly cases: readonly ReportCase[];
  readonly notes: readonly string[];
  /** How many paths are how. */
  readonly summary: string;
  readonly gate: string;
  readonly properties: Readonly<Record<string, string>>;
}

/** The whole of it in one sentence. */
export const sentenceOf = ({ verdict, label, why }: ReportCase): string =>
  `${verdict}, ${label}${why === '' ? '' : `: ${why}`}`;

/** So many reasons of one path are told, and so many facts that changed. */
export const REASONS = 10;

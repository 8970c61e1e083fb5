import type { Standing } from '../lambda/domain/check.ts';
import type { Page } from './page.ts';

/** 0: everything as expected; 1: some path is not; 2: usage or configuration; 3: undetermined; 130: given up by Ctrl-C. */
export type Exit = 0 | 1 | 2 | 3 | 130;

/** What a command came to: one document for programs, the same in words for people. */
export interface Answer {
  readonly exit: Exit;
  /** Undefined where the command has printed by itself what there was to tell. */
  readonly document: unknown;
  /** The same as CSV, where the command has rows to give. */
  readonly csv?: () => string;
  /** Ends without a line break. */
  readonly text: (page: Page) => string;
}

/** The exit code for paths that stand so. One that is not as expected counts more than any that nobody could see. */
export const exitFor = (standings: readonly Standing[]): Exit => {
  if (standings.includes('unexpected')) return 1;
  return standings.includes('undetermined') ? 3 : 0;
};

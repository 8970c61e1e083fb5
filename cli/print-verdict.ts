import type { Verdict } from '../lambda/domain/verdict.ts';
import type { Page } from './page.ts';

const marks: Readonly<Record<Verdict, string>> = {
  reachable: '✓ reachable',
  unreachable: '✗ UNREACHABLE',
  unknown: '? unknown',
};

/** A verdict that is told without colour too. */
export const verdictText = (verdict: Verdict, { colours }: Page): string => {
  const paint = { reachable: colours.green, unreachable: colours.red, unknown: colours.yellow }[verdict];
  return paint(marks[verdict]);
};

import type { Exit } from './answer.ts';
import type { CompareGate } from './gate.ts';
import { counted, type Page } from './page.ts';

/** What a gate makes of the paths, and how many of them it let pass though nobody could tell how they are. */
export interface Judged {
  readonly exit: Exit;
  readonly failOn: CompareGate | undefined;
  /** How many make it fail. */
  readonly failing: number;
  readonly undetermined: number;
  /** What is said of one that makes it fail: `newly not as expected`. */
  readonly as: string;
}

const are = (count: number): string => `${counted(count, 'path')} ${count === 1 ? 'is' : 'are'}`;

/** What the gate came to, in a sentence. */
export const gateSentence = ({ exit, failOn, failing, undetermined, as }: Judged): string => {
  const unknown = `${are(undetermined)} undetermined`;
  if (exit === 1) return `The gate fails: ${are(failing)} ${as}${undetermined > 0 ? `, and ${unknown}` : ''}.`;
  if (exit === 3) return `The gate could not be decided: ${unknown}.`;
  return undetermined > 0
    ? `The gate passes, but ${unknown}: nobody could tell, and \`--fail-on ${failOn}\` lets that pass.`
    : 'The gate passes.';
};

/** The same, so that nobody overlooks what was let pass. */
export const gateText = (judged: Judged, { colours }: Page): string => {
  const sentence = gateSentence(judged);
  if (judged.exit === 1) return colours.red(sentence);
  return judged.undetermined > 0 || judged.exit === 3 ? colours.yellow(sentence) : colours.green(sentence);
};

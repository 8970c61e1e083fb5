import { blanksText, purposeText } from '../../lambda/alerts/remedy.ts';
import { type FixText, fixTextsOf } from '../../lambda/asking/fix-text.ts';
import { analyzerNames, type Direction, type Finding } from '../../lambda/domain/verdict.ts';
import { shown, shownOr } from './shown.ts';

/** A command that would put something right, on one line, to be copied whole. */
export interface FixView {
  readonly purpose: string;
  readonly command: string;
  /** What to fill in; empty where it is whole. */
  readonly blanks: string;
}

/** One reason for a verdict. */
export interface FindingView {
  readonly says: Finding['says'];
  readonly message: string;
  readonly advice: string | null;
  readonly direction: Direction | null;
  readonly component: string | null;
  readonly code: string;
  /** Who says it. */
  readonly source: string;
  readonly fixes: readonly FixView[];
}

export const fixView = (fix: FixText): FixView => ({
  purpose: purposeText(fix),
  // A command that is cut cannot be pasted.
  command: shown(fix.command, 4000),
  blanks: blanksText(fix),
});

export const findingView = (finding: Finding): FindingView => {
  const { says, message, advice, direction, component, code, source, fix } = finding;
  return {
    says,
    message: shown(message, 500),
    advice: shownOr(advice, 500),
    direction: direction ?? null,
    component: shownOr(component, 100),
    code: shown(code, 100),
    source: source === 'pathwatch' ? 'Pathwatch' : analyzerNames[source],
    fixes: fix === undefined ? [] : fixTextsOf([fix]).map(fixView),
  };
};

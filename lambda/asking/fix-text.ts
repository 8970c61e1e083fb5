import { commandLine } from '../alerts/command.ts';
import type { Check } from '../domain/check.ts';
import type { Fix } from '../domain/fix.ts';
import { fixesOf } from '../fixes/fixes.ts';

/** A command that would put a path right, on one line. */
export interface FixText extends Pick<Fix, 'kind' | 'title' | 'blanks'> {
  readonly command: string;
}

/** One that cannot be told whole is not told. */
const fixText = (fix: Fix): readonly FixText[] => {
  const { kind, title, blanks } = fix;
  const command = commandLine(fix);
  return command === undefined ? [] : [{ kind, title, command, blanks }];
};

export const fixTextsOf = (fixes: readonly Fix[]): readonly FixText[] => fixes.flatMap(fixText);

/** What would put a path right, as its alert tells it; that the verdict is not as expected tells which one is. */
export const fixTexts = ({
  standing,
  verdict,
  findings,
  cause,
}: Pick<Check, 'standing' | 'verdict' | 'findings' | 'cause'>): readonly FixText[] =>
  standing === 'unexpected'
    ? fixTextsOf(fixesOf(findings, cause, verdict === 'reachable' ? 'unreachable' : 'reachable'))
    : [];

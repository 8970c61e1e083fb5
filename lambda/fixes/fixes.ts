import type { Cause } from '../domain/change.ts';
import type { Fix } from '../domain/fix.ts';
import type { Finding, SettledVerdict } from '../domain/verdict.ts';
import { undoOf } from './undo.ts';

/** How many are told at most. */
const MOST = 4;

/** Of a path that must be open something is missing; of one that must not, something is too much. */
const isWanted = (fix: Fix, { says }: Finding, expect: SettledVerdict): boolean =>
  expect === 'reachable' ? fix.kind === 'add' && says === 'unreachable' : fix.kind === 'remove';

/** The call and its resource: an undo by the same call on the same resource says it better. */
const subjectOf = ({ words }: Fix): string => [words[2], words[4]].join(' ');

const textOf = ({ words }: Fix): string => words.join(' ');

const once = (fixes: readonly Fix[]): readonly Fix[] =>
  fixes.filter((fix, index) => fixes.findIndex((other) => textOf(other) === textOf(fix)) === index);

/**
 * What would put a path right that is not as expected: first what undoes the change behind it, then what each finding lacks,
 * each once, at most 4. Of a path that is as expected it is not to be asked.
 */
export const fixesOf = (
  findings: readonly Finding[],
  cause: Cause | undefined,
  expect: SettledVerdict,
): readonly Fix[] => {
  const undo = cause === undefined ? undefined : undoOf(cause);
  const others = findings.flatMap((finding) =>
    finding.fix !== undefined && isWanted(finding.fix, finding, expect) ? [finding.fix] : [],
  );
  const told = undo === undefined ? others : [undo, ...others.filter((fix) => subjectOf(fix) !== subjectOf(undo))];
  return once(told).slice(0, MOST);
};

import type { Standing } from '../domain/check.ts';
import type { Expectation } from '../domain/path.ts';
import { isSettled, type Verdict } from '../domain/verdict.ts';

/** A verdict seen against what is expected of the path; what is unknown is neither as expected nor against it. */
export const standing = (verdict: Verdict, expect: Expectation): Standing => {
  if (!isSettled(verdict)) return 'undetermined';
  return verdict === expect ? 'expected' : 'unexpected';
};

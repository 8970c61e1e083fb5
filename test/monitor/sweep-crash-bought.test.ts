import { audited } from '../support/crash.ts';
import { crashContract, resumedAtCheckpoints } from '../support/crash-contract.ts';

/*
 * Of a sweep that is dead for good, the next one finishes the same work whichever way it was bought: those deaths are
 * tried by sweep-crash.test.ts and sweep-crash-dead.test.ts alone.
 */
describe('a sweep that buys every path and whose process dies at a checkpoint', () => {
  crashContract(audited, [resumedAtCheckpoints]);
});

import { audited } from '../support/crash.ts';
import { resumedContract } from '../support/crash-contract.ts';

/*
 * Of a sweep that is dead for good, the next one finishes the same work whichever way it was bought: those deaths are
 * tried by sweep-crash.test.ts alone.
 */
describe('a sweep that buys every path and whose process dies', () => {
  resumedContract(audited);
});

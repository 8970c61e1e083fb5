import { audited } from '../support/crash.ts';
import { crashContract, resumedAfterCalls } from '../support/crash-contract.ts';

describe('a sweep that buys every path and whose process dies after a call', () => {
  crashContract(audited, [resumedAfterCalls]);
});

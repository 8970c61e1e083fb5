import { audited } from '../support/crash.ts';
import { crashContract, resumedAtCalls } from '../support/crash-contract.ts';

describe('a sweep that buys every path and whose process dies at a call', () => {
  crashContract(audited, [resumedAtCalls]);
});

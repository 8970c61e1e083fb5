import { carrying } from '../support/crash.ts';
import { crashContract, resumedAtCalls } from '../support/crash-contract.ts';

describe('a sweep that carries what has not changed and whose process dies at a call, and is resumed', () => {
  crashContract(carrying, [resumedAtCalls]);
});

import { carrying } from '../support/crash.ts';
import { crashContract, deadAtCalls } from '../support/crash-contract.ts';

describe('a sweep that carries what has not changed and whose process dies at a call, for good', () => {
  crashContract(carrying, [deadAtCalls]);
});

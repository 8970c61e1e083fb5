import { carrying } from '../support/crash.ts';
import { crashContract, deadAtCheckpoints, resumedAtCheckpoints } from '../support/crash-contract.ts';

/* Its deaths at calls are those of sweep-crash-calls.test.ts and sweep-crash-dead.test.ts: jest runs files, not tests, side by side. */
describe('a sweep that carries what has not changed and whose process dies at a checkpoint', () => {
  crashContract(carrying, [resumedAtCheckpoints, deadAtCheckpoints]);
});

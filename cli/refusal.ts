import type { Exit } from './answer.ts';
import type { Problem } from './configuration/problem.ts';

/** Why a command could not do what was asked, and what to do about it. */
export interface Reason {
  /** For programs, such as `usage` or `unknown-path`; docs/cli.md lists them. */
  readonly code: string;
  /** One sentence without a full stop. */
  readonly message: string;
  readonly advice: string;
  /** What is wrong with the configuration, where that is the reason. */
  readonly problems?: readonly Problem[];
}

/** Thrown where a command ends without an answer. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly exit: Exit;
  readonly reason: Reason;

  constructor(exit: Exit, reason: Reason, options?: ErrorOptions) {
    super(reason.message, options);
    this.exit = exit;
    this.reason = reason;
  }
}

/** A mistake in what was typed. */
export const misused = (message: string, advice: string, code = 'usage'): Refusal =>
  new Refusal(2, { code, message, advice });

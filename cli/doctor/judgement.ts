import { refusalOf } from '../fault-reason.ts';
import { Refusal } from '../refusal.ts';

/** In the order in which people are told. `unknown`: it could not be seen, which is neither well nor ill. */
export const outcomes = ['failed', 'unknown', 'warning', 'ok'] as const;
export type Outcome = (typeof outcomes)[number];

/** What a check came to. */
export interface Judgement {
  readonly outcome: Outcome;
  /** What was seen, or why nothing was: a sentence without its full stop. */
  readonly message: string;
  /** What to do about it, with the command to run; null where all is well. */
  readonly remedy: string | null;
}

export const ok = (message: string): Judgement => ({ outcome: 'ok', message, remedy: null });

export const warning = (message: string, remedy: string): Judgement => ({ outcome: 'warning', message, remedy });

export const failed = (message: string, remedy: string): Judgement => ({ outcome: 'failed', message, remedy });

export const unknown = (message: string, remedy: string): Judgement => ({ outcome: 'unknown', message, remedy });

/** Of what was thrown where the facts were to be read: why, and which permission is missing. */
export const unseen = (error: unknown): Judgement => {
  const { message, advice } = refusalOf(error).reason;
  return unknown(message, advice);
};

/** Thrown where a check has nothing to look at, since something else was not found. */
export const unlooked = (why: string, advice: string): Refusal =>
  new Refusal(3, { code: 'unlooked', message: `not looked at: ${why}`, advice });

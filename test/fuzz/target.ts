import { isDeepStrictEqual } from 'node:util';
import type fc from 'fast-check';

/** What a parser made of an input: both are right answers, anything thrown is a finding. */
export type Outcome = 'accepted' | 'refused';

/** One parser with what is thrown at it. */
export interface Target<Input = unknown> {
  /** As it is named on the command line. */
  readonly name: string;
  /** What parses, in words. */
  readonly parses: string;
  readonly inputs: fc.Arbitrary<Input>;
  /** Throws where the answer is none that the parser may give. */
  readonly take: (input: Input) => Outcome | Promise<Outcome>;
}

/** A finding: the parser answered, and what it answered is wrong. */
export class Finding extends Error {
  override readonly name = 'Finding';
}

/** Throws a finding unless it is so. */
export const must: (isSo: boolean, claim: string) => asserts isSo = (isSo, claim) => {
  if (!isSo) throw new Finding(`not so: ${claim}`);
};

/** Whether two values are the same as far as JSON can say it, which knows no negative nought. */
export const isSame = (one: unknown, other: unknown): boolean =>
  isDeepStrictEqual(JSON.parse(JSON.stringify(one)), JSON.parse(JSON.stringify(other)));

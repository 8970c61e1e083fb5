import type { Direction, Verdict } from '../domain/verdict.ts';
import type { Hop } from './hop.ts';
import type { Obstacle } from './obstacle.ts';

/** A reason for a verdict, or a thing that could not be seen. */
export interface TraceFinding extends Obstacle {
  readonly direction: Direction;
}

/** One direction. */
export interface Leg {
  readonly verdict: Verdict;
  /** The way, or the best candidate for one; empty where the reply was not traced. */
  readonly hops: readonly Hop[];
  readonly findings: readonly TraceFinding[];
}

export interface Answer {
  readonly id?: string;
  /** Of the connection: both directions. */
  readonly verdict: Verdict;
  readonly forward: Leg;
  readonly return: Leg;
  /** Components that the ways met and the model does not follow. */
  readonly unmodelled: readonly string[];
  /** Fact → value: see facts.ts. */
  readonly footprint: () => Readonly<Record<string, string>>;
}

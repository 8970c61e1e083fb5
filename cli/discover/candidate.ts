import type { Path } from '../../lambda/domain/path.ts';
import type { Verdict } from '../../lambda/domain/verdict.ts';
import type { DeclaredEnd } from './declare-end.ts';
import type { Kind } from './proposal.ts';

/** A path as it is written in the configuration. */
export interface Entry {
  readonly id: string;
  readonly from: DeclaredEnd;
  readonly to: DeclaredEnd;
  readonly protocol: 'tcp' | 'udp';
  readonly port: number;
  readonly expect?: 'unreachable';
  readonly maxPairs?: number;
}

/** What the network model says of a path now. */
export interface Now {
  readonly verdict: Verdict;
  /** What stands in the way, or was not seen. */
  readonly reason: string | null;
  /** Each resource of the one end with each of the other, and how many of them a look takes. */
  readonly pairs: number;
  readonly lookedAt: number;
}

/** A path that somebody may want to watch, as it would be declared. */
export interface Candidate {
  readonly kind: Kind;
  readonly entry: Entry;
  /** The entry as the configuration is read. */
  readonly path: Path;
  readonly why: string;
  readonly now: Now;
}

import type { Expectation, Protocol } from '../../lambda/domain/path.ts';
import type { Resource } from '../../lambda/snapshot/inventory.ts';

/** What made somebody think of a path, in the order in which they take turns. */
export const kinds = ['front-door', 'targets', 'database', 'service', 'linked-vpcs', 'promise'] as const;
export type Kind = (typeof kinds)[number];

/** One end as a finder sees it: resources that play the same part. */
export interface Party {
  /** At least one. */
  readonly resources: readonly Resource[];
  /** How many there are in all, where these are but some of them. */
  readonly of?: number;
  /** By which people know them, where their own `Name` does not say it. */
  readonly name?: string;
}

/** A path that somebody may want to watch, before it is declared. */
export interface Proposal {
  readonly kind: Kind;
  readonly from: Party;
  readonly to: Party;
  readonly protocol: Protocol;
  readonly port: number;
  readonly expect: Expectation;
  /** Why, in a sentence without a full stop. Holds names from outside. */
  readonly why: string;
}

import type { Documents } from '../../lambda/snapshot/snapshot.ts';

/** Quotas that can be met here: https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html. */
export interface Quotas {
  /** Of each direction and each address family. */
  readonly rulesPerGroup: number;
  readonly groupsPerInterface: number;
  readonly routesPerTable: number;
  /** Of each direction, without the last one, which denies all. */
  readonly entriesPerAcl: number;
}

export const defaultQuotas: Quotas = {
  rulesPerGroup: 60,
  groupsPerInterface: 5,
  routesPerTable: 500,
  entriesPerAcl: 20,
};

/** What a change needs beside the network and the request. */
export interface Context {
  readonly account: string;
  readonly region: string;
  readonly quotas: Quotas;
  readonly now: () => Date;
  /** A new id, such as `sg-0123456789abcdef0`. */
  readonly newId: (prefix: string) => string;
}

/** The network after a change, and EC2's answer to the call. */
export interface Changed {
  readonly documents: Documents;
  readonly answer: object;
}

/**
 * One mutating EC2 call: makes a new network of the one given, in which all that is unchanged is the same. Throws
 * `ServiceError` in EC2's words.
 */
export type Change<Request> = (documents: Documents, request: Request, context: Context) => Changed;

/** The changes by the names of their operations. */
export type Changes = Readonly<Record<string, Change<never>>>;

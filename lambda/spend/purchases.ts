import type { Endpoint, Path } from '../domain/path.ts';
import { MONTH_SECONDS } from './looks.ts';

/** Changes of its footprint that a path is expected to see in a month. */
export const CHANGES_A_MONTH = 2;

/** How many analyses a path may ask for when its verdict is bought once. */
export interface Questions {
  /** Where each selector picks one pair of resources. */
  readonly usual: number;
  /** Where it picks as many as `maxPairs` lets pass. */
  readonly most: number;
}

const picks = ({ kind }: Endpoint): boolean => kind === 'selector';

/** Each range of `port` with each of `sourcePort`, for each pair of resources. */
export const questionsOf = ({ ports, sourcePorts, from, to, maxPairs }: Path): Questions => {
  const usual = ports.length * Math.max(1, sourcePorts.length);
  return { usual, most: picks(from) || picks(to) ? usual * maxPairs : usual };
};

/**
 * Seconds from a purchase to the audit that follows it: the look at which it is due. `looks` a month; infinite where there
 * are none, since nobody looks.
 */
const auditGap = (audit: number, looks: number): number => {
  const gap = MONTH_SECONDS / looks;
  return looks === 0 ? Number.POSITIVE_INFINITY : Math.ceil(audit / gap - 1e-9) * gap;
};

/** How often a path's verdict is bought in a month in which nothing changes. `audit` in seconds. */
export const auditsAlone = (audit: number, looks: number): number => MONTH_SECONDS / auditGap(audit, looks);

/**
 * How often a path's verdict is bought in a month with changes at random times (a Poisson process), where every purchase
 * starts the audit's clock anew. From one purchase to the next it takes the lesser of the time to the next change and the
 * audit's gap A, in the mean (1 − e^−λA) / λ; so there are λM / (1 − e^−λA) in a month M. It is more than the audits
 * alone, and less than audits and changes together.
 */
export const purchasesExpected = (audit: number, looks: number, changes = CHANGES_A_MONTH): number =>
  changes / -Math.expm1((-changes * auditGap(audit, looks)) / MONTH_SECONDS);

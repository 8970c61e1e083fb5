import { Fault, isTransient } from '../../domain/fault.ts';
import type { Pacing } from '../ports.ts';

/**
 * Retries of a step: on transient faults, with the given gaps. Values come back on the last attempt instead of errors. What
 * is no `Fault` is a defect of ours, which no gap mends.
 */
export const retrying = (pacing: Pacing) => ({
  retryStrategy: (error: Error, attempt: number) => {
    const gap = pacing.retries[attempt - 1];
    return gap !== undefined && error instanceof Fault && isTransient(error.info.kind)
      ? { shouldRetry: true, delay: { seconds: gap } }
      : { shouldRetry: false };
  },
});

export const isLastOf = (pacing: Pacing, attempt: number): boolean => attempt > pacing.retries.length;

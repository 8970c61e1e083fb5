import { type FaultInfo, isTransient } from '../domain/fault.ts';

/** Throws a fault that may pass, so that its step is tried again, but on the last attempt. */
export const throwTransient = (error: unknown, fault: FaultInfo, isLast: boolean): void => {
  if (!isLast && isTransient(fault.kind)) throw error;
};

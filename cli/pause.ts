import type { Io } from './io.ts';

/** Waits so many seconds, or shorter where something ends first: whether it did. Nothing of the wait is left behind. */
export const endedWithin = async (wait: Io['wait'], seconds: number, ended: Promise<unknown>): Promise<boolean> => {
  const giving = new AbortController();
  try {
    return await Promise.race([ended.then(() => true), wait(seconds, giving.signal).then(() => false)]);
  } finally {
    giving.abort();
  }
};

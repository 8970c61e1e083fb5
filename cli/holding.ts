import { Fault } from '../lambda/domain/fault.ts';
import { type Monitor, openMonitor } from './monitor.ts';
import type { Context } from './options.ts';

/** A monitor that is asked again and again, whatever happens to it in between. */
export interface Holding {
  use<Value>(work: (monitor: Monitor) => Promise<Value>): Promise<Value>;
  close(): Promise<void>;
}

/** After these a new start may help: other credentials, another table. */
const isReopened = (error: unknown): boolean =>
  error instanceof Fault && ['expired-credentials', 'denied', 'not-found'].includes(error.info.kind);

const isUnopened = (own: Promise<Monitor>): Promise<boolean> =>
  own.then(
    () => false,
    () => true,
  );

/**
 * The deployed monitor is opened once, and anew where its credentials have expired. The embedded account, which one process at a
 * time may have, is held for no longer than it is used; nobody may use it twice at a time.
 */
export const openHolding = (context: Context): Holding => {
  let opening: Promise<Monitor> | undefined;
  let isOver = false;
  const end = async (own: Promise<Monitor> | undefined): Promise<void> => {
    if (opening === own) opening = undefined;
    // One that could not be opened has told whoever wanted it.
    const monitor = await own?.catch(() => undefined);
    await monitor?.close();
  };
  return {
    use: async (work) => {
      if (isOver) throw new Error('the monitor is held no more');
      opening ??= openMonitor(context);
      const own = opening;
      try {
        return await work(await own);
      } catch (error) {
        // Only the one that failed: another may have been opened meanwhile.
        if (isReopened(error) || (await isUnopened(own))) await end(own);
        throw error;
      } finally {
        // Nobody may wait any more for what was opened meanwhile.
        if (isOver || context.options.local === true) await end(own);
      }
    },
    close: () => {
      isOver = true;
      return end(opening);
    },
  };
};

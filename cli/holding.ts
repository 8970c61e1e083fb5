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

/**
 * The deployed monitor is opened once, and anew where its credentials have expired. The embedded account, which one process at a
 * time may have, is held for no longer than it is used; nobody may use it twice at a time.
 */
export const openHolding = (context: Context): Holding => {
  let opening: Promise<Monitor> | undefined;
  let isOver = false;
  const close = async (): Promise<void> => {
    const open = opening;
    opening = undefined;
    // One that could not be opened has told whoever wanted it.
    const monitor = await open?.catch(() => undefined);
    await monitor?.close();
  };
  return {
    use: async (work) => {
      try {
        opening ??= openMonitor(context);
        const own = opening;
        own.catch(() => {
          if (opening === own) opening = undefined;
        });
        return await work(await own);
      } catch (error) {
        if (isReopened(error)) await close();
        throw error;
      } finally {
        // Nobody may wait any more for what was opened meanwhile.
        if (isOver || context.options.local === true) await close();
      }
    },
    close: () => {
      isOver = true;
      return close();
    },
  };
};

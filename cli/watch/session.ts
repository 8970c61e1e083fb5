import type { PathStatus } from '../../lambda/asking/path-status.ts';
import { Fault } from '../../lambda/domain/fault.ts';
import type { Configuration } from '../../lambda/domain/path.ts';
import { type Monitor, openMonitor } from '../monitor.ts';
import type { Context } from '../options.ts';
import { statusReader } from './reader.ts';

/** What is looked at again and again, whatever happens to it in between. */
export interface Session {
  read(): Promise<readonly PathStatus[]>;
  close(): Promise<void>;
}

/** After these a new start may help: other credentials, another table. */
const isReopened = (error: unknown): boolean =>
  error instanceof Fault && ['expired-credentials', 'denied', 'not-found'].includes(error.info.kind);

/**
 * The deployed monitor is opened once, and anew where its credentials have expired. The embedded account, which one process at a
 * time may have, is held for no longer than it is read.
 */
export const openSession = (context: Context, configuration: Configuration | undefined): Session => {
  const { now } = context.io;
  const reader = statusReader(configuration);
  let monitor: Monitor | undefined;
  let isOver = false;
  const close = async (): Promise<void> => {
    const open = monitor;
    monitor = undefined;
    await open?.close();
  };
  return {
    read: async () => {
      try {
        monitor ??= await openMonitor(context);
        return await reader.read(monitor.store, now());
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

import type { PathStatus } from '../../lambda/asking/path-status.ts';
import type { Configuration } from '../../lambda/domain/path.ts';
import { openHolding } from '../holding.ts';
import type { Context } from '../options.ts';
import { statusReader } from './reader.ts';

/** What is looked at again and again, whatever happens to it in between. */
export interface Session {
  read(): Promise<readonly PathStatus[]>;
  close(): Promise<void>;
}

/** How all paths are, by a monitor that is held meanwhile. */
export const openSession = (context: Context, configuration: Configuration | undefined): Session => {
  const reader = statusReader(configuration);
  const holding = openHolding(context);
  return {
    read: () => holding.use(({ store }) => reader.read(store, context.io.now())),
    close: holding.close,
  };
};

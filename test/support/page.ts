import { misused } from '../../cli/refusal.ts';
import { readAssets } from '../../cli/see/assets.ts';
import { openReading, type ReadFrom } from '../../cli/see/reading.ts';
import { openServer } from '../../cli/see/server.ts';
import type { Monitor } from './monitor.ts';

export interface ServedPage {
  /** Good once. */
  readonly url: string;
  readonly origin: string;
  readonly session: string;
  close(): Promise<void>;
}

const refused = async (): Promise<never> => {
  throw misused('nothing is written here', 'read');
};

/** Serves the page, as `pathwatch ui` does, of whatever it is read from. */
export const servePage = async (from: ReadFrom): Promise<ServedPage> => {
  const secrets = { token: `token-${Math.random()}`, session: 'session-of-the-test' };
  const server = await openServer(
    { assets: await readAssets(), secrets, reading: openReading(from), mute: refused, acknowledge: refused },
    0,
  );
  const origin = `http://127.0.0.1:${server.port}`;
  return {
    origin,
    session: secrets.session,
    url: `${origin}/?token=${encodeURIComponent(secrets.token)}`,
    close: server.close,
  };
};

/** The embedded account of a test as the page reads it. */
export const readFromMonitor = ({ services, now, configuration }: Monitor): ReadFrom => ({
  now,
  configuration: async () => configuration,
  use: (work) => work({ store: services.store, name: 'embedded account' }),
  describe: async () => ({ snapshot: await services.network.snapshot() }),
});

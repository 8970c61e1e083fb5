import { closeClients } from '../lambda/aws/clients.ts';
import { clientsOf, servicesOf } from '../lambda/compose.ts';
import { silentMeter } from '../lambda/meter.ts';
import type { Log, Pacing } from '../lambda/monitor/ports.ts';
import { openRunner } from '../local/runner.ts';
import { noFile } from './configuration-file.ts';
import { openEmbeddedAccount } from './embedded-account.ts';
import type { Io } from './io.ts';
import type { EmbeddedOptions, Monitor } from './monitor.ts';
import type { Context } from './options.ts';
import { partsOf } from './parts.ts';
import { endedWithin } from './pause.ts';
import { lookAtSweep, type SweepLook } from './sweep-look.ts';

/** The embedded analyzers answer at once: seconds between looks, and between attempts after a fault. */
export const embeddedPacing: Pacing = { polls: [1, 1, 2, 3, 5], retries: [1, 2], searches: [1, 2] };

/** What the monitor has to say of itself goes to the error stream: the other one is the answer's. */
export const errorLog = ({ stderr }: Io): Log => ({
  info: () => undefined,
  error: (message, context) => stderr.write(`${message} ${JSON.stringify(context ?? {})}\n`),
});

/** Who is at this machine. */
const userOf = ({ environment, user }: Io): string =>
  environment.USER || environment.USERNAME || user() || 'somebody at this machine';

/** The table is in this machine: seconds between two looks at it. */
const GAP = 1;

/** Shows how far a sweep is, until it has ended. */
const tellingUntil = async <Value>(
  sweep: Promise<Value>,
  look: SweepLook,
  { wait }: Pick<Io, 'wait'>,
): Promise<Value> => {
  const ended = Promise.allSettled([sweep]);
  do await look.tell();
  while (!(await endedWithin(wait, GAP, ended)));
  return sweep;
};

/** Opens the monitor of the embedded account: the sweep runs in this process, wherever the account does. */
export const openEmbedded = async (context: Context, options: EmbeddedOptions): Promise<Monitor> => {
  const { io } = context;
  const account = await openEmbeddedAccount(context, options);
  const clients = clientsOf(account.environment);
  const services = servicesOf(account.environment, clients, {
    now: io.now,
    log: errorLog(io),
    meter: silentMeter,
    pacing: embeddedPacing,
    ...(options.channels !== undefined && { channels: options.channels }),
  });
  return {
    name: 'embedded account',
    store: services.store,
    caller: async () => userOf(io),
    sweep: async (trigger, { configuration, paths, live }) => {
      if (configuration === undefined) throw noFile();
      const look = await lookAtSweep(services.store, paths, io, live);
      const runner = await openRunner(services, configuration);
      try {
        const whole = await tellingUntil(runner.run({ trigger }), look, io);
        return { whole, parts: await partsOf(services.store, whole) };
      } finally {
        await runner.close();
      }
    },
    close: async () => {
      closeClients(clients);
      await account.close();
    },
  };
};

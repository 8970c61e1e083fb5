import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { closeClients } from '../lambda/aws/clients.ts';
import { clientsOf, servicesOf } from '../lambda/compose.ts';
import type { Log, Pacing } from '../lambda/monitor/ports.ts';
import { openAccount } from '../local/account.ts';
import { useEmbeddedCredentials } from '../local/credentials.ts';
import { openRunner } from '../local/runner.ts';
import { noFile } from './configuration-file.ts';
import { takeDataFolder } from './data-folder.ts';
import type { Io } from './io.ts';
import type { EmbeddedOptions, Monitor } from './monitor.ts';
import type { Context } from './options.ts';
import { partsOf } from './parts.ts';

/** The embedded analyzers answer at once: seconds between looks, and between attempts after a fault. */
const pacing: Pacing = { polls: [1, 1, 2, 3, 5], retries: [1, 2] };

/** What the monitor has to say of itself goes to the error stream: the other one is the answer's. */
const errorLog = ({ stderr }: Io): Log => ({
  info: () => undefined,
  error: (message, context) => stderr.write(`${message} ${JSON.stringify(context ?? {})}\n`),
});

/** Opens the embedded account in this process, with its table and its scene as they were left in the data folder. */
export const openEmbedded = async (
  { io, options }: Context,
  { scene, writes = false }: EmbeddedOptions,
): Promise<Monitor> => {
  const path = resolve(io.folder, options.data);
  const folder = writes || existsSync(path) ? takeDataFolder(path) : undefined;
  try {
    useEmbeddedCredentials(io.environment);
    if (scene !== undefined) folder?.keepScene(scene);
    const account = await openAccount({ now: io.now, ...(folder !== undefined && { folder: folder.table }) });
    account.show(folder?.scene() ?? 'healthy');
    const clients = clientsOf(account.environment);
    const services = servicesOf(account.environment, clients, { now: io.now, log: errorLog(io), pacing });
    return {
      store: services.store,
      sweep: async (trigger, { configuration, progress }) => {
        if (configuration === undefined) throw noFile();
        progress('the embedded account is sweeping');
        const runner = await openRunner(services, configuration);
        try {
          const whole = await runner.run({ trigger });
          return { whole, parts: await partsOf(services.store, whole) };
        } finally {
          await runner.close();
        }
      },
      close: async () => {
        closeClients(clients);
        await account.close();
        folder?.release();
      },
    };
  } catch (error) {
    folder?.release();
    throw error;
  }
};

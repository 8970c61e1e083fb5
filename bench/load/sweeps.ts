import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { closeClients } from '../../lambda/aws/clients.ts';
import { bundledConfiguration, clientsOf, servicesOf } from '../../lambda/compose.ts';
import { bundle } from '../../lib/bundle.ts';
import { changeNetwork } from '../../local/change-network.ts';
import { ec2As } from '../../local/ec2-as.ts';
import type { Change } from '../../local/faults.ts';
import { type Benched, openBenched, type Sweep } from '../benched.ts';
import type { Figures } from '../figures.ts';
import { makeKnown } from '../latency-known.ts';
import { configurationOf, tenRules } from './paths.ts';

/** The heap limits of Node, as of the deployed function. */
export interface Loading {
  readonly folder: string;
  readonly heap: readonly string[];
  /** Told of what takes long. */
  readonly tell: (line: string) => void;
}

/** One sweep in a process of its own, whose start counts. */
export type Loaded = Sweep & Figures;

const entry = fileURLToPath(new URL('../../lambda/handlers/sweep.ts', import.meta.url));

/** A deployed function that knows all its paths, each by a verdict that was bought. */
export interface Known {
  readonly account: Benched['account'];
  /** Makes a call on the network, if one is given, then sweeps by the schedule. */
  sweep(change?: Change): Promise<Loaded>;
  /** How many incidents of paths are open. */
  incidents(): Promise<number>;
  close(): Promise<void>;
}

export const openKnown = async (paths: number, { folder, heap, tell }: Loading): Promise<Known> => {
  const content = configurationOf(paths);
  const { folder: built } = await bundle({ entry, outdir: join(folder, `load-${paths}`), configuration: content });
  const benched = await openBenched({
    network: tenRules,
    // Route Analyzer is asked of nothing: the states below rest on Reachability Analyzer and the model.
    registered: { globalNetworks: [], registrations: [] },
  });
  const { account } = benched;
  const clients = clientsOf(account.environment);
  const services = servicesOf(account.environment, clients);
  const person = ec2As(account.environment, 'AKIAOPERATOR');
  await makeKnown(services, bundledConfiguration(content), account.network.documents());
  tell(`${paths} paths are known`);
  return {
    account,
    sweep: async (change) => {
      if (change !== undefined) await changeNetwork(person, change);
      const process = await benched.open(built, heap);
      const swept = await process.sweep({ by: 'schedule', every: 'rate(5 minutes)' });
      tell(`${paths} paths are swept: ${swept.seconds.toFixed(0)} s`);
      return { ...swept, ...(await process.close()) };
    },
    incidents: async () => (await services.store.openIncidents()).filter(({ about }) => about === 'outage').length,
    close: async () => {
      person.destroy();
      closeClients(clients);
      await benched.close();
    },
  };
};

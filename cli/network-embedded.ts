import { closeClients } from '../lambda/aws/clients.ts';
import { network } from '../lambda/aws/network.ts';
import { clientsOf } from '../lambda/compose.ts';
import type { Snapshot } from '../lambda/snapshot/snapshot.ts';
import { openEmbeddedAccount } from './embedded-account.ts';
import type { Context } from './options.ts';

/** Describes the network of the embedded account: of the running one, else as it was left in the data folder. */
export const describeEmbedded = async (context: Context): Promise<Snapshot> => {
  const { environment, close } = await openEmbeddedAccount(context);
  const clients = clientsOf(environment);
  try {
    return await network(clients, environment.ACCOUNT, context.io.now).snapshot();
  } finally {
    closeClients(clients);
    await close();
  }
};

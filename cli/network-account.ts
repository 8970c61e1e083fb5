import { accountOf } from '../lambda/aws/account.ts';
import { clients, closeClients } from '../lambda/aws/clients.ts';
import { network } from '../lambda/aws/network.ts';
import { operatorClients } from '../lambda/aws/operator-clients.ts';
import type { Snapshot } from '../lambda/snapshot/snapshot.ts';
import type { Context } from './options.ts';
import { regionBy } from './region.ts';

const regionFrom = async (given: string | undefined): Promise<string> => {
  const operator = operatorClients(given);
  try {
    return await regionBy(operator.region);
  } finally {
    operator.close();
  }
};

/** Describes the network of the account and Region that the shell is signed in to. Nothing need be deployed there. */
export const describeAccount = async ({ io, options }: Context): Promise<Snapshot> => {
  const region = await regionFrom(options.region);
  const account = await accountOf(region);
  const all = clients(region, {});
  try {
    return await network(all, account, io.now).snapshot();
  } finally {
    closeClients(all);
  }
};

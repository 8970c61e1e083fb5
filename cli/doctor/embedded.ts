import { closeClients } from '../../lambda/aws/clients.ts';
import { clientsOf } from '../../lambda/compose.ts';
import { findConfiguration } from '../configuration-file.ts';
import { openEmbeddedAccount } from '../embedded-account.ts';
import type { Context } from '../options.ts';
import type { EmbeddedPatient } from './patient.ts';
import { readingsOf } from './readings.ts';

/** Opens the embedded account: the running one, else as it was left, with what the configuration at hand declares as channels. */
export const openEmbeddedPatient = async (
  context: Context,
): Promise<{ readonly patient: EmbeddedPatient; close(): Promise<void> }> => {
  const file = await findConfiguration(context);
  const channels = file?.read.ok ? file.read.configuration.channels : undefined;
  const account = await openEmbeddedAccount(context, channels === undefined ? {} : { channels });
  const { environment } = account;
  const clients = clientsOf(environment);
  const place = {
    region: async () => environment.AWS_REGION,
    clients: async () => clients,
    tableName: async () => environment.TABLE_NAME,
    cloudTrail: environment.ENDPOINT_CLOUDTRAIL,
  };
  return {
    patient: { kind: 'embedded', ...readingsOf(context, place) },
    close: async () => {
      closeClients(clients);
      await account.close();
    },
  };
};

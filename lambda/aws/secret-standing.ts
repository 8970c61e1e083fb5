import { DescribeSecretCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { Fault } from '../domain/fault.ts';
import { calling } from './fault.ts';

/** Whether a secret is there; `deleted`: it is marked for deletion, and can be read no more. */
export type SecretStanding = 'there' | 'deleted' | 'none';

/** How a secret stands, without a look at what it holds: one call. Throws `Fault`. */
export const secretStanding = async (client: SecretsManagerClient, secret: string): Promise<SecretStanding> => {
  const operation = 'DescribeSecret';
  try {
    const { DeletedDate } = await calling(operation, () =>
      client.send(new DescribeSecretCommand({ SecretId: secret })),
    );
    return DeletedDate === undefined ? 'there' : 'deleted';
  } catch (error) {
    if (error instanceof Fault && error.info.code === 'ResourceNotFoundException') return 'none';
    throw error;
  }
};

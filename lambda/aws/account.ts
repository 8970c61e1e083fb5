import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { behaviour } from './behaviour.ts';
import { calling, having } from './fault.ts';

/**
 * The account that the credentials are of. No permission is needed for it
 * (https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html). Throws `Fault`.
 */
export const accountOf = async (region: string): Promise<string> => {
  const sts = new STSClient(behaviour(region, undefined));
  try {
    const operation = 'GetCallerIdentity';
    return await calling(operation, async () =>
      having((await sts.send(new GetCallerIdentityCommand({}))).Account, 'Account', operation),
    );
  } finally {
    sts.destroy();
  }
};

import { GetCallerIdentityCommand, type GetCallerIdentityCommandOutput, STSClient } from '@aws-sdk/client-sts';
import { behaviour } from './behaviour.ts';
import { calling, having } from './fault.ts';

const operation = 'GetCallerIdentity';

/** One part of what the credentials are of. */
const identity = async (region: string, part: 'Account' | 'Arn'): Promise<string> => {
  const sts = new STSClient(behaviour(region, undefined));
  try {
    return await calling(operation, async () => {
      const answer: GetCallerIdentityCommandOutput = await sts.send(new GetCallerIdentityCommand({}));
      return having(answer[part], part, operation);
    });
  } finally {
    sts.destroy();
  }
};

/**
 * The account that the credentials are of. No permission is needed for it
 * (https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html). Throws `Fault`.
 */
export const accountOf = (region: string): Promise<string> => identity(region, 'Account');

/** The ARN of the principal that the credentials are of; neither needs it a permission. Throws `Fault`. */
export const callerOf = (region: string): Promise<string> => identity(region, 'Arn');

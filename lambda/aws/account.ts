import { GetCallerIdentityCommand, type GetCallerIdentityCommandOutput, STSClient } from '@aws-sdk/client-sts';
import type { Fault } from '../domain/fault.ts';
import { answeredAt } from './answered-at.ts';
import { behaviour } from './behaviour.ts';
import { asFault, calling, having } from './fault.ts';

const operation = 'GetCallerIdentity';

/** The principal that the credentials are of. */
export interface Caller {
  readonly account: string;
  readonly arn: string;
}

const identity = (sts: STSClient): Promise<Caller> =>
  calling(operation, async () => {
    const answer: GetCallerIdentityCommandOutput = await sts.send(new GetCallerIdentityCommand({}));
    return { account: having(answer.Account, 'Account', operation), arn: having(answer.Arn, 'Arn', operation) };
  });

const identityIn = async (region: string): Promise<Caller> => {
  const sts = new STSClient(behaviour(region, undefined));
  try {
    return await identity(sts);
  } finally {
    sts.destroy();
  }
};

/**
 * The account that the credentials are of. No permission is needed for it
 * (https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html). Throws `Fault`.
 */
export const accountOf = async (region: string): Promise<string> => (await identityIn(region)).account;

/** The ARN of the principal that the credentials are of; neither needs it a permission. Throws `Fault`. */
export const callerOf = async (region: string): Promise<string> => (await identityIn(region)).arn;

/** What STS says of the credentials, and what time it is there. */
export interface Presented {
  readonly caller: Caller | Fault;
  /** ISO time by AWS's clock of the latest answer, a refusal too; undefined where none came. */
  readonly answeredAt: string | undefined;
}

/** The same, with AWS's clock. Never throws. */
export const present = async (region: string): Promise<Presented> => {
  const sts = new STSClient(behaviour(region, undefined));
  const clock = answeredAt(sts);
  try {
    return { caller: await identity(sts), answeredAt: clock() };
  } catch (error) {
    return { caller: asFault(error, operation), answeredAt: clock() };
  } finally {
    sts.destroy();
  }
};

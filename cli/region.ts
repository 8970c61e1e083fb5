import type { OperatorClients } from '../lambda/aws/operator-clients.ts';
import { misused } from './refusal.ts';

/** The Region that was named, or that the AWS CLI would find. Throws a refusal where there is none. */
export const regionOf = async ({ region }: Pick<OperatorClients, 'region'>): Promise<string> => {
  try {
    return await region();
  } catch {
    throw misused('no Region is set', 'name it: `--region REGION`, or set AWS_REGION', 'no-region');
  }
};

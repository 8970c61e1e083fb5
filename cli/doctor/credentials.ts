import type { Presented } from '../../lambda/aws/account.ts';
import { Fault, type FaultKind } from '../../lambda/domain/fault.ts';
import { failed, type Judgement, ok, unseen } from './judgement.ts';
import type { Examination } from './patient.ts';

/** Kinds by which AWS says that the credentials are none, and not that it could not be asked. */
const refusing: readonly FaultKind[] = ['expired-credentials', 'denied'];

/** Whether AWS knows who calls. */
export const judgeCredentials = ({ caller }: Pick<Presented, 'caller'>): Judgement => {
  if (!(caller instanceof Fault)) return ok(`${caller.arn} of the account ${caller.account}`);
  const told = unseen(caller);
  if (!refusing.includes(caller.info.kind)) return told;
  return failed(
    told.message,
    'sign in (`aws sso login`, or set AWS_PROFILE), then see who you are: `aws sts get-caller-identity`',
  );
};

export const credentials: Examination = {
  name: 'credentials',
  of: 'deployed',
  examine: async (patient) => judgeCredentials(await patient.presented()),
};

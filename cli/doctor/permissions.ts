import { Fault } from '../../lambda/domain/fault.ts';
import { Refusal } from '../refusal.ts';
import { failed, type Judgement, ok, unseen, warning } from './judgement.ts';
import type { DeployedPatient, Examination } from './patient.ts';

/** Something that commands do with the rights of whoever runs them. */
interface Deed {
  readonly permission: string;
  /** Which commands need it. */
  readonly by: string;
  /** Whether nothing can be told without it; all else is for those who act. */
  readonly reads: boolean;
  readonly attempt: (patient: DeployedPatient) => Promise<unknown>;
}

// biome-ignore format: a table, one line a deed
const deeds: readonly Deed[] = [
  { permission: 'cloudformation:DescribeStacks', by: 'every command', reads: true, attempt: (patient) => patient.found() },
  { permission: 'dynamodb:Query on the table', by: 'every command', reads: true, attempt: (patient) => patient.looks() },
  { permission: 'dynamodb:Query on its indexes', by: 'every command', reads: true, attempt: (patient) => patient.states() },
  { permission: 'dynamodb:GetItem', by: 'check, history and cost', reads: true, attempt: (patient) => patient.spent() },
  { permission: 'lambda:InvokeFunction', by: 'check and alert test', reads: false, attempt: ({ tries }) => tries.invoke() },
  { permission: 'dynamodb:PutItem', by: 'mute and ack', reads: false, attempt: ({ tries }) => tries.put() },
  { permission: 'dynamodb:UpdateItem', by: 'unmute', reads: false, attempt: ({ tries }) => tries.update() },
];

/** How one of them was answered. A refusal of ours: it could not be tried. */
export interface Tried extends Pick<Deed, 'permission' | 'by' | 'reads'> {
  readonly answer: 'allowed' | Fault | Refusal;
}

const listed = (tried: readonly Tried[]): string =>
  tried.map(({ permission, by }) => `${permission} (for ${by})`).join(', ');

const isDenied = ({ answer }: Tried): boolean => answer instanceof Fault && answer.info.kind === 'denied';

const remedy =
  'allow it to the role or user that you are signed in as, by a policy of docs/security.md: `aws iam put-role-policy` or `aws iam put-user-policy`';

/** What the caller may do, by what AWS answers. Who may look and not act is warned of, since that may be meant so. */
export const judgePermissions = (tried: readonly Tried[]): Judgement => {
  const denied = tried.filter(isDenied);
  if (denied.some(({ reads }) => reads)) return failed(`not allowed: ${listed(denied)}`, remedy);
  const open = tried.find(({ answer }) => answer !== 'allowed' && !denied.some((each) => each.answer === answer));
  if (open !== undefined) return unseen(open.answer);
  if (denied.length > 0) return warning(`you may look and not act; not allowed: ${listed(denied)}`, remedy);
  return ok('you may look and act: read and write the table, start the sweep');
};

const tryOne = async (patient: DeployedPatient, { attempt, ...deed }: Deed): Promise<Tried> => {
  try {
    await attempt(patient);
    return { ...deed, answer: 'allowed' };
  } catch (error) {
    if (error instanceof Fault || error instanceof Refusal) return { ...deed, answer: error };
    throw error;
  }
};

export const permissions: Examination = {
  name: 'permissions',
  of: 'deployed',
  examine: async (patient) => judgePermissions(await Promise.all(deeds.map((deed) => tryOne(patient, deed)))),
};

import type { TableDescription } from '../../lambda/aws/table-settings.ts';
import type { Unreadable } from '../../lambda/monitor/ports.ts';
import { counted } from '../page.ts';
import { type Aws, awsIn } from './aws.ts';
import { failed, type Judgement, ok, warning } from './judgement.ts';
import type { Examination } from './patient.ts';

export interface TableSeen {
  readonly states: number;
  /** States that this release cannot read, each with why. */
  readonly unreadable: readonly Pick<Unreadable, 'reason'>[];
  /** Undefined where DynamoDB would not describe it, which `table-protection` tells of. */
  readonly description: (Pick<TableDescription, 'status'> & { readonly name: string }) | undefined;
}

/** Whether the table answers: its states could be read. */
export const judgeTable = ({ states, unreadable, description }: TableSeen, aws: Aws): Judgement => {
  const [damaged] = unreadable;
  if (damaged !== undefined)
    return failed(
      `${counted(unreadable.length, 'path')} cannot be read from the table: ${damaged.reason}`,
      'restore the item from a backup of the table, or delete it: then the path begins anew at its next check',
    );
  const read = `${description?.name ?? 'the table'} is readable and knows ${counted(states, 'path')}`;
  if (description === undefined || description.status === 'ACTIVE') return ok(read);
  const said = `${description.name} is ${description.status}`;
  return description.status === 'UPDATING'
    ? warning(`${said}; it is readable`, 'wait until that has ended, then run `pathwatch doctor` again')
    : failed(said, `see what is wrong with it: ${aws(`dynamodb describe-table --table-name ${description.name}`)}`);
};

export const table: Examination = {
  name: 'table',
  of: 'both',
  examine: async (patient) => {
    const [states, unreadable, description] = await Promise.all([
      patient.states(),
      patient.unreadable(),
      patient.table().catch(() => undefined),
    ]);
    return judgeTable({ states: states.length, unreadable, description }, awsIn(patient.options.region));
  },
};

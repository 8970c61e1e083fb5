import type { TableDescription } from '../../lambda/aws/table-settings.ts';
import { type Aws, awsIn } from './aws.ts';
import { type Judgement, ok, warning } from './judgement.ts';
import type { Examination } from './patient.ts';

/** Whether the history can be deleted by a slip of the hand. */
export const judgeProtection = (
  { protected: isProtected, name }: Pick<TableDescription, 'protected'> & { readonly name: string },
  aws: Aws,
): Judgement =>
  isProtected
    ? ok('the table is protected from deletion')
    : warning(
        'the table is not protected from deletion: one call deletes the history',
        `protect it: ${aws(`dynamodb update-table --table-name ${name} --deletion-protection-enabled`)}`,
      );

export const tableProtection: Examination = {
  name: 'table-protection',
  of: 'deployed',
  examine: async (patient) => judgeProtection(await patient.table(), awsIn(patient.options.region)),
};

import { type Aws, awsIn } from './aws.ts';
import { failed, type Judgement, ok } from './judgement.ts';
import type { Examination } from './patient.ts';

/** Whether the history can be restored to a moment of the days past. */
export const judgeRecovery = (isRecoverable: boolean, name: string, aws: Aws): Judgement =>
  isRecoverable
    ? ok('the table can be restored to any second of the days past')
    : failed(
        'point-in-time recovery of the table is off: what is overwritten or deleted is lost',
        `turn it on: ${aws(`dynamodb update-continuous-backups --table-name ${name} --point-in-time-recovery-specification PointInTimeRecoveryEnabled=true`)}`,
      );

export const tableRecovery: Examination = {
  name: 'table-recovery',
  of: 'deployed',
  examine: async (patient) => {
    const [isRecoverable, { tableName }] = await Promise.all([patient.isRecoverable(), patient.stack()]);
    return judgeRecovery(isRecoverable, tableName, awsIn(patient.options.region));
  },
};

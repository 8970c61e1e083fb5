import { expiryAttribute } from '../../lambda/aws/table.ts';
import { type Aws, awsIn } from './aws.ts';
import { failed, type Judgement, ok } from './judgement.ts';
import type { Examination } from './patient.ts';

/** Whether what is older than its retention goes. */
export const judgeExpiry = (attribute: string | undefined, name: string, aws: Aws): Judgement =>
  attribute === expiryAttribute
    ? ok(`items expire by \`${attribute}\``)
    : failed(
        `${attribute === undefined ? 'nothing in the table expires' : `items expire by \`${attribute}\`, which none has`}: it grows without end`,
        `turn it on: ${aws(`dynamodb update-time-to-live --table-name ${name} --time-to-live-specification Enabled=true,AttributeName=${expiryAttribute}`)}`,
      );

export const tableExpiry: Examination = {
  name: 'table-expiry',
  of: 'deployed',
  examine: async (patient) => {
    const [attribute, { tableName }] = await Promise.all([patient.expiringBy(), patient.stack()]);
    return judgeExpiry(attribute, tableName, awsIn(patient.options.region));
  },
};

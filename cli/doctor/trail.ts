import type { Trail } from '../../lambda/monitor/ports.ts';
import { type Aws, awsIn } from './aws.ts';
import { type Judgement, ok, warning } from './judgement.ts';
import type { Examination } from './patient.ts';

/** Whether calls that change the network reach Pathwatch. */
export const judgeTrail = (trail: Trail, aws: Aws): Judgement =>
  trail.kind === 'logging'
    ? ok(`the trail ${trail.name} brings the write calls of this Region`)
    : warning(
        `${trail.reason}: changes are found by the schedule only, and their authors later`,
        `turn on a trail for management write events: ${aws('cloudtrail create-trail --name management-events --s3-bucket-name BUCKET --is-multi-region-trail')}, then ${aws('cloudtrail start-logging --name management-events')}`,
      );

export const trail: Examination = {
  name: 'trail',
  of: 'both',
  examine: async (patient) => judgeTrail(await patient.trail(), awsIn(patient.options.region)),
};

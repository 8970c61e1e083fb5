import type { InsightsCount } from '../../lambda/aws/insights-count.ts';
import { counted } from '../page.ts';
import { type Aws, awsIn } from './aws.ts';
import { type Judgement, ok, warning } from './judgement.ts';
import type { Examination } from './patient.ts';

/*
 * AWS's default quotas of Reachability Analyzer, each of which an account may have had raised:
 * https://docs.aws.amazon.com/vpc/latest/reachability/reachability-analyzer-limits.html
 */
const PATHS = { most: 1000, code: 'L-51CB2D5B' };
const RUNNING = { most: 100, code: 'L-B393345A' };

/** From this share on it is warned. */
const NEAR = 0.8;

const raising = ({ code }: { readonly code: string }, aws: Aws): string =>
  `where yours was not raised, ask for more: ${aws(
    `service-quotas request-service-quota-increase --service-code networkinsights --quota-code ${code} --desired-value NUMBER`,
  )}`;

export interface QuotasSeen extends InsightsCount {
  /** Paths whose analyses are under way. */
  readonly running: number;
}

/** How near the quotas are. What is above one proves that it was raised. */
export const judgeQuotas = ({ paths, more, running }: QuotasSeen, aws: Aws): Judgement => {
  const isNear = (count: number, most: number): boolean => count >= most * NEAR && count <= most;
  const said = `${more ? 'more than ' : ''}${counted(paths, 'insights path')} of ${PATHS.most}, and analyses of ${counted(running, 'path')} under way of ${RUNNING.most} at a time, by AWS's default quotas`;
  if (!more && isNear(paths, PATHS.most)) return warning(said, raising(PATHS, aws));
  return isNear(running, RUNNING.most) ? warning(said, raising(RUNNING, aws)) : ok(said);
};

export const quotas: Examination = {
  name: 'quotas',
  of: 'both',
  examine: async (patient) => {
    const [count, states] = await Promise.all([patient.insightsPaths(), patient.states()]);
    const running = states.filter(({ pending }) => pending !== undefined).length;
    return judgeQuotas({ ...count, running }, awsIn(patient.options.region));
  },
};

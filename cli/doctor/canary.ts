import { type Canary, standingOf } from '../../lambda/domain/canary.ts';
import { again } from '../options.ts';
import { atText } from './ago.ts';
import { failed, type Judgement, ok, unknown, warning } from './judgement.ts';
import type { Examination } from './patient.ts';

/** A canary comes once a day: after two without one it is missing. Milliseconds. */
const LATE = 2 * 24 * 60 * 60 * 1000;

export interface CanarySeen {
  readonly canary: Canary | undefined;
  /** ISO time of the deployment, from which the first is waited for. */
  readonly deployedAt: string | undefined;
  readonly now: Date;
}

/** Whether the monitor has shown of late that it still tells an open path from a blocked one. */
export const judgeCanary = ({ canary, deployedAt, now }: CanarySeen, remedy: string): Judgement => {
  const isLate = (since: string): boolean => now.getTime() - Date.parse(since) > LATE;
  if (canary === undefined)
    return deployedAt === undefined || isLate(deployedAt)
      ? failed('the canary has never come', remedy)
      : ok('the canary has not come yet; it comes once a day');
  if (isLate(canary.lookedAt)) return failed(`the canary came last ${atText(canary.lookedAt, now)}`, remedy);
  const standing = standingOf(canary);
  switch (standing.kind) {
    case 'alive':
      return ok(
        `an open path and a blocked one were told apart, by the network model ${atText(canary.lookedAt, now)}, by AWS ${atText(canary.aws?.at ?? '', now)}`,
      );
    case 'failed':
      return failed(
        `an open path and a blocked one were not told apart by ${standing.by.join(' and ')} ${atText(canary.lookedAt, now)}`,
        'believe no verdict without looking yourself; compare both questions of the notice with the security groups in the console, and report it',
      );
    case 'unproven':
      return canary.way === undefined
        ? warning(standing.reason, 'declare a path of `tcp` to an instance or network interface that is reachable')
        : unknown(standing.reason, 'it is tried again every day; the notice on the second topic tells the questions');
  }
};

export const canary: Examination = {
  name: 'canary',
  of: 'deployed',
  examine: async (patient) => {
    const [seen, { changedAt: deployedAt }] = await Promise.all([patient.canary(), patient.stack()]);
    return judgeCanary(
      { canary: seen, deployedAt, now: patient.now },
      `see \`sweeps\` and \`alarms\` above, and what the function SweepFunction has logged; \`${again('doctor', patient.options)}\` tells when it came`,
    );
  },
};

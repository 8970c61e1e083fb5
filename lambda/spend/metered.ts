import { AT_ONCE, measures, tagsOf } from '../domain/measure.ts';
import type { Path } from '../domain/path.ts';
import { MONTH_DAYS, MONTH_SECONDS } from './looks.ts';
import type { Scenario } from './scenario.ts';

/*
 * What is sent of metrics in a month, in metrics that are sent all month: CloudWatch charges a metric for the hours in which it is
 * sent (docs/adr/022).
 */

const HOURS = MONTH_SECONDS / 3600;

/** Every other change of a path breaks it: hours in which that is sent, the one of its end among them. */
const BREAK_HOURS = 2;

/** What canaries cost is sent too: twice a week at most. */
const CANARY_HOURS = (2 * MONTH_DAYS) / 7;

/** What is done in the month, as far as it is measured. */
export interface Told {
  /** How often verdicts were bought. */
  readonly purchases: number;
  readonly alerts: number;
}

/** How many paths carry each tag. */
const carriers = (paths: readonly Pick<Path, 'tags'>[]): readonly number[] => {
  const counts = new Map<string, number>();
  for (const tag of paths.flatMap(tagsOf)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts.values()];
};

/** Hours in which a metric is sent that each path sends so often, by path, by tag, and for all together. */
const sent = (paths: readonly Pick<Path, 'tags'>[], times: number) => {
  const hours = (count: number): number => Math.min(HOURS, count * times);
  return {
    byPath: paths.length * hours(1),
    byTag: carriers(paths).reduce((sum, count) => sum + hours(count), 0),
    together: hours(paths.length),
  };
};

const sum = ({ byPath, byTag, together }: ReturnType<typeof sent>): number => byPath + byTag + together;

/** Metrics that are sent all month, or what comes to as much. */
export const meteredIn = (scenario: Scenario, paths: readonly Pick<Path, 'tags'>[], told: Told): number => {
  const each = (count: number): number => (paths.length === 0 ? 0 : count / paths.length);
  const spend = sent(paths, each(told.purchases));
  // The heartbeat, and what analyses cost, which is sent by path and tag.
  const always = 1 + (spend.byPath + spend.byTag + CANARY_HOURS) / HOURS;
  const breaks = each(told.alerts) / 2;
  switch (scenario) {
    case 'best':
      return always;
    case 'expected':
      return always + (sum(sent(paths, breaks * BREAK_HOURS)) + sum(sent(paths, breaks))) / HOURS;
    case 'worst': {
      const atOnce = Math.min(AT_ONCE, paths.length) + Math.min(AT_ONCE, carriers(paths).length);
      const { byPath, byTag } = sent(paths, each(told.alerts));
      // All that ails the monitor and the paths, all month; `Spend` is never of the whole.
      return always + (measures.length - 2) + atOnce + (byPath + byTag) / HOURS;
    }
  }
};

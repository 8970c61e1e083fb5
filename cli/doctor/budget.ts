import type { Budget } from '../../lambda/domain/budget.ts';
import type { Bought } from '../../lambda/monitor/ports.ts';
import { analysisPrice, boundText, limitsOf } from '../../lambda/spend/limits.ts';
import { nearBounds } from '../../lambda/spend/near.ts';
import { NEAR } from '../../lambda/spend/rank.ts';
import { again } from '../options.ts';
import { counted, dollars } from '../page.ts';
import { declared } from './configuration.ts';
import { failed, type Judgement, ok, warning } from './judgement.ts';
import { named } from './named.ts';
import type { Examination } from './patient.ts';

/** What was bought this month against what may be. */
export const judgeBudget = (budget: Budget, bought: Bought, see: string): Judgement => {
  const limits = limitsOf(budget);
  const { month, analyses } = bought;
  if (analysisPrice(budget) === 0)
    return ok(`${counted(analyses, 'analysis', 'analyses')} bought in ${month}, which cost nothing`);
  const said = `${analyses} of ${limits.monthly} analyses are bought in ${month} (${dollars(analyses * analysisPrice(budget))} of ${dollars(budget.monthly)})`;
  const remedy = `see what it went to, ${see}, or raise \`budget\` and deploy: \`npm run -s cdk -- deploy\``;
  const alone = 'the network model answers alone';
  if (limits.monthly === 0)
    return warning(`the budget of ${dollars(budget.monthly)} buys no analysis: ${alone}`, remedy);
  if (analyses >= limits.monthly) return failed(`${said}: ${alone} until the next month`, remedy);
  if (analyses >= limits.monthly * NEAR) return warning(`${said}: audits wait`, remedy);
  const near = nearBounds(limits, { all: analyses, paths: bought.byPath, tags: bought.byTag });
  return near.length === 0
    ? ok(said)
    : warning(
        `nearly spent: ${named(near.map(({ bound, used, limit }) => `${boundText(bound)} (${used} of ${limit})`))}`,
        remedy,
      );
};

export const budget: Examination = {
  name: 'budget',
  of: 'both',
  examine: async (patient) => {
    const [configuration, bought] = await Promise.all([declared(patient), patient.spent()]);
    return judgeBudget(configuration.budget, bought, `\`${again('cost', patient.options)}\``);
  },
};

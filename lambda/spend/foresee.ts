import { CANARY_RATE } from '../domain/canary.ts';
import { CLOCK_RATE, needsClock } from '../domain/clock.ts';
import { affordedIn } from './afforded.ts';
import { looksAMonth } from './looks.ts';
import { meteredIn } from './metered.ts';
import { CHANGES_A_MONTH } from './purchases.ts';
import { gatheringsOf, type Outlook, type Scenario, type Scenarios } from './scenario.ts';
import { type Parts, partsOf } from './services.ts';
import { usageOf } from './usage.ts';

/** A key is rotated yearly; its first two rotations are paid for: https://aws.amazon.com/kms/pricing/. */
const keyVersions: Scenarios<number> = { best: 1, expected: 1, worst: 3 };

/** Dollars of a month that goes so, by service. */
export const foresee = (scenario: Scenario, outlook: Outlook): Parts => {
  const { configuration, prices, alarms, looks } = outlook;
  const { paths, channels, retentionDays } = configuration;
  const { analyses, purchases, canaries } = affordedIn(scenario, outlook);
  // The model alone tells changes too: alerts come also where the budget is used up.
  const told = scenario === 'best' ? 0 : paths.length * CHANGES_A_MONTH;
  const alerts = scenario === 'worst' ? told + analyses : told;
  const usage = usageOf(
    {
      scheduled: [...looks.values()].reduce((sum, each) => sum + each, 0),
      changed: gatheringsOf(scenario, configuration),
      clocked: looksAMonth(CANARY_RATE) + (needsClock([...looks.keys()]) ? looksAMonth(CLOCK_RATE) : 0),
      analyses,
      purchases,
      alerts,
    },
    {
      paths: paths.length,
      channels,
      alarms,
      metrics: meteredIn(scenario, paths, { purchases, alerts }),
      keyVersions: keyVersions[scenario],
      retentionDays,
    },
  );
  return partsOf(usage, canaries, prices);
};

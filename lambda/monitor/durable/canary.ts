import type { DurableContext } from '@aws/durable-execution-sdk-js';
import { CANARY_PATH, type Canary, standingOf } from '../../domain/canary.ts';
import type { Configuration } from '../../domain/path.ts';
import type { SweepRecord } from '../../domain/sweep.ts';
import { analysisPrice, limitsOf } from '../../spend/limits.ts';
import { dollarsOf } from '../../spend/price.ts';
import { boughtIn, isWaiting, type Started, waitingFor } from '../analyze.ts';
import { buyCanary } from '../canary/buy-canary.ts';
import { type Asking, draw } from '../canary/draw.ts';
import { hear, removeInsights } from '../canary/hear.ts';
import { canaryNotice } from '../canary/tell-canary.ts';
import type { Services } from '../ports.ts';
import { tell } from '../tell.ts';
import { unlooked } from '../unlooked.ts';
import { wait } from './analysed.ts';
import { isLastOf, retrying } from './retrying.ts';

/** What was bought, once it has ended or was waited for long enough. */
const bought = async (
  context: DurableContext,
  services: Services,
  configuration: Configuration,
  made: Pick<SweepRecord, 'id' | 'startedAt'>,
  asking: Asking,
): Promise<Started> => {
  const { pacing } = services;
  const buyer = { sweepId: made.id, startedAt: made.startedAt, limits: limitsOf(configuration.budget) };
  const started = await context.step(
    'buy canary',
    ({ attempt }) => buyCanary(services, asking, buyer, isLastOf(pacing, attempt)),
    retrying(pacing),
  );
  if (isWaiting(waitingFor(started))) await wait(context, services, 'wait canary', started, started.at);
  return started;
};

const conclude = async (services: Services, canary: Canary): Promise<Canary> => {
  await services.store.putCanary(canary);
  if (standingOf(canary).kind === 'failed') services.meter.measure({ CanaryFailed: 1 });
  const notice = canaryNotice(canary);
  if (notice !== undefined) await tell(services, notice);
  return canary;
};

/**
 * The canary: two questions of which the answers are known, to the network model each day, to AWS once a week. No path is
 * looked at. 2 operations, and 4 more and one for each poll where AWS is asked.
 */
export const canary = async (
  context: DurableContext,
  services: Services,
  configuration: Configuration,
  made: Pick<SweepRecord, 'id' | 'execution' | 'trigger' | 'startedAt'>,
): Promise<SweepRecord> => {
  const { pacing } = services;
  const { canary: drawn, asking } = await context.step(
    'draw canary',
    async ({ attempt }) => {
      const ready = await draw(services, configuration, isLastOf(pacing, attempt));
      // Where nothing is declared for each day, this is the heartbeat.
      services.meter.measure({ Looks: 1 });
      return ready;
    },
    retrying(pacing),
  );
  const started = asking && (await bought(context, services, configuration, made, asking));
  const analyses = started === undefined ? 0 : boughtIn([started]);
  const cost = dollarsOf(analyses, analysisPrice(configuration.budget));
  const concluded = await context.step(
    'close canary',
    async ({ attempt }) => {
      const heard = asking && started && (await hear(services, asking, started, isLastOf(pacing, attempt)));
      // What is bought for no path is spent all the same.
      if (analyses > 0) services.meter.measure({ Spend: cost }, { kind: 'path', id: CANARY_PATH });
      return conclude(services, { ...drawn, ...heard });
    },
    retrying(pacing),
  );
  // Not before the answer is kept: what is gone cannot be read again.
  if (started !== undefined)
    await context.step(
      'tidy canary',
      ({ attempt }) => removeInsights(services, isLastOf(pacing, attempt)),
      retrying(pacing),
    );
  const standing = standingOf(concluded);
  const record = unlooked(made, standing.kind === 'unproven' ? [standing.reason] : []);
  return {
    ...record,
    tally: { ...record.tally, analyses, troubled: standing.kind === 'failed' ? 1 : 0 },
    cost,
  };
};

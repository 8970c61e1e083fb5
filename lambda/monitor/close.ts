import type { Configuration } from '../domain/path.ts';
import type { Look, SweepRecord, SweepRequest, Trigger } from '../domain/sweep.ts';
import { gapBefore } from '../history/gap.ts';
import { FORWARDER } from './gather.ts';
import type { Services } from './ports.ts';
import type { Prepared } from './prepared.ts';
import { watch } from './watch.ts';

/** The kind of look that a trigger makes; none where only some paths were asked for by name. */
const kindOf = (trigger: Trigger): string | undefined => {
  switch (trigger.by) {
    case 'schedule':
      return trigger.every;
    case 'change':
      return 'change';
    case 'hand':
      return trigger.paths === undefined ? 'hand' : undefined;
    case 'test':
      return undefined;
  }
};

const lookOf = (record: SweepRecord, { left, acting }: Prepared): Look | undefined => {
  const kind = kindOf(record.trigger);
  return kind === undefined
    ? undefined
    : { kind, at: record.lookedAt, sweepId: record.id, except: [...acting, ...left.resting, ...left.busy] };
};

/**
 * Keeps what a sweep did: two writes, whatever the number of paths. Of the whole sweep it also keeps when all the carried
 * verdicts held, and since when nobody had looked where looks failed to come, and tells the operator what ails the monitor.
 */
export const close = async (
  services: Services,
  configuration: Configuration,
  request: SweepRequest,
  prepared: Prepared,
  record: SweepRecord,
): Promise<SweepRecord> => {
  await services.store.putSweep(record);
  if (request.part !== undefined) return record;
  const look = lookOf(record, prepared);
  if (look !== undefined) {
    // Before the look that ends it: where the process dies between the two, the next run still finds it.
    const looks = (await services.store.looks()).filter(({ kind }) => kind !== FORWARDER);
    const gap = gapBefore(looks, configuration.paths, look.at);
    if (gap !== undefined) await services.store.putGap(gap);
    await services.store.putLook(look);
  }
  const { near, crosses } = prepared;
  const used = prepared.spent.analyses + record.tally.analyses;
  await watch(services, configuration, { startedAt: record.startedAt, used, near, crosses });
  return record;
};

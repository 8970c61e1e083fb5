import { isDeepStrictEqual } from 'node:util';
import type { SweepRecord } from '../lambda/domain/sweep.ts';
import type { Store } from '../lambda/monitor/ports.ts';
import type { Io } from './io.ts';
import type { HandTrigger } from './monitor.ts';
import { sweepsSince } from './parts.ts';
import { Refusal } from './refusal.ts';

/** Seconds between two looks at the table. */
const gap = 3;

/** Milliseconds: the start is known to the second only. */
const tolerance = 1000;

/** Which sweep is waited for: its id is given to it only when it runs. */
export interface Awaited {
  readonly trigger: HandTrigger;
  /** When it was started, by AWS's clock. */
  readonly startedAt: Date;
  readonly minutes: number;
}

const late = (minutes: number): Refusal =>
  new Refusal(3, {
    code: 'timeout',
    message: `the sweep has not ended within ${minutes} min; it goes on`,
    advice: 'look at `pathwatch status` later, or wait longer: `--timeout MINUTES`',
  });

/**
 * Waits for the record of a sweep that was started by hand: the oldest one of the same request that began after the start.
 * One that somebody else has started in the same second answers the request as well.
 */
export const awaitSweep = async (
  store: Pick<Store, 'sweeps'>,
  { trigger, startedAt, minutes }: Awaited,
  { now, wait }: Pick<Io, 'now' | 'wait'>,
  progress: (text: string) => void,
): Promise<SweepRecord> => {
  const earliest = new Date(startedAt.getTime() - tolerance).toISOString();
  const began = now().getTime();
  const isAwaited = (record: SweepRecord): boolean =>
    record.part === undefined && isDeepStrictEqual(record.trigger, trigger);
  for (;;) {
    const record = (await sweepsSince(store, earliest)).findLast(isAwaited);
    if (record !== undefined) return record;
    const seconds = Math.round((now().getTime() - began) / 1000);
    if (seconds >= minutes * 60) throw late(minutes);
    progress(`the deployed sweep is running, ${seconds} s`);
    await wait(gap);
  }
};

import type { SweepRecord } from '../lambda/domain/sweep.ts';
import type { Store } from '../lambda/monitor/ports.ts';
import type { Io } from './io.ts';
import { sweepsSince } from './parts.ts';
import { Refusal } from './refusal.ts';

/** Seconds between two looks at the table. */
const gap = 3;

/** Milliseconds by which this machine's clock may be ahead of AWS's. */
const skew = 10 * 60 * 1000;

/** Which sweep is waited for; its id is given to it only when it runs. */
export interface Awaited {
  /** The name that its execution was given. */
  readonly execution: string;
  readonly minutes: number;
}

const late = (minutes: number): Refusal =>
  new Refusal(3, {
    code: 'timeout',
    message: `the sweep has not ended within ${minutes} min; it goes on, or has failed`,
    advice: 'look at `pathwatch status` later, or wait longer: `--timeout MINUTES`',
  });

/** Waits for the record of a sweep that was started by hand. */
export const awaitSweep = async (
  store: Pick<Store, 'sweeps'>,
  { execution, minutes }: Awaited,
  { now, wait }: Pick<Io, 'now' | 'wait'>,
  progress: (text: string) => void,
): Promise<SweepRecord> => {
  const began = now().getTime();
  const earliest = new Date(began - skew).toISOString();
  for (;;) {
    const record = (await sweepsSince(store, earliest)).find((sweep) => sweep.execution === execution);
    if (record !== undefined) return record;
    const seconds = Math.round((now().getTime() - began) / 1000);
    if (seconds >= minutes * 60) throw late(minutes);
    progress(`the deployed sweep is running, ${seconds} s`);
    await wait(gap);
  }
};

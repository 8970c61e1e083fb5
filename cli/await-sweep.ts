import type { SweepRecord } from '../lambda/domain/sweep.ts';
import type { Store } from '../lambda/monitor/ports.ts';
import type { Io } from './io.ts';
import { sweepsSince } from './parts.ts';
import { endedWithin } from './pause.ts';
import { Refusal } from './refusal.ts';
import type { SweepLook } from './sweep-look.ts';

/** Seconds between two looks at the table: at first, and at last. */
const FIRST = 3;
const LAST = 15;

/** Milliseconds by which this machine's clock may be ahead of AWS's. */
const skew = 10 * 60 * 1000;

/** Which sweep is waited for; its id is given to it only when it runs. */
export interface Awaited {
  /** The name that its execution was given. */
  readonly execution: string;
  readonly minutes: number;
  readonly look: SweepLook;
  /** Settles when nobody wants to wait any more. */
  readonly stopped: Promise<void>;
}

const late = (minutes: number): Refusal =>
  new Refusal(3, {
    code: 'timeout',
    message: `the sweep has not ended within ${minutes} min; it goes on, or has failed`,
    advice: 'look at `pathwatch status` later, or wait longer: `--timeout MINUTES`',
  });

/** A tenth of what was waited already: who waits long does not see seconds. */
const gapAfter = (seconds: number, apart: number): number =>
  Math.max(Math.min(Math.max(FIRST, seconds / 10), LAST), apart);

/** Waits for the record of a sweep that was started by hand; undefined where that was given up first. */
export const awaitSweep = async (
  store: Pick<Store, 'sweeps'>,
  { execution, minutes, look, stopped }: Awaited,
  { now, wait }: Pick<Io, 'now' | 'wait'>,
): Promise<SweepRecord | undefined> => {
  const began = now().getTime();
  const earliest = new Date(began - skew).toISOString();
  for (;;) {
    const record = (await sweepsSince(store, earliest)).find((sweep) => sweep.execution === execution);
    if (record !== undefined) return record;
    const seconds = Math.round((now().getTime() - began) / 1000);
    if (seconds >= minutes * 60) throw late(minutes);
    await look.tell();
    if (await endedWithin(wait, gapAfter(seconds, look.apart), stopped)) return undefined;
  }
};

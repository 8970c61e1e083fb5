import type { Configuration } from '../lambda/domain/path.ts';
import type { SweepRecord, Trigger } from '../lambda/domain/sweep.ts';
import type { Runner } from '../local/runner.ts';

/** Sweeps that come again: what starts each, and after how many seconds. */
export interface Round {
  readonly trigger: Trigger;
  readonly seconds: number;
}

const unitSeconds: Readonly<Record<string, number>> = { minute: 60, hour: 3600, day: 24 * 3600 };

/** `rate(5 minutes)` → 300; undefined of a cron expression. */
const secondsOf = (every: string): number | undefined => {
  const [, count, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(every) ?? [];
  const seconds = unitSeconds[unit];
  return seconds === undefined ? undefined : Number(count) * seconds;
};

/** A round for each rate of the configuration, or one for all paths where `every`, in seconds, is given. */
export const roundsOf = ({ paths }: Configuration, every: number | undefined): readonly Round[] => {
  if (every !== undefined) return [{ trigger: { by: 'hand' }, seconds: every }];
  return [...new Set(paths.map((path) => path.every))].flatMap((rate) => {
    const seconds = secondsOf(rate);
    return seconds === undefined ? [] : [{ trigger: { by: 'schedule', every: rate }, seconds } as const];
  });
};

/** Schedules that no round keeps: times of the day, which nobody sits and waits for. */
export const cronsOf = ({ paths }: Configuration): readonly string[] => [
  ...new Set(paths.map((path) => path.every).filter((every) => secondsOf(every) === undefined)),
];

export interface Sweeping {
  /** Starts no more sweeps, and waits for the one that runs. */
  stop(): Promise<void>;
}

/** A first sweep of all paths, then the rounds; one sweep at a time, and none of a round while one of it waits. */
export const startSweeping = (
  runner: Runner,
  rounds: readonly Round[],
  told: { readonly swept: (record: SweepRecord) => void; readonly failed: (error: unknown) => void },
): Sweeping => {
  let stopped = false;
  let last: Promise<void> = Promise.resolve();
  const sweep = (trigger: Trigger): Promise<void> => {
    last = last.then(async () => {
      if (stopped) return;
      try {
        told.swept(await runner.run({ trigger }));
      } catch (error) {
        told.failed(error);
      }
    });
    return last;
  };
  const waiting = new Set<Round>();
  const timers = rounds.map((round) =>
    setInterval(() => {
      if (waiting.has(round)) return;
      waiting.add(round);
      void sweep(round.trigger).finally(() => waiting.delete(round));
    }, round.seconds * 1000),
  );
  void sweep({ by: 'hand' });
  return {
    stop: async () => {
      stopped = true;
      for (const timer of timers) clearInterval(timer);
      await last;
    },
  };
};

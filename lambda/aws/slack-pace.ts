import { Fault } from '../domain/fault.ts';

/** "1 per second", short bursts aside: https://docs.slack.dev/apis/web-api/rate-limits. Milliseconds. */
const GAP = 1000;
/** Nobody waits longer for a turn, so that no claim on an alert outlives its holder. Milliseconds. */
const LONGEST_WAIT = 30 * 1000;

export interface PaceOptions {
  readonly now: () => Date;
  /** Waits so many milliseconds. */
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** When messages may go out on one webhook. */
export interface Pace {
  /** Waits for the next turn. Throws a `Fault` of kind `throttled` where that is too far away. */
  turn(): Promise<void>;
  /** No further turn for so many seconds. */
  rest(seconds: number): void;
}

/** Turns a second apart, given out in the order in which they are asked for. */
export const paceOf = ({ now, wait }: PaceOptions): Pace => {
  let free = 0;
  return {
    turn: async () => {
      const at = now().getTime();
      const mine = Math.max(at, free);
      if (mine - at > LONGEST_WAIT)
        throw new Fault({
          kind: 'throttled',
          operation: 'SlackWebhook',
          code: 'rate_limited',
          message: `the next message may go out on this webhook in ${Math.ceil((mine - at) / 1000)} s`,
        });
      free = mine + GAP;
      if (mine > at) await wait(mine - at);
    },
    rest: (seconds) => {
      free = Math.max(free, now().getTime() + seconds * 1000);
    },
  };
};

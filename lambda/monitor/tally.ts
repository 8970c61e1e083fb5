import type { PathOutcome, Tally } from '../domain/sweep.ts';
import type { Unasked } from './prepared.ts';

/** Of no path at all. */
export const emptyTally: Tally = {
  expected: 0,
  unexpected: 0,
  undetermined: 0,
  carried: 0,
  analyses: 0,
  alerts: 0,
  troubled: 0,
};

const add = (a: Tally, b: Tally): Tally => ({
  expected: a.expected + b.expected,
  unexpected: a.unexpected + b.unexpected,
  undetermined: a.undetermined + b.undetermined,
  carried: a.carried + b.carried,
  analyses: a.analyses + b.analyses,
  alerts: a.alerts + b.alerts,
  troubled: a.troubled + b.troubled,
});

/** The sum of the tallies of several executions. */
export const sumOf = (tallies: readonly Tally[]): Tally => tallies.reduce(add, emptyTally);

/** Counts what the paths of one execution came to. */
export const tallyOf = (outcomes: readonly PathOutcome[]): Tally =>
  sumOf(
    outcomes.map((outcome) => ({
      ...emptyTally,
      [outcome.standing]: 1,
      analyses: outcome.analyses,
      alerts: outcome.alerts,
      troubled: outcome.trouble === undefined ? 0 : 1,
    })),
  );

/** Counts the paths that are left as they were; what could not be carried is undetermined. */
export const leftTally = ({ carried, resting, busy }: Unasked): Tally => ({
  ...emptyTally,
  ...carried,
  undetermined: carried.undetermined + resting.length + busy.length,
  carried: carried.expected + carried.unexpected + carried.undetermined,
});

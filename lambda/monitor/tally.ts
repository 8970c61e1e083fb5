import type { PathOutcome, Tally } from '../domain/sweep.ts';

const nothing: Tally = { expected: 0, unexpected: 0, undetermined: 0, analyses: 0, alerts: 0, troubled: 0 };

const add = (a: Tally, b: Tally): Tally => ({
  expected: a.expected + b.expected,
  unexpected: a.unexpected + b.unexpected,
  undetermined: a.undetermined + b.undetermined,
  analyses: a.analyses + b.analyses,
  alerts: a.alerts + b.alerts,
  troubled: a.troubled + b.troubled,
});

/** The sum of the tallies of several executions. */
export const sumOf = (tallies: readonly Tally[]): Tally => tallies.reduce(add, nothing);

/** Counts what the paths of one execution came to. */
export const tallyOf = (outcomes: readonly PathOutcome[]): Tally =>
  sumOf(
    outcomes.map((outcome) => ({
      ...nothing,
      [outcome.standing]: 1,
      analyses: outcome.analyses,
      alerts: outcome.alerts,
      troubled: outcome.trouble === undefined ? 0 : 1,
    })),
  );

import type { Change } from '../../lambda/domain/change.ts';
import type { ChangeLog } from '../../lambda/monitor/ports.ts';

/** The reading side of a log that heard these changes. */
export const changesBetween =
  (heard: readonly Change[]): ChangeLog['between'] =>
  async (since, until, limit) =>
    heard
      .filter(({ at }) => since <= at && at <= until)
      .toSorted((one, other) => (one.at < other.at ? 1 : -1))
      .slice(0, limit);

import type { SweepRecord } from '../domain/sweep.ts';
import { emptyTally } from './tally.ts';

/** The record of a sweep that looked at no path; `notes` tell what it did, `troubled` counts what of it failed. */
export const unlooked = (
  made: Pick<SweepRecord, 'id' | 'execution' | 'trigger' | 'startedAt'>,
  notes: readonly string[] = [],
  troubled = 0,
): SweepRecord => ({
  ...made,
  endedAt: made.startedAt,
  lookedAt: made.startedAt,
  due: 0,
  outcomes: [],
  left: { resting: [], busy: [] },
  tally: { ...emptyTally, troubled },
  cost: 0,
  notes,
});

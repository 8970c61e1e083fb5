import { Fault } from '../lambda/domain/fault.ts';
import { monthOf } from '../lambda/spend/limits.ts';
import type { Io } from './io.ts';
import type { Live } from './live.ts';
import type { Monitor } from './monitor.ts';
import { progressHead, progressRows } from './print-progress.ts';
import { progressOf, type Seen, type SweepProgress } from './sweep-progress.ts';

type Table = Pick<Monitor['store'], 'briefs' | 'spent'>;

/** A sweep that is looked at while it runs. */
export interface SweepLook {
  /** Looks, and shows how far the sweep is, where that would be seen. A look that fails is shown, and stops nothing. */
  tell(): Promise<void>;
  /** Paid analyses of it, by the newest look. */
  bought(): number;
  /** Seconds that two looks are apart at least, so that all of them read some five units a second at most. */
  readonly apart: number;
}

/** Briefs that five read units bring. */
const BRIEFS = 80;

/**
 * What the table tells of a sweep that is about to start. A look reads the briefs (half a read unit for each 4 KB: some ten
 * paths) and the item of the month's budget (one read unit or two), whatever there is to check.
 */
export const lookAtSweep = async (
  store: Table,
  paths: readonly string[] | undefined,
  { now, timeZone }: Pick<Io, 'now' | 'timeZone'>,
  live: Live,
): Promise<SweepLook> => {
  const month = monthOf(now().toISOString());
  const see = async (): Promise<Seen> => {
    const [all, bought] = await Promise.all([store.briefs(), store.spent(month)]);
    return { briefs: new Map(all.map((brief) => [brief.pathId, brief])), bought };
  };
  const before = await see();
  const ids = paths ?? [...before.briefs.keys()];
  let known: SweepProgress = progressOf(ids, before, before);
  return {
    tell: async () => {
      if (!live.isDue()) return;
      let trouble = '';
      try {
        known = progressOf(ids, before, await see());
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        trouble = `; the table does not answer (${error.info.code})`;
      }
      live.show(`${progressHead(known)}${trouble}`, progressRows(known, timeZone));
    },
    bought: () => known.analyses,
    apart: before.briefs.size / BRIEFS,
  };
};

import type { Path } from '../../lambda/domain/path.ts';
import type { State } from '../../lambda/domain/state.ts';
import { isSettled, type Verdict } from '../../lambda/domain/verdict.ts';
import type { Found } from '../../lambda/monitor/choose.ts';
import type { Ledger } from './ledger.ts';

/**
 * Seconds for which a verdict must be another before it is counted as missed: the longest gathering, a batch of events, and
 * analyses that are begun again once because the network changed under them, each seen at the poll after it ended.
 */
const LASTING = 180 + 2 + 2 * 80;

/** What is true of a path, beside what its state says of it. */
interface Truth {
  verdict: Verdict;
  footprint: string;
  /** Milliseconds since when the footprint is another than the one that the last verdict is bound to. */
  touchedAt: number | undefined;
  /** Milliseconds since when the verdict is another than the one that was told last. */
  turnedAt: number | undefined;
}

/** Knows at each change what is true of each path, and holds it against what was told. */
export interface Witness {
  /** After a change: what the network model finds of the paths of a cell now. */
  see(paths: readonly Path[], found: ReadonlyMap<string, Found>, at: number): void;
  /** After a check was recorded. */
  told(path: Path, state: State, at: number): void;
  /** At the month's end. */
  end(paths: readonly Path[], at: number): void;
}

export const openWitness = (ledger: Ledger, start: number): Witness => {
  const truths = new Map<string, Truth>();
  const known = new Map<string, State>();

  const over = (id: string, truth: Truth, at: number): void => {
    if (truth.turnedAt === undefined) return;
    if (at - truth.turnedAt > LASTING * 1000)
      ledger.missed.push(
        `${id}: ${truth.verdict} from second ${(truth.turnedAt - start) / 1000} to ${(at - start) / 1000}`,
      );
    else ledger.gone += 1;
    truth.turnedAt = undefined;
  };

  const turned = (path: Path, truth: Truth, found: Found, at: number): void => {
    if (found.model === truth.verdict) return;
    over(path.id, truth, at);
    const isOther = isSettled(found.model) && known.get(path.id)?.settled?.verdict !== found.model;
    if (isSettled(found.model) && isSettled(truth.verdict)) ledger.flips += 1;
    if (isOther) {
      truth.turnedAt = at;
      ledger.turns.push((at - start) / 1000);
    }
  };

  return {
    see: (paths, found, at) => {
      for (const path of paths) {
        const now = found.get(path.id);
        if (now === undefined) continue;
        const truth = truths.get(path.id);
        if (truth === undefined) {
          truths.set(path.id, {
            verdict: now.model,
            footprint: now.footprint,
            touchedAt: undefined,
            turnedAt: undefined,
          });
          continue;
        }
        if (truth.footprint !== now.footprint) {
          ledger.touches += 1;
          // What was undone before anybody looked needs no other verdict.
          const isKnown = known.get(path.id)?.last?.footprint === now.footprint;
          truth.touchedAt = isKnown ? undefined : (truth.touchedAt ?? at);
        }
        turned(path, truth, now, at);
        truth.verdict = now.model;
        truth.footprint = now.footprint;
      }
    },
    told: (path, state, at) => {
      known.set(path.id, state);
      const truth = truths.get(path.id);
      if (truth === undefined) return;
      if (truth.touchedAt !== undefined && state.last?.footprint === truth.footprint) {
        ledger.settled.push((at - truth.touchedAt) / 1000);
        truth.touchedAt = undefined;
      }
      if (truth.turnedAt !== undefined && state.settled?.verdict === truth.verdict) {
        ledger.turned.push((at - truth.turnedAt) / 1000);
        truth.turnedAt = undefined;
      }
    },
    end: (paths, at) => {
      for (const path of paths) {
        const truth = truths.get(path.id);
        if (truth?.turnedAt !== undefined && at - truth.turnedAt > LASTING * 1000) over(path.id, truth, at);
      }
    },
  };
};

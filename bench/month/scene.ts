import type { PurchaseReason } from '../../lambda/domain/budget.ts';
import type { Path } from '../../lambda/domain/path.ts';
import { briefOf, type State } from '../../lambda/domain/state.ts';
import type { Trigger } from '../../lambda/domain/sweep.ts';
import { choose, type Found } from '../../lambda/monitor/choose.ts';
import { type Surveyed, survey } from '../../lambda/monitor/survey.ts';
import type { World } from '../../lambda/monitor/world.ts';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import type { Limits } from '../../lambda/spend/allocate.ts';
import { type Agenda, openAgenda } from './agenda.ts';
import { type Cell, cellOf, PATHS_PER_CELL, pathsFor } from './cell.ts';
import { deployment, foundIn, worldAt } from './known.ts';
import { type Ledger, newLedger } from './ledger.ts';
import type { Trace } from './trace.ts';
import { openWitness, type Witness } from './witness.ts';

export const START = Date.UTC(2026, 11, 1);

export interface MonthOptions {
  readonly paths: number;
  readonly trace: Trace;
  /** Seconds; 30.4 days if absent. */
  readonly length?: number;
  /** Of all paths together, in analyses; no bound if absent. */
  readonly monthly?: number;
  /** Decides every path at every look, as the product does. */
  readonly eagerly?: boolean;
  /** Seconds at which the schedule looks; every 5 minutes if absent. */
  readonly looks?: readonly number[];
  /** Whether the paths are known at the beginning, by purchases that lie evenly in the seven days before; true if absent. */
  readonly known?: boolean;
  /** Told of each purchase: milliseconds since 1970, the path, why, and how many analyses were started at first. */
  readonly bought?: (at: number, pathId: string, reason: PurchaseReason, analyses: number) => void;
}

/** A path, with what is kept of it. */
export interface Watched {
  readonly path: Path;
  readonly cell: number;
  state: State | undefined;
  /** The footprint that was carried last, and until when nothing but another one or a purchase makes another choice. */
  carried: string | undefined;
  wake: number;
  /** What the newest documents that it was surveyed in came to. */
  seen: { readonly documents: Documents; readonly survey: Surveyed } | undefined;
  /** Keys of the insights paths that stand for its questions. */
  readonly keys: Set<string>;
}

/** All that a month has. */
export interface Scene {
  readonly options: MonthOptions;
  readonly ledger: Ledger;
  readonly agenda: Agenda;
  readonly now: () => Date;
  readonly witness: Witness;
  readonly cells: readonly Cell[];
  readonly watched: readonly Watched[];
  /** The network of each cell as it is now. */
  readonly networks: Documents[];
  readonly limits: Limits;
  /** Analyses bought in the month. */
  readonly spent: { all: number; readonly paths: Record<string, number> };
}

export const openScene = (options: MonthOptions): Scene => {
  const ledger = newLedger();
  const agenda = openAgenda(START);
  const cells = Array.from({ length: Math.ceil(options.paths / PATHS_PER_CELL) }, (_, number) => cellOf(number));
  return {
    options,
    ledger,
    agenda,
    now: () => new Date(agenda.now()),
    witness: openWitness(ledger, START),
    cells,
    watched: pathsFor(options.paths).map(
      (one): Watched => ({ ...one, state: undefined, carried: undefined, wake: 0, seen: undefined, keys: new Set() }),
    ),
    networks: cells.map(({ documents }) => documents),
    limits: { monthly: options.monthly ?? Number.MAX_SAFE_INTEGER, paths: {}, tags: {} },
    spent: { all: 0, paths: {} },
  };
};

export const networkOf = ({ networks }: Scene, cell: number): Documents => networks[cell] ?? {};

/** What the network model finds of a path now. */
export const foundOf = (scene: Scene, { cell, path }: Watched): Found => {
  const found = foundIn(networkOf(scene, cell), cellOf(cell).paths).get(path.id);
  if (found === undefined) throw new Error(`${path.id} is not in cell ${cell}`);
  return found;
};

/** The survey of one path, as the flow makes it; of the same documents with what was found before. */
export const surveyed = (scene: Scene, one: Watched, trigger: Trigger, world?: World): Surveyed => {
  const documents = networkOf(scene, one.cell);
  const brief = one.state === undefined ? undefined : briefOf(one.state);
  const now = scene.now();
  if (one.seen?.documents !== documents) {
    const briefs = new Map(brief === undefined ? [] : [[one.path.id, brief]]);
    const given = { world: world ?? worldAt(documents), registrations: [], briefs, trigger, now, deployment };
    one.seen = { documents, survey: survey(one.path, given) };
  }
  const known = one.seen.survey;
  return { ...known, brief, choice: choose(one.path, brief, known.found, trigger, now) };
};

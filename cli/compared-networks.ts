import type { Path } from '../lambda/domain/path.ts';
import { severities } from '../lambda/domain/path.ts';
import { type ComparedPath, comparePath, type PathTurn, turns } from '../lambda/monitor/compare-path.ts';
import { worldOf } from '../lambda/monitor/world.ts';
import { documentKeys, type Snapshot } from '../lambda/snapshot/snapshot.ts';

/** One of two networks, by the name that it was given at the command line. */
export interface NamedNetwork {
  /** A folder, or `now`. */
  readonly name: string;
  readonly snapshot: Snapshot;
}

/** Declared paths in two networks, worst first. */
export interface ComparedNetworks {
  readonly before: NamedNetwork;
  readonly after: NamedNetwork;
  readonly paths: readonly TimedPath[];
  /** What is to be known of the two. */
  readonly notes: readonly string[];
}

export interface TimedPath extends ComparedPath {
  /** How long it took to answer. */
  readonly seconds: number;
}

const rank = ({ turn, path }: ComparedPath): number =>
  turns.indexOf(turn) * severities.length + severities.indexOf(path.severity);

const worse = (one: ComparedPath, other: ComparedPath): number =>
  rank(one) - rank(other) || (one.path.id < other.path.id ? -1 : 1);

const unreadNote = ({ name, snapshot: { unreadable } }: NamedNetwork): readonly string[] => {
  const parts = documentKeys.filter((key) => unreadable[key] !== undefined);
  return parts.length === 0 ? [] : [`of ${name} could not be read, or not to the end: ${parts.join(', ')}`];
};

const orderNote = (before: NamedNetwork, after: NamedNetwork): readonly string[] =>
  before.snapshot.takenAt > after.snapshot.takenAt
    ? [`${before.name} was described after ${after.name}: see whether they are named in the right order`]
    : [];

/** Compares each path in two networks. `now`: to tell how long it took. */
export const compareNetworks = (
  before: NamedNetwork,
  after: NamedNetwork,
  paths: readonly Path[],
  now: () => Date,
): ComparedNetworks => {
  const [earlier, later] = [worldOf(before.snapshot), worldOf(after.snapshot)];
  const timed = (path: Path): TimedPath => {
    const began = now().getTime();
    const compared = comparePath(path, earlier, later);
    return { ...compared, seconds: Math.max(0, now().getTime() - began) / 1000 };
  };
  return {
    before,
    after,
    paths: paths.map(timed).sort(worse),
    notes: [...orderNote(before, after), ...unreadNote(before), ...unreadNote(after)],
  };
};

/** How many paths became so. */
export const countOf = (paths: readonly ComparedPath[], ...wanted: readonly PathTurn[]): number =>
  paths.filter(({ turn }) => wanted.includes(turn)).length;

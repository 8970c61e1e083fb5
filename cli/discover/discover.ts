import type { Path } from '../../lambda/domain/path.ts';
import type { World } from '../../lambda/monitor/world.ts';
import { assess } from './assess.ts';
import type { Candidate, Now } from './candidate.ts';
import { type Declared, declareEnd, declareOne } from './declare-end.ts';
import { configurationOf, entryOf } from './declare-path.ts';
import { findDatabases } from './find-databases.ts';
import { findFrontDoors } from './find-front-doors.ts';
import { findLinkedVpcs } from './find-linked-vpcs.ts';
import { findPromises } from './find-promises.ts';
import { findPublicServers } from './find-public-servers.ts';
import { findServices } from './find-services.ts';
import { findTargets } from './find-targets.ts';
import { fitPairs } from './fit-pairs.ts';
import { type Ground, groundOf } from './ground.ts';
import { inTurn } from './in-turn.ts';
import { type Ended, pathIds, questionKey } from './path-ids.ts';
import type { Kind, Proposal } from './proposal.ts';
import { tagIndexOf } from './tag-index.ts';
import { whyOf } from './why.ts';

/** A finder a file; each sees one sign of a critical path. */
const finders: readonly ((ground: Ground) => readonly Proposal[])[] = [
  findFrontDoors,
  findPublicServers,
  findTargets,
  findDatabases,
  findServices,
  findLinkedVpcs,
  findPromises,
];

/** The network model is asked about so many times the candidates that are wanted. */
const ASKED = 5;

export interface Discovery {
  readonly candidates: readonly Candidate[];
  /** Proposals that found no room, of each kind. */
  readonly left: Readonly<Record<Kind, number>>;
}

/** The same question once, whoever comes upon it first. */
const distinct = (all: readonly Ended[]): readonly Ended[] => {
  const known = new Map<string, Ended>();
  for (const one of all) {
    const key = questionKey(one);
    if (!known.has(key)) known.set(key, one);
  }
  return [...known.values()];
};

/** What is as it should be comes first, then what nobody could see, then what does not get through. */
const standing = ({ verdict }: Now, { expect }: Path): number =>
  verdict === 'unknown' ? 1 : verdict === 'unreachable' && expect === 'reachable' ? 2 : 0;

/** What the finders have found, as it would be declared, each question once. */
const proposed = (ground: Ground): readonly Ended[] => {
  const tagged = tagIndexOf(ground.inventory);
  const alone = (declared: Declared): Declared => declareOne(declared.resources, tagged) ?? declared;
  const ended = (proposal: Proposal): readonly Ended[] => {
    const from = declareEnd(proposal.from.resources, tagged);
    const to = declareEnd(proposal.to.resources, tagged);
    return from === undefined || to === undefined ? [] : [{ proposal, ...fitPairs(from, to, proposal.expect, alone) }];
  };
  return distinct(finders.flatMap((find) => find(ground).flatMap(ended)));
};

const leftOf = (all: readonly Ended[], kept: readonly Candidate[]): Discovery['left'] => {
  const countOf = (kind: Kind): number =>
    all.filter(({ proposal }) => proposal.kind === kind).length - kept.filter((one) => one.kind === kind).length;
  return {
    'front-door': countOf('front-door'),
    targets: countOf('targets'),
    database: countOf('database'),
    service: countOf('service'),
    'linked-vpcs': countOf('linked-vpcs'),
    promise: countOf('promise'),
  };
};

/**
 * Looks through a network for paths that may be critical, at most so many. The model is asked about some times as many, and
 * those that stand as they should come first. Pure.
 */
export const discover = (world: World, max: number): Discovery => {
  const all = proposed(groundOf(world));
  const ids = pathIds(all);
  const asked = inTurn(all.map((ended, place) => ({ ...ended, id: ids[place] ?? '' }))).slice(0, max * ASKED);
  const entries = asked.map((one) => entryOf(one.id, one));
  const paths = entries.length === 0 ? [] : configurationOf(entries).paths;
  const candidates = asked.flatMap((one, place): readonly Candidate[] => {
    const [entry, path] = [entries[place], paths[place]];
    if (entry === undefined || path === undefined) return [];
    return [{ kind: one.proposal.kind, entry, path, why: whyOf(one), now: assess(path, world) }];
  });
  const kept = candidates.toSorted((a, b) => standing(a.now, a.path) - standing(b.now, b.path)).slice(0, max);
  return { candidates: kept, left: leftOf(all, kept) };
};

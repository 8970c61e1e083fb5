import { toConfiguration } from '../../lambda/domain/configuration.ts';
import type { Path } from '../../lambda/domain/path.ts';
import type { World } from '../../lambda/monitor/world.ts';
import { assess } from './assess.ts';
import type { Candidate, Entry, Now } from './candidate.ts';
import { declareEnd } from './declare-end.ts';
import { findDatabases } from './find-databases.ts';
import { findFrontDoors } from './find-front-doors.ts';
import { findLinkedVpcs } from './find-linked-vpcs.ts';
import { findPromises } from './find-promises.ts';
import { findPublicServers } from './find-public-servers.ts';
import { findServices } from './find-services.ts';
import { findTargets } from './find-targets.ts';
import { type Ground, groundOf } from './ground.ts';
import { inTurn } from './in-turn.ts';
import { type Ended, pathIds, questionKey } from './path-ids.ts';
import { type Kind, kinds, type Proposal } from './proposal.ts';
import { tagIndexOf } from './tag-index.ts';

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

/** How often a path is looked at where nobody says otherwise. */
export const EVERY = '5 minutes';

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

const entryOf = (id: string, { proposal, from, to }: Ended): Entry => ({
  id,
  from: from.end,
  to: to.end,
  protocol: proposal.protocol,
  port: proposal.port,
  ...(proposal.expect === 'unreachable' ? { expect: 'unreachable' } : {}),
});

/** The entries as the configuration is read: what is proposed may be declared, or there is a defect. */
const pathsOf = (entries: readonly Entry[]): readonly Path[] => {
  if (entries.length === 0) return [];
  const read = toConfiguration({ defaults: { every: EVERY }, paths: entries });
  if (read.ok) return read.configuration.paths;
  throw new Error(`a proposed path cannot be declared: ${read.flaws.map(({ message }) => message).join('; ')}`);
};

/** What is as it should be comes first, then what nobody could see, then what does not get through. */
const standing = ({ verdict }: Now, { expect }: Path): number =>
  verdict === 'unknown' ? 1 : verdict === 'unreachable' && expect === 'reachable' ? 2 : 0;

const partOf = (wanted: Proposal['to'], declared: Ended['to']): string | undefined => {
  const all = wanted.of ?? wanted.resources.length;
  return declared.resources.length === all ? undefined : `${declared.resources[0]?.id} stands for ${all} of them`;
};

const whyOf = ({ proposal, from, to }: Ended): string =>
  [
    proposal.why,
    ...['from', 'to'].flatMap((end) => {
      const said = end === 'from' ? partOf(proposal.from, from) : partOf(proposal.to, to);
      return said === undefined ? [] : [`\`${end}\`: ${said}`];
    }),
  ].join('; ');

/**
 * Looks through a network for paths that may be critical, at most so many. The model is asked about some times as many, and
 * those that stand as they should come first. Pure.
 */
export const discover = (world: World, max: number): Discovery => {
  const ground = groundOf(world);
  const tagged = tagIndexOf(ground.inventory);
  const all = distinct(
    finders.flatMap((find) =>
      find(ground).flatMap((proposal): readonly Ended[] => {
        const from = declareEnd(proposal.from.resources, tagged);
        const to = declareEnd(proposal.to.resources, tagged);
        return from === undefined || to === undefined ? [] : [{ proposal, from, to }];
      }),
    ),
  );
  const ids = pathIds(all);
  const named = all.map((ended, place) => ({
    kind: ended.proposal.kind,
    proposal: ended.proposal,
    ended,
    id: ids[place] ?? '',
  }));
  const asked = inTurn(named).slice(0, max * ASKED);
  const entries = asked.map(({ id, ended }) => entryOf(id, ended));
  const paths = pathsOf(entries);
  const candidates = asked.flatMap(({ kind, ended }, place): readonly Candidate[] => {
    const [entry, path] = [entries[place], paths[place]];
    if (entry === undefined || path === undefined) return [];
    return [{ kind, entry, path, why: whyOf(ended), now: assess(path, world) }];
  });
  const kept = candidates.toSorted((a, b) => standing(a.now, a.path) - standing(b.now, b.path)).slice(0, max);
  const countOf = (items: readonly { readonly kind: Kind }[], kind: Kind): number =>
    items.filter((one) => one.kind === kind).length;
  return {
    candidates: kept,
    left: Object.fromEntries(kinds.map((kind) => [kind, countOf(named, kind) - countOf(kept, kind)])) as Readonly<
      Record<Kind, number>
    >,
  };
};

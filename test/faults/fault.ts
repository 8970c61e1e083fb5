import { isTried } from './each.ts';
import { type Effect, effectAt, type Kind, kinds } from './kinds.ts';

/** When a site's calls meet a fault. */
export const moments = [
  /** Its first call, at each attempt that the client makes. */
  'first call',
  /** The first attempt of its first call alone: the client's own second attempt is well. */
  'first attempt',
  /** Its last call of the sweep, at each attempt. */
  'last call',
  /** Its first call and all that follow in the sweep. */
  'from then on',
] as const;
export type Moment = (typeof moments)[number];

/** One fault: what the calls of a site meet, and when. */
export interface Fault {
  readonly site: string;
  readonly kind: Kind;
  readonly moment: Moment;
}

/** How often each site was called in a run that nothing disturbed. */
export type Sites = ReadonlyMap<string, number>;

export const nameOf = ({ site, kind, moment }: Fault): string => `${site}: ${kind}, ${moment}`;

/** Every fault of some sites. A site that is called once has no last call beside its first; a page is short once or always. */
export const faultsAt = (sites: Sites): readonly Fault[] =>
  [...sites].flatMap(([site, count]) =>
    kinds
      .filter((kind) => effectAt(kind, site) !== undefined)
      .flatMap((kind) =>
        moments
          .filter((moment) => moment !== 'last call' || count > 1)
          .filter((moment) => moment !== 'first attempt' || !['slow', 'short page', 'page refused'].includes(kind))
          .map((moment) => ({ site, kind, moment })),
      ),
  );

const all = process.env.PATHWATCH_FAULTS_ALL !== undefined;

/**
 * The faults that CI tries: each kind at each site, at one of its moments; those follow one another from site to site and from
 * kind to kind, so that each moment meets each kind and each site. Where many sites are called alike, each meets one kind of
 * `share`, and each kind one site of `share`, but one at least; with PATHWATCH_FAULTS_EACH each kind at each site, with
 * PATHWATCH_FAULTS_ALL at each moment.
 */
export const sampled = (faults: readonly Fault[], share = 1): readonly Fault[] => {
  if (all) return faults;
  const sites = [...new Set(faults.map(({ site }) => site))];
  const isInTurn = ({ site, kind }: Fault): boolean => isTried(sites.indexOf(site) + kinds.indexOf(kind), share);
  const inTurn = new Set(faults.filter(isInTurn).map(({ kind }) => kind));
  const alone = new Map(faults.filter(({ kind }) => !inTurn.has(kind)).map(({ kind, site }) => [kind, site]));
  const groups = new Map<string, Fault[]>();
  for (const fault of faults.filter((one) => isInTurn(one) || alone.get(one.kind) === one.site)) {
    const key = `${fault.site} ${fault.kind}`;
    groups.set(key, [...(groups.get(key) ?? []), fault]);
  }
  return [...groups.values()].flatMap((group, place) => {
    const chosen = group[place % group.length];
    return chosen === undefined ? [] : [chosen];
  });
};

export const effectOf = ({ kind, site }: Fault): Effect => {
  const effect = effectAt(kind, site);
  if (effect === undefined) throw new Error(`${kind} has no meaning at ${site}`);
  return effect;
};

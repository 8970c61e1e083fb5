import { clean } from '../../lambda/alerts/clean.ts';
import type { SelectableType } from '../../lambda/domain/path.ts';
import type { Inventory, Resource } from '../../lambda/snapshot/inventory.ts';

/** Tags by which people and services name what plays one part, the most telling first; then those that narrow it. */
const telling = ['Name', 'role', 'app', 'application', 'service', 'component', 'tier'];
const byAws = ['aws:autoscaling:groupName', 'aws:ecs:serviceName', 'eks:nodegroup-name'];
const narrowing = ['environment', 'env', 'stage', 'team', 'project'];

/** Longer ones are sentences. */
const LONGEST = 128;

/** A value that a selector takes as it is: in which `*` and `?` are not, and nothing that cannot be seen. */
const isPlain = (value: string): boolean =>
  value !== '' && value.length <= LONGEST && !/[*?]/.test(value) && clean(value, LONGEST) === value;

const namesOf = (keys: readonly string[]) => (key: string) => keys.includes(key) || keys.includes(key.toLowerCase());

const isTelling = namesOf([...telling, ...byAws]);
const isNarrowing = namesOf(narrowing);

const rankOf = (key: string): number =>
  [...telling, ...byAws].findIndex((known) => known === key || known === key.toLowerCase());

type Tag = readonly [key: string, value: string];
type Tags = Readonly<Record<string, string>>;

export interface TagIndex {
  /** The least tags that select these very resources, all of one type, and not one more; undefined where none do. */
  readonly selecting: (resources: readonly Resource[]) => Tags | undefined;
}

const keyOf = (type: SelectableType, [key, value]: Tag): string => `${type} ${key}=${value}`;

const nobody: ReadonlySet<string> = new Set();

/** Which living resources have which of those tags. */
const havingOf = ({ byId }: Pick<Inventory, 'byId'>): ReadonlyMap<string, ReadonlySet<string>> => {
  const index = new Map<string, Set<string>>();
  for (const { id, type, tags, alive } of byId.values())
    for (const tag of Object.entries(tags)) {
      if (!alive || !(isTelling(tag[0]) || isNarrowing(tag[0])) || !isPlain(tag[1])) continue;
      const key = keyOf(type, tag);
      index.set(key, (index.get(key) ?? new Set()).add(id));
    }
  return index;
};

const common = ([first, ...others]: readonly Resource[]): readonly Tag[] =>
  Object.entries(first?.tags ?? {}).filter(([key, value]) => others.every((one) => one.tags[key] === value));

export const tagIndexOf = (inventory: Pick<Inventory, 'byId'>): TagIndex => {
  const index = havingOf(inventory);
  const find = (resources: readonly Resource[]): Tags | undefined => {
    const type = resources[0]?.type ?? 'instance';
    const having = (tag: Tag): ReadonlySet<string> => index.get(keyOf(type, tag)) ?? nobody;
    const tags = common(resources);
    const tellings = tags.filter(([key]) => isTelling(key)).toSorted(([a], [b]) => rankOf(a) - rankOf(b));
    const one = tellings.find((tag) => having(tag).size === resources.length);
    if (one !== undefined) return Object.fromEntries([one]);
    for (const tag of tellings)
      for (const other of tags.filter((each) => each !== tag)) {
        const both = [...having(tag)].filter((id) => having(other).has(id));
        if (both.length === resources.length) return Object.fromEntries([tag, other]);
      }
    return undefined;
  };
  // One stands for many again and again.
  const singles = new Map<Resource, Tags | undefined>();
  return {
    selecting: (resources) => {
      const [only] = resources;
      if (only === undefined || resources.length > 1) return find(resources);
      if (!singles.has(only)) singles.set(only, find(resources));
      return singles.get(only);
    },
  };
};

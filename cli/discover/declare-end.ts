import { grouped } from '../../lambda/domain/grouped.ts';
import type { SelectableType } from '../../lambda/domain/path.ts';
import type { Resource } from '../../lambda/snapshot/inventory.ts';
import type { TagIndex } from './tag-index.ts';

/** One end as it is written in the configuration. */
export type DeclaredEnd =
  | string
  | {
      readonly tags: Readonly<Record<string, string>>;
      readonly type?: Exclude<SelectableType, 'instance'>;
      readonly match?: 'any';
    };

export interface Declared {
  readonly end: DeclaredEnd;
  /** What it stands for now, of what was wanted. */
  readonly resources: readonly Resource[];
}

const selector = (tags: Readonly<Record<string, string>>, type: SelectableType): DeclaredEnd =>
  type === 'instance' ? { tags } : { tags, type };

/** The most of one type. */
const alike = (wanted: readonly Resource[]): readonly Resource[] =>
  [...grouped(wanted, ({ type }) => [type]).values()].toSorted((a, b) => b.length - a.length)[0] ?? [];

const isRunning = ({ type, state }: Resource): boolean => type !== 'instance' || state === 'running';

/** The one that stands for all: a running one, if there is. By its own tags, if they are nobody else's, else by its id. */
export const declareOne = (resources: readonly Resource[], tagged: TagIndex): Declared | undefined => {
  const one = resources.find(isRunning) ?? resources[0];
  if (one === undefined) return undefined;
  const own = tagged.selecting([one]);
  return { end: own === undefined ? one.id : selector(own, one.type), resources: [one] };
};

/**
 * By tags where some pick exactly what is wanted, since ids change when something is replaced; else one of it. Undefined where
 * nothing is wanted.
 */
export const declareEnd = (wanted: readonly Resource[], tagged: TagIndex): Declared | undefined => {
  const resources = alike(wanted);
  const tags = tagged.selecting(resources);
  const [first] = resources;
  return tags === undefined || first === undefined
    ? declareOne(resources, tagged)
    : { end: selector(tags, first.type), resources };
};

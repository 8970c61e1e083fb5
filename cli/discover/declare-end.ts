import { grouped } from '../../lambda/domain/grouped.ts';
import type { SelectableType } from '../../lambda/domain/path.ts';
import type { Resource } from '../../lambda/snapshot/inventory.ts';
import type { TagIndex } from './tag-index.ts';

/** One end as it is written in the configuration. */
export type DeclaredEnd =
  | string
  | { readonly tags: Readonly<Record<string, string>>; readonly type?: Exclude<SelectableType, 'instance'> };

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

/**
 * By tags where some pick exactly what is wanted, since ids change when something is replaced; else one of it, by its tags or its
 * id. Undefined where nothing is wanted.
 */
export const declareEnd = (wanted: readonly Resource[], tagged: TagIndex): Declared | undefined => {
  const resources = alike(wanted);
  const one = resources.find(isRunning) ?? resources[0];
  if (one === undefined) return undefined;
  const tags = tagged.selecting(resources);
  if (tags !== undefined) return { end: selector(tags, one.type), resources };
  const own = tagged.selecting([one]);
  return { end: own === undefined ? one.id : selector(own, one.type), resources: [one] };
};

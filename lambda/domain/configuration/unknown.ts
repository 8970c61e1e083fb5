import type { Flaw, Place } from '../configuration-flaw.ts';
import { nearest } from '../nearest.ts';
import { list, section } from './section.ts';

/** What the file declares: ids of paths, and tags that paths carry, as `key=value`. */
interface Declared {
  readonly ids: ReadonlySet<unknown>;
  readonly tags: ReadonlySet<string>;
}

const declaredIn = (raw: unknown): Declared => {
  const { paths, defaults } = section(raw);
  const entries = list(paths).map(section);
  return {
    ids: new Set(entries.map(({ id }) => id)),
    tags: new Set(
      entries.flatMap(({ tags }) =>
        Object.entries({ ...section(section(defaults).tags), ...section(tags) }).map(
          ([key, value]) => `${key}=${value}`,
        ),
      ),
    ),
  };
};

/** A name at a place: of what, as it was said, and what was probably meant. */
const unknown = (place: Place, part: Flaw['part'], message: string, said: string, known: Iterable<unknown>): Flaw => {
  const names = [...known].filter((one) => typeof one === 'string');
  const meant = nearest(said, names);
  const shown = names.slice(0, 10).join(', ');
  return {
    place,
    part,
    message,
    advice:
      meant !== undefined ? `did you mean \`${meant}\`?` : shown === '' ? 'there are none' : `known here: ${shown}`,
  };
};

const unknownId = (place: Place, part: Flaw['part'], id: unknown, { ids }: Declared): readonly Flaw[] =>
  typeof id !== 'string' || ids.has(id) ? [] : [unknown(place, part, `no path has the id "${id}"`, id, ids)];

const unknownTag = (place: Place, part: Flaw['part'], tag: unknown, { tags }: Declared): readonly Flaw[] =>
  typeof tag !== 'string' || tags.has(tag) ? [] : [unknown(place, part, `no path has the tag "${tag}"`, tag, tags)];

/** The same of a window of maintenance. */
const inWindow = (window: unknown, place: Place, declared: Declared): readonly Flaw[] => {
  const { paths, tags } = section(window);
  return [
    ...list(paths).flatMap((id, index) => unknownId([...place, 'paths', index], 'value', id, declared)),
    ...list(tags).flatMap((tag, index) => unknownTag([...place, 'tags', index], 'value', tag, declared)),
    ...Object.entries(section(tags)).flatMap(([key, value]) =>
      typeof value === 'string' ? unknownTag([...place, 'tags', key], 'key', `${key}=${value}`, declared) : [],
    ),
  ];
};

/** A bound or a window that is about what no path is would do nothing, and nobody would notice. */
export const unknownIn = (raw: unknown): readonly Flaw[] => {
  const { budget, maintenance } = section(raw);
  const { paths, tags } = section(budget);
  const declared = declaredIn(raw);
  return [
    ...Object.keys(section(paths)).flatMap((id) => unknownId(['budget', 'paths', id], 'key', id, declared)),
    ...Object.keys(section(tags)).flatMap((tag) => unknownTag(['budget', 'tags', tag], 'key', tag, declared)),
    ...list(maintenance).flatMap((window, index) => inWindow(window, ['maintenance', index], declared)),
  ];
};

import type { Flaw, Place } from '../configuration-flaw.ts';
import { costly } from './costly.ts';
import { mistimed } from './maintenance.ts';
import { repeated } from './repeated.ts';
import { list, section } from './section.ts';
import { unknownIn } from './unknown.ts';
import { wanting } from './wanting.ts';

interface Named {
  readonly value: unknown;
  readonly place: Place;
}

/** The entries of a list by the key that tells them apart. */
const named = (entries: unknown, at: Place, key: string): readonly Named[] =>
  list(entries).map((entry, index) => ({ value: section(entry)[key], place: [...at, index, key] }));

/** The same of a list whose entries may be that value themselves. */
const namedOrPlain = (entries: unknown, at: Place, key: string): readonly Named[] =>
  list(entries).map((entry, index) =>
    typeof entry === 'string'
      ? { value: entry, place: [...at, index] }
      : { value: section(entry)[key], place: [...at, index, key] },
  );

/** The rules that span keys. They read the raw value, so that they speak even where the schema found something too. */
export const acrossKeys = (raw: unknown): readonly Flaw[] => {
  const { paths, defaults, channels, maintenance } = section(raw);
  const { email, https, slack, chat } = section(channels);
  const shared = section(defaults);
  return [
    ...repeated('id', named(paths, ['paths'], 'id')),
    ...repeated('address', namedOrPlain(email, ['channels', 'email'], 'address')),
    ...repeated('URL', namedOrPlain(https, ['channels', 'https'], 'url')),
    ...repeated('name', named(slack, ['channels', 'slack'], 'name')),
    ...repeated('name', named(chat, ['channels', 'chat'], 'name')),
    ...repeated('name', named(maintenance, ['maintenance'], 'name')),
    ...unknownIn(raw),
    ...list(maintenance).flatMap((window, index) => mistimed(window, ['maintenance', index])),
    ...list(paths).flatMap((entry, index) => [...wanting(entry, shared, index), ...costly(entry, shared, index)]),
  ];
};

import type { Flaw, Place } from '../configuration-flaw.ts';
import { costly } from './costly.ts';
import { repeated } from './repeated.ts';
import { list, section } from './section.ts';
import { unknownIn } from './unknown.ts';
import { wanting } from './wanting.ts';

/** The entries of a list by what tells them apart: themselves, or one of their keys. */
const named = (
  entries: unknown,
  at: Place,
  key: string,
): readonly { readonly value: unknown; readonly place: Place }[] =>
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
    ...repeated('address', named(email, ['channels', 'email'], 'address')),
    ...repeated('URL', named(https, ['channels', 'https'], 'url')),
    ...repeated('name', named(slack, ['channels', 'slack'], 'name')),
    ...repeated('name', named(chat, ['channels', 'chat'], 'name')),
    ...repeated('name', named(maintenance, ['maintenance'], 'name')),
    ...unknownIn(raw),
    ...list(paths).flatMap((entry, index) => [...wanting(entry, shared, index), ...costly(entry, shared, index)]),
  ];
};

import { list, type Raw, text } from '../snapshot/raw.ts';
import { type DocumentKey, documentParts, type Snapshot } from '../snapshot/snapshot.ts';
import { absent, found, type Lookup, unknown } from './lookup.ts';

/** The elements of a snapshot by part and id; each part is indexed when it is first asked for, in one pass. */
export interface Parts {
  readonly all: (key: DocumentKey) => readonly Raw[];
  /** The first element of the id. */
  readonly find: (key: DocumentKey, id: string) => Lookup<Raw>;
  /** Elements of one id that differ are all in the list. */
  readonly every: (key: DocumentKey, id: string) => readonly Raw[];
  /** Why an element that is not there may exist all the same; undefined where the part is whole. */
  readonly gap: (key: DocumentKey) => string | undefined;
  /** Why its elements themselves may lack something: a page of it alone was read. */
  readonly damage: (key: DocumentKey) => string | undefined;
  /** Whether the part was not asked for at all: neither described nor refused. */
  readonly isUnasked: (key: DocumentKey) => boolean;
}

const elementsOf = (snapshot: Snapshot, key: DocumentKey): readonly Raw[] => snapshot.documents[key] ?? [];

/** Instances come wrapped in reservations. */
const instancesOf = (snapshot: Snapshot): readonly Raw[] =>
  elementsOf(snapshot, 'Reservations').flatMap((reservation) => list(reservation, 'Instances'));

const group = (elements: readonly Raw[], field: string): ReadonlyMap<string, readonly Raw[]> => {
  const index = new Map<string, Raw[]>();
  for (const element of elements) {
    const id = text(element, field);
    if (id === undefined) continue;
    const known = index.get(id);
    if (known === undefined) index.set(id, [element]);
    else known.push(element);
  }
  return index;
};

export const partsOf = (snapshot: Snapshot): Parts => {
  const indexes = new Map<DocumentKey, ReadonlyMap<string, readonly Raw[]>>();
  const all = (key: DocumentKey) => (key === 'Reservations' ? instancesOf(snapshot) : elementsOf(snapshot, key));
  const indexOf = (key: DocumentKey) => {
    const known = indexes.get(key);
    if (known !== undefined) return known;
    const index = group(all(key), key === 'Reservations' ? 'InstanceId' : documentParts[key].id);
    indexes.set(key, index);
    return index;
  };
  const gap = (key: DocumentKey): string | undefined => {
    const fault = snapshot.unreadable[key];
    if (fault !== undefined) return `${key} could not be read (${fault.code}): ${fault.message}`;
    return snapshot.documents[key] === undefined ? `the snapshot has no ${key}` : undefined;
  };
  return {
    all,
    every: (key, id) => indexOf(key).get(id) ?? [],
    find: (key, id) => {
      const [first] = indexOf(key).get(id) ?? [];
      if (first !== undefined) return found(first);
      const reason = gap(key);
      return reason === undefined ? absent : unknown(reason);
    },
    gap,
    damage: (key) => (snapshot.unreadable[key]?.kind === 'malformed' ? gap(key) : undefined),
    isUnasked: (key) => snapshot.documents[key] === undefined && snapshot.unreadable[key] === undefined,
  };
};

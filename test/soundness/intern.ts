import type { Documents } from '../../lambda/snapshot/snapshot.ts';

const texts = new WeakMap<Documents, string>();

/** The documents as text, written once. */
export const textOf = (documents: Documents): string => {
  const text = texts.get(documents) ?? JSON.stringify(documents);
  texts.set(documents, text);
  return text;
};

/** Gives equal states of a network as the same object, so that each is indexed and simulated once. */
export const interning = (): ((documents: Documents) => Documents) => {
  const known = new Map<string, Documents>();
  return (documents) => {
    const same = known.get(textOf(documents)) ?? documents;
    known.set(textOf(documents), same);
    return same;
  };
};

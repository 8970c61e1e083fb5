/**
 * What an answer was made from: each thing that was read or looked for, found or not. The engine reads the network through
 * this alone and is otherwise a function of the query, so the same facts give the same answer.
 */
export interface Facts {
  /** The fact of that key; found out once. The key tells all that `find` depends on beside the network. */
  readonly read: <Value>(key: string, find: () => Value) => Value;
  readonly noted: () => ReadonlyMap<string, unknown>;
}

export const openFacts = (): Facts => {
  const facts = new Map<string, unknown>();
  return {
    read: <Value>(key: string, find: () => Value): Value => {
      // A key is always read as the same type: it names the question, and each question is asked in one place.
      const known = facts.get(key);
      if (known !== undefined || facts.has(key)) return known as Value;
      const value = find();
      facts.set(key, value);
      return value;
    },
    noted: () => facts,
  };
};

const plain = (_key: string, value: unknown): unknown =>
  typeof value === 'bigint' ? value.toString(36) : value instanceof Map ? [...value] : value;

/** Many queries read the same things, which never change: each is written once. */
const written = new WeakMap<object, string>();

const textOf = (value: unknown): string => {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const known = written.get(value) ?? JSON.stringify(value, plain);
  written.set(value, known);
  return known;
};

/** Facts in canonical form: key → value as JSON, sorted by key. */
export const footprintOf = (facts: Facts): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...facts.noted()].map(([key, value]) => [key, textOf(value)] as const).sort(([a], [b]) => (a < b ? -1 : 1)),
  );

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
      if (facts.has(key)) return facts.get(key) as Value;
      const value = find();
      facts.set(key, value);
      return value;
    },
    noted: () => facts,
  };
};

const plain = (_key: string, value: unknown): unknown =>
  typeof value === 'bigint' ? value.toString(36) : value instanceof Map ? [...value] : value;

/** Facts in canonical form: key → value as JSON, sorted by key. */
export const footprintOf = (facts: Facts): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...facts.noted()]
      .map(([key, value]) => [key, JSON.stringify(value, plain)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

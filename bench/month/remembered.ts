/** Makes something of a key once, and keeps the newest so many. */
export const remembered = <Key extends object, Value>(
  make: (key: Key) => Value,
  most: number,
): ((key: Key) => Value) => {
  const known = new Map<Key, Value>();
  return (key) => {
    const value = known.get(key) ?? make(key);
    known.delete(key);
    known.set(key, value);
    const [oldest] = known.keys();
    if (known.size > most && oldest !== undefined) known.delete(oldest);
    return value;
  };
};

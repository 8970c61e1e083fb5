/** Items by key, in their order; an item may have several keys, or none. (`Map.groupBy` is not in Node 20.) */
export const grouped = <Item, Key>(
  items: readonly Item[],
  keysOf: (item: Item) => readonly Key[],
): Map<Key, Item[]> => {
  const index = new Map<Key, Item[]>();
  for (const item of items)
    for (const key of keysOf(item)) {
      const known = index.get(key);
      if (known === undefined) index.set(key, [item]);
      else known.push(item);
    }
  return index;
};

/** How many items are read or written at the same time. */
export const LANES = 10;

/** Does the same with many items, so many at a time, in their order. */
export const inLanes = async <Item, Value>(
  items: readonly Item[],
  act: (item: Item) => Promise<Value>,
): Promise<Value[]> => {
  const done: Value[] = [];
  for (let start = 0; start < items.length; start += LANES)
    done.push(...(await Promise.all(items.slice(start, start + LANES).map(act))));
  return done;
};

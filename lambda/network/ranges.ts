/** What can be counted in order: addresses as bigints, ports and protocols as numbers. */
type Ordinal = number | bigint;

/** `from` is in it, `to` is the first that is not. */
export type Range<T extends Ordinal> = readonly [from: T, to: T];

/** A set as ranges: sorted, disjoint, none touching the next, none empty. */
export type Ranges<T extends Ordinal> = readonly Range<T>[];

const compare = <T extends Ordinal>(a: Range<T>, b: Range<T>): number =>
  a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0;

/** Any ranges as a set. O(n log n). */
export const rangesOf = <T extends Ordinal>(ranges: readonly Range<T>[]): Ranges<T> => {
  const [only] = ranges;
  if (ranges.length === 1 && only !== undefined) return only[0] < only[1] ? ranges : [];
  const merged: [T, T][] = [];
  for (const [from, to] of ranges.toSorted(compare)) {
    if (from >= to) continue;
    const last = merged.at(-1);
    if (last === undefined || from > last[1]) merged.push([from, to]);
    else if (to > last[1]) last[1] = to;
  }
  return merged;
};

/** The index of the first range that ends after `value`. O(log n). */
const firstEndingAfter = <T extends Ordinal>(set: Ranges<T>, value: T): number => {
  let low = 0;
  let high = set.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const range = set[middle];
    if (range !== undefined && range[1] <= value) low = middle + 1;
    else high = middle;
  }
  return low;
};

const larger = <T extends Ordinal>(a: T, b: T): T => (a < b ? b : a);
const smaller = <T extends Ordinal>(a: T, b: T): T => (a < b ? a : b);

/** O(m log n) for m ranges in the smaller set, plus the size of the answer. */
export const intersect = <T extends Ordinal>(a: Ranges<T>, b: Ranges<T>): Ranges<T> => {
  if (a === b) return a;
  const [small, large] = a.length <= b.length ? [a, b] : [b, a];
  // A set within the other stays the same one: no packet is copied that a filter lets through whole.
  if (isWithin(small, large)) return small;
  const found: Range<T>[] = [];
  for (const [from, to] of small) {
    for (let index = firstEndingAfter(large, from); index < large.length; index += 1) {
      const other = large[index];
      if (other === undefined || other[0] >= to) break;
      // Math.max takes no bigints.
      found.push([larger(other[0], from), smaller(other[1], to)]);
    }
  }
  return found;
};

export const subtract = <T extends Ordinal>(a: Ranges<T>, b: Ranges<T>): Ranges<T> => {
  const left: Range<T>[] = [];
  for (const [from, to] of a) {
    let start = from;
    for (let index = firstEndingAfter(b, from); index < b.length; index += 1) {
      const other = b[index];
      if (other === undefined || other[0] >= to) break;
      if (other[0] > start) left.push([start, other[0]]);
      start = other[1];
    }
    if (start < to) left.push([start, to]);
  }
  return left;
};

export const union = <T extends Ordinal>(a: Ranges<T>, b: Ranges<T>): Ranges<T> =>
  a.length === 0 ? b : b.length === 0 ? a : rangesOf([...a, ...b]);

export const overlaps = <T extends Ordinal>(a: Ranges<T>, b: Ranges<T>): boolean => {
  const [small, large] = a.length <= b.length ? [a, b] : [b, a];
  return small.some(([from, to]) => {
    const other = large[firstEndingAfter(large, from)];
    return other !== undefined && other[0] < to;
  });
};

/** Whether all of `a` is in `b`. */
export const isWithin = <T extends Ordinal>(a: Ranges<T>, b: Ranges<T>): boolean =>
  a.every(([from, to]) => {
    const other = b[firstEndingAfter(b, from)];
    return other !== undefined && other[0] <= from && to <= other[1];
  });

export const includes = <T extends Ordinal>(set: Ranges<T>, value: T): boolean => {
  const range = set[firstEndingAfter(set, value)];
  return range !== undefined && range[0] <= value;
};

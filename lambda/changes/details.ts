import { bounded } from './bounded.ts';
import type { Scalar } from './scalars.ts';

const MOST = 20;
const LENGTH = 200;

/** What a request asked for, flat: values of one name are joined by commas, at most 20 names and 200 characters each. */
export const detailsOf = (scalars: readonly Scalar[]): Readonly<Record<string, string>> => {
  const values = new Map<string, Set<string>>();
  for (const { name, value } of scalars) {
    const key = bounded(name, 60);
    const known = values.get(key);
    if (known !== undefined) {
      if (known.size < LENGTH) known.add(bounded(value, LENGTH));
    } else if (values.size < MOST && key !== '' && value !== '') values.set(key, new Set([bounded(value, LENGTH)]));
  }
  return Object.fromEntries([...values].map(([name, all]) => [name, bounded([...all].join(', '), LENGTH)]));
};

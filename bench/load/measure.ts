import { closes, touches } from './paths.ts';
import { type Loaded, type Loading, openKnown } from './sweeps.ts';

/** Sweeps of so many paths. */
export interface OfPaths {
  readonly paths: number;
  /** Finds everything as it was. */
  readonly unchanged: Loaded;
  /** Finds a tenth of the paths on other facts, which leave them reachable. */
  readonly touched: Loaded;
}

/** What a sweep makes of all its paths breaking at once. */
export interface Outage {
  readonly paths: number;
  readonly swept: Loaded;
  /** Subjects of what the topic of alerts took. */
  readonly told: readonly string[];
  readonly incidents: number;
}

/** Both sweeps, each in a process of its own. */
export const measurePaths = async (paths: number, loading: Loading): Promise<OfPaths> => {
  const known = await openKnown(paths, loading);
  try {
    // The first look of a day also asks whether a trail logs.
    await known.sweep();
    return { paths, unchanged: await known.sweep(), touched: await known.sweep(touches) };
  } finally {
    await known.close();
  }
};

/** Breaks all paths by one call. */
export const measureOutage = async (paths: number, loading: Loading): Promise<Outage> => {
  const known = await openKnown(paths, loading);
  try {
    await known.sweep();
    const swept = await known.sweep(closes);
    const told = known.account.published.map(({ subject = '' }) => subject);
    return { paths, swept, told, incidents: await known.incidents() };
  } finally {
    await known.close();
  }
};

/** So many paths at least are known by one page of the table's answer: a megabyte of their briefs. */
const PAGE = 2_000;

const callsOf = ({ calls }: Pick<Loaded, 'calls'>) => {
  const of = (is: RegExp) => Object.entries(calls).reduce((sum, [name, count]) => sum + (is.test(name) ? count : 0), 0);
  const pages = of(/^dynamodb Query$/);
  return { pages, others: of(/./) - pages, writes: of(/^dynamodb (?:Put|Update|Delete|BatchWrite)/) };
};

/**
 * Where an unchanged sweep of more paths calls or writes more, in words. The one thing that may grow is the number of pages in
 * which the table answers what is known of all paths.
 */
export const growthOf = (
  measured: readonly { readonly paths: number; readonly unchanged: Pick<Loaded, 'calls'> }[],
): readonly string[] => {
  const [first, ...others] = measured.map(({ paths, unchanged }) => ({ paths, ...callsOf(unchanged) }));
  if (first === undefined) return [];
  return others.flatMap(({ paths, pages, others: calls, writes }) => [
    ...(calls > first.others
      ? [`an unchanged sweep of ${paths} paths makes ${calls} calls, of ${first.paths} ${first.others}`]
      : []),
    ...(writes > first.writes
      ? [`an unchanged sweep of ${paths} paths makes ${writes} writes, of ${first.paths} ${first.writes}`]
      : []),
    ...(pages > first.pages + Math.floor(paths / PAGE)
      ? [`an unchanged sweep of ${paths} paths reads ${pages} pages, of ${first.paths} ${first.pages}`]
      : []),
  ]);
};

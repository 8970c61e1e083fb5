import type { Standing } from '../../lambda/domain/check.ts';
import type { PathRow } from './overview.ts';

/** What a reader wants to see of an overview: it lives in the page's address. */
export interface Sieve {
  /** Words that a path's id, text, reason or tags must all hold; empty: all paths. */
  readonly words: string;
  readonly standing: Standing | undefined;
  /** The key of the tag by which paths are put together; undefined: not at all. */
  readonly by: string | undefined;
}

export interface Group {
  /** The tag's value; undefined of the paths that carry none. */
  readonly value: string | undefined;
  readonly rows: readonly PathRow[];
}

/** Problems first, whatever group they are of; then the groups. */
export interface Sifted {
  readonly problems: readonly PathRow[];
  readonly groups: readonly Group[];
  /** Paths of which something is kept, and that the configuration at hand does not declare. */
  readonly undeclared: readonly PathRow[];
  /** How many paths the sieve has left out. */
  readonly left: number;
}

const hold = ({ id, text, reason, unseen, tags }: PathRow): string =>
  [id, text, reason, unseen, ...tags].join('\n').toLowerCase();

const passes = ({ words, standing }: Sieve): ((row: PathRow) => boolean) => {
  const wanted = words
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return (row) => {
    const text = hold(row);
    return (standing === undefined || row.standing === standing) && wanted.every((word) => text.includes(word));
  };
};

const valueIn = ({ tags }: PathRow, key: string): string | undefined =>
  tags.find((tag) => tag.startsWith(`${key}=`))?.slice(key.length + 1);

const byValue = (one: Group, other: Group): number => {
  if (one.value === undefined || other.value === undefined) return one.value === undefined ? 1 : -1;
  return one.value < other.value ? -1 : 1;
};

const grouped = (rows: readonly PathRow[], by: string | undefined): readonly Group[] => {
  if (by === undefined) return rows.length === 0 ? [] : [{ value: undefined, rows }];
  const groups = new Map<string | undefined, PathRow[]>();
  for (const row of rows) {
    const value = valueIn(row, by);
    const members = groups.get(value);
    if (members === undefined) groups.set(value, [row]);
    else members.push(row);
  }
  return [...groups].map(([value, members]) => ({ value, rows: members })).sort(byValue);
};

/** The keys of all tags, those first that most paths carry. */
export const keysOf = (rows: readonly PathRow[]): readonly string[] => {
  const counts = new Map<string, number>();
  for (const { tags } of rows)
    for (const tag of tags) {
      const key = tag.slice(0, tag.indexOf('='));
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  return [...counts].sort(([one, many], [other, few]) => few - many || (one < other ? -1 : 1)).map(([key]) => key);
};

/** Sorts an overview's rows, which come worst first. Pure; its cost is by the paths. */
export const sift = (rows: readonly PathRow[], sieve: Sieve): Sifted => {
  const wanted = rows.filter(passes(sieve));
  const declared = wanted.filter((row) => row.declared);
  return {
    problems: declared.filter(({ standing }) => standing !== 'expected'),
    groups: grouped(
      declared.filter(({ standing }) => standing === 'expected'),
      sieve.by,
    ),
    undeclared: wanted.filter((row) => !row.declared),
    left: rows.length - wanted.length,
  };
};

/** Letters to change, add or drop to make one word of the other. */
const distance = (one: string, other: string): number => {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...one].entries()) {
    const next = [index + 1];
    for (const [column, wanted] of [...other].entries())
      next.push(
        Math.min((row[column] ?? 0) + (letter === wanted ? 0 : 1), (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1),
      );
    row = next;
  }
  return row.at(-1) ?? 0;
};

const plain = (word: string): string => word.toLowerCase().replaceAll(/[^a-z]/g, '');

/** The known word that was probably meant: it differs in a letter or two, in case, in `_`, or goes on. */
export const nearest = (word: string, known: readonly string[]): string | undefined => {
  const written = plain(word.slice(0, 40));
  if (written === '') return undefined;
  const ranked = known
    .map((candidate) => ({ candidate, changes: distance(written, plain(candidate)) }))
    .sort((one, other) => one.changes - other.changes);
  const best = ranked[0];
  if (best !== undefined && best.changes <= (written.length < 4 ? 1 : 2)) return best.candidate;
  return written.length < 3 ? undefined : known.find((candidate) => plain(candidate).startsWith(written));
};

/** Whether something is so; undefined where it is not known. */
export type Truth = boolean | undefined;

export const every = (truths: readonly Truth[]): Truth => {
  if (truths.includes(false)) return false;
  return truths.includes(undefined) ? undefined : true;
};

const some = (truths: readonly Truth[]): Truth => {
  if (truths.includes(true)) return true;
  return truths.includes(undefined) ? undefined : false;
};

export type Match = 'any' | 'all';

const by = (match: Match): ((truths: readonly Truth[]) => Truth) => (match === 'any' ? some : every);

/**
 * "From any (or all) of these, to any (or all) of those": the quantifiers nest as they are read, the sources outside. A row
 * holds what is known of one source with each of its destinations. Settled only where no completion of what is unknown
 * would make a difference.
 */
export const quantify = (rows: readonly (readonly Truth[])[], from: Match, to: Match): Truth =>
  by(from)(rows.map(by(to)));

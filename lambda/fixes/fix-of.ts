import type { Fix } from '../domain/fix.ts';

/** Nothing else is ever part of a command. */
const isPlain = (word: string): boolean => /^[A-Za-z0-9_.,:/=[\]{}-]{1,400}$/.test(word);

/**
 * A call of EC2 as a command of the AWS CLI. `words` begin with the operation; undefined where one of them is not known. A
 * blank counts where its name is in a word.
 */
export const fixOf = (
  kind: Fix['kind'],
  title: string,
  words: readonly (string | undefined)[],
  blanks: Fix['blanks'] = {},
): Fix | undefined => {
  const known = words.filter((word) => word !== undefined);
  if (known.length < words.length || !known.every(isPlain)) return undefined;
  return {
    kind,
    title,
    words: ['aws', 'ec2', ...known],
    blanks: Object.fromEntries(Object.entries(blanks).filter(([name]) => known.some((word) => word.includes(name)))),
  };
};

/** Whether somebody has to fill something in. */
export const hasBlanks = ({ blanks }: Fix): boolean => Object.keys(blanks).length > 0;

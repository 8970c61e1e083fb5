import type { Fix } from '../domain/fix.ts';
import { hasBlanks } from './fix-of.ts';

/** An option may be blank too: `--TARGET-KIND`. */
const isBlank = ({ blanks }: Fix, word: string): boolean => Object.hasOwn(blanks, word.replace(/^--/, ''));

/**
 * The command for one cause that two analyses name: what one leaves blank the other fills in, if they say the same apart from
 * that; else the one that leaves less to fill in, and of two alike the first.
 */
export const completed = (one: Fix | undefined, other: Fix | undefined): Fix | undefined => {
  if (one === undefined || other === undefined) return one ?? other;
  if (!hasBlanks(one)) return one;
  const isSame =
    one.words.length === other.words.length &&
    one.words.every((word, place) => {
      const theirs = other.words[place] ?? '';
      return word === theirs || isBlank(one, word) || isBlank(other, theirs);
    });
  const [count, otherCount] = [one, other].map(({ blanks }) => Object.keys(blanks).length) as [number, number];
  if (!isSame) return otherCount < count ? other : one;
  const words = one.words.map((word, place) => (isBlank(one, word) ? (other.words[place] ?? word) : word));
  const blanks = Object.fromEntries(
    Object.entries({ ...other.blanks, ...one.blanks }).filter(([name]) => words.some((word) => word.includes(name))),
  );
  return { ...one, words, blanks };
};

import { must } from './target.ts';

/** What moves a cursor, colours, hides or turns what follows: none of it may come from outside. */
const misleading = /[\p{Cc}\p{Cf}\p{Cs}]/u;

/** A text as people get it: whatever it was made of, nothing in it is for the terminal. */
export const checkTold = (text: string): void => {
  const found = misleading.exec(text.replaceAll('\n', ''));
  must(found === null, `nothing in what is told is for the terminal: ${JSON.stringify(found?.[0])}`);
};

/** What a word of a template stands for here, if that is known. */
export type Words = (word: string) => string | undefined;

const PLACE = /\[([^[\]]*)\]|\{(\w+)\}/g;
const WORD = /\{(\w+)\}/g;

/** The words that a template uses, those in brackets too. */
export const wordsOf = (template: string): readonly string[] =>
  [...template.matchAll(WORD)].map(([, word = '']) => word);

/**
 * Fills in a template: `{word}` by its meaning, or by `otherwise`; a part in [brackets] is left out unless all its words
 * are known. What is filled in is not read again, whatever it holds.
 */
export const fill = (template: string, words: Words, otherwise: (word: string) => string): string =>
  template.replace(PLACE, (_, part: string | undefined, word: string | undefined) => {
    if (word !== undefined) return words(word) ?? otherwise(word);
    if (part === undefined) return '';
    const isKnown = wordsOf(part).every((inner) => words(inner) !== undefined);
    return isKnown ? part.replace(WORD, (_, inner: string) => words(inner) ?? '') : '';
  });

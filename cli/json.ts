/** Characters that a terminal obeys or does not show; `\n` is the document's own. */
const unseen = /[^\P{C}\n]|[\u2028\u2029]/gu;

const escaped = (character: string): string =>
  character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');

/** A value as a JSON document that is safe to print: what is unseen in its texts is written as an escape. */
export const jsonText = (value: unknown): string => JSON.stringify(value, null, 2).replace(unseen, escaped);

/** The same on one line: https://jsonlines.org. */
export const jsonLine = (value: unknown): string => JSON.stringify(value).replace(unseen, escaped);

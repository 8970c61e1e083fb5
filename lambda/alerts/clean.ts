/*
 * Names, tags and messages come from outside and may be written to mislead: what cannot be seen, or turns the reading
 * direction of what follows, goes; a text stays on its line and within its length.
 */

const lineBreaks = /[\s\x85]+/g;
// Control, format (bidi overrides, zero width), lone surrogates, and what renders as nothing, such as Hangul fillers.
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800]/gu;

const cut = (text: string, limit: number, mark: string): string => {
  const characters = Array.from(text);
  return characters.length <= limit
    ? text
    : characters
        .slice(0, limit - mark.length)
        .join('')
        .trimEnd() + mark;
};

/** One line of at most `limit` characters, without control, direction and zero-width characters. */
export const clean = (text: string, limit: number): string =>
  cut(text.replace(lineBreaks, ' ').replace(unseen, '').replace(/ +/g, ' ').trim(), limit, '…');

const spellings: readonly (readonly [RegExp, string])[] = [
  [/→/g, '->'],
  [/…/g, '...'],
  [/[‘’]/g, "'"],
  [/[“”]/g, '"'],
  [/[–—]/g, '-'],
];

/** The same in printable ASCII; a character that has no such spelling becomes `?`. */
export const cleanAscii = (text: string, limit: number): string => {
  const spelt = spellings.reduce((said, [from, to]) => said.replace(from, to), clean(text, text.length));
  const plain = spelt
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]/gu, '?');
  return cut(plain, limit, '...');
};

/** Cuts a text to `limit` bytes of UTF-8, between characters, and ends it with `notice` where it was cut. */
export const cutToBytes = (text: string, limit: number, notice: string): string => {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length <= limit) return text;
  const room = limit - new TextEncoder().encode(notice).length;
  // `stream` keeps back the bytes of a character that is not whole.
  return new TextDecoder().decode(bytes.subarray(0, room), { stream: true }) + notice;
};

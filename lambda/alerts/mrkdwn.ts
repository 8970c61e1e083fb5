import type { Chapter, Item } from './chapter.ts';
import { clean } from './clean.ts';
import { commandLines } from './command.ts';
import { WIDTH } from './wrap.ts';

/*
 * Slack's own markup: https://api.slack.com/reference/surfaces/formatting. What comes from outside must neither mention
 * anybody, nor become a link, nor end a block of code.
 */

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  // A letter that looks like it: a backtick ends a block of code.
  '`': 'ˋ',
};

/** `@here` would call all who are there, where a client looks for names: an address such as `a@example.com` stays. */
const mention = /(?<![\w.+-])@(?=\S)|@(?=(?:here|channel|everyone)\b)/gi;

/** Characters of a text as they stand in JSON, where quotes and backslashes are doubled. */
export const sizeOf = (text: string): number => JSON.stringify(text).length - 2;

const cutTo = (characters: readonly string[], limit: number): string => {
  let size = 0;
  const end = characters.findIndex((character) => {
    size += sizeOf(character);
    return size > limit;
  });
  return characters.slice(0, end === -1 ? characters.length : end).join('');
};

/** Outside text in at most `limit` characters of JSON, cut between characters and ended with `…` where it was longer. */
export const escaped = (text: string, limit: number): string => {
  const characters = Array.from(clean(text, limit + 1).replace(mention, '@ ')).map((one) => escapes[one] ?? one);
  const whole = characters.join('');
  return sizeOf(whole) <= limit ? whole : `${cutTo(characters, limit - 1).trimEnd()}…`;
};

/** A sentence takes so much of a chapter's room at most. */
const SENTENCE = 900;

/** A command stands in a block of code, whole; undefined where it cannot be told. */
const textOf = ({ text, command }: Item, isListed: boolean): string | undefined => {
  const words = `${isListed ? '• ' : ''}${escaped(text, SENTENCE)}`;
  if (command === undefined) return words;
  const lines = commandLines(command, WIDTH)?.map((line) => line.replace(/[&<>`]/g, (one) => escapes[one] ?? one));
  return lines && [...(text === '' ? [] : [words]), '```', ...lines, '```'].join('\n');
};

/** A chapter in at most `limit` characters of JSON: items that find no room are left out, and counted where that matters. */
export const chapterText = ({ title, items, more }: Chapter, limit: number): string => {
  const isListed = title !== undefined;
  const head = isListed ? `*${escaped(title, 150)}*` : '';
  const join = (texts: readonly string[]): string => texts.filter((text) => text !== '').join('\n');
  const withRest = (shown: readonly string[], left: readonly Item[]): string => {
    const rest = more?.(left);
    return join([head, ...shown, rest === undefined ? '' : escaped(rest, 200)]);
  };
  const shown: string[] = [];
  const left = [...items];
  for (const item of items) {
    const text = textOf(item, isListed);
    if (text === undefined || sizeOf(withRest([...shown, text], left.slice(1))) > limit) break;
    shown.push(text);
    left.shift();
  }
  return withRest(shown, left);
};

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

/** `@here` would call all who are there, where a client looks for names: an address such as `a@example.com` stays.
 * What begins so may end so once it is cut. */
const mention = /(?<![\w.+-])@(?=\S)|@(?=here|channel|everyone)/gi;

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

/** What has two colons, such as an ARN, but is no time of day: between them Slack would look for an emoji. */
const coloned = /(?<![^\s(,;)])(?!\d\d:\d\d:\d\d(?:[\s,;).]|$))[^\s,;()]*:[\w+'-]+:[^\s,;()]*/g;

/** A sentence in which nothing becomes an emoji, as far as the limit allows. */
const sentenceOf = (text: string, limit: number): string => {
  const plain = escaped(text, limit);
  const spanned = plain.replace(coloned, (part) => (part.endsWith(':') ? `\`${part.slice(0, -1)}\`:` : `\`${part}\``));
  return sizeOf(spanned) <= limit ? spanned : plain;
};

/** A command stands in a block of code, whole; undefined where it cannot be told. */
const textOf = ({ text, command }: Item, isListed: boolean, limit: number): string | undefined => {
  const words = `${isListed ? '• ' : ''}${sentenceOf(text, limit)}`;
  if (command === undefined) return words;
  const lines = commandLines(command, WIDTH)?.map((line) => line.replace(/[&<>`]/g, (one) => escapes[one] ?? one));
  return lines && [...(text === '' ? [] : [words]), '```', ...lines, '```'].join('\n');
};

/** Characters of a title, and of the line about what is left out. */
const [TITLE, REST] = [150, 200];

/**
 * A chapter in at most `limit` characters of JSON, of which a sentence takes a third: items that find no room are left out, and
 * counted where that matters. From 600 characters on the first sentence is always there.
 */
export const chapterText = ({ title, items, more }: Chapter, limit: number): string => {
  const isListed = title !== undefined;
  const head = isListed ? `*${escaped(title, TITLE)}*` : '';
  const join = (texts: readonly string[]): string => texts.filter((text) => text !== '').join('\n');
  const withRest = (shown: readonly string[], left: readonly Item[]): string => {
    const rest = more?.(left);
    return join([head, ...shown, rest === undefined ? '' : escaped(rest, REST)]);
  };
  const shown: string[] = [];
  const left = [...items];
  for (const item of items) {
    const text = textOf(item, isListed, Math.floor(limit / 3));
    if (text === undefined || sizeOf(withRest([...shown, text], left.slice(1))) > limit) break;
    shown.push(text);
    left.shift();
  }
  return withRest(shown, left);
};

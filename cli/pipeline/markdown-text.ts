import { clean } from '../../lambda/alerts/clean.ts';

/*
 * Markdown as GitHub and GitLab render it: https://github.github.com/gfm/. Whatever comes from outside stands in code, where neither
 * markup, HTML, links, mentions nor numbers of issues are looked for; that leaves the two characters that end it.
 */

/** Letters that look like them: a backtick ends the code, a bar the cell of a table, in code too. */
const lookalikes: Readonly<Record<string, string>> = { '`': 'ˋ', '|': '∣' };

/** Outside text as code within a line or a cell, of at most `limit` characters; a dash where there is nothing to see. */
export const code = (text: string, limit: number): string => {
  const seen = clean(text, limit).replace(/[`|]/g, (one) => lookalikes[one] ?? one);
  return seen === '' ? '-' : `\`${seen}\``;
};

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** The same where HTML stands, in which no Markdown is read. */
export const codeInHtml = (text: string, limit: number): string =>
  `<code>${clean(text, limit).replace(/[&<>"']/g, (one) => entities[one] ?? one)}</code>`;

/** A command in a block of its own, whole: what is cut cannot be pasted. Its fence is longer than any within. */
export const commandBlock = (command: string): readonly string[] => {
  const longest = Math.max(2, ...[...command.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}sh`, command, fence];
};

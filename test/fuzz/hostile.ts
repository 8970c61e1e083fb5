/*
 * What whoever writes a tag, an event or a file may put there to do harm, or what a broken program may.
 */

const BELL = '\u0007';

/** Texts of strangers. */
export const hostileTexts: readonly string[] = [
  '',
  ' ',
  '\u0000',
  '\u0000'.repeat(10),
  '\n',
  '\r\n\t',
  '\ud800',
  '\udfff\ud800',
  '\ufeff',
  '\u202e\u2066drow\u2069',
  '\u200b\u200d\u00ad',
  '\u001b[2J\u001b[31m',
  `\u001b]0;title${BELL}`,
  '\u0085\u2028\u2029',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'null',
  'undefined',
  'NaN',
  '-0',
  '1e999',
  '0x10',
  '9007199254740993',
  '-1',
  '4294967296',
  '99999999999999999999999999',
  '1.5',
  '١٢٣',
  '::ffff:999.0.0.1',
  '::/129',
  '0.0.0.0/0',
  '10.0.0.0/-1',
  '1.2.3.4.5',
  `\${jndi:ldap://x}`,
  '$(id)`id`',
  "'; DROP TABLE x; --",
  '<script>alert(1)</script>',
  '<!channel> <@U1> <https://evil.example|x>',
  '](https://evil.example)',
  '../../../../etc/passwd',
  '*',
  '&a',
  '*a',
  '!!js/function x',
  '<<',
  '- '.repeat(200),
  '%s%n%1$s',
  '(a+)+$',
  '9'.repeat(400),
];

/** The same without end: rare, since each is slow to read and teaches the same. */
export const longTexts: readonly string[] = [
  'a'.repeat(100_000),
  'é\u0301'.repeat(2_000),
  '0'.repeat(5_000),
  '-'.repeat(5_000),
  ' '.repeat(20_000),
  '\u0000'.repeat(10_000),
  '&a *a '.repeat(2_000),
];

/** Values of the wrong kind, or beyond all measure, in any place of a JSON document. */
const hostileValues: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  0.5,
  65_536,
  1e308,
  Number.MAX_SAFE_INTEGER + 2,
  [],
  {},
  [[]],
  [null],
  [{}],
  { length: 1_000_000_000 },
  { toString: 'x', valueOf: 1 },
  { Key: 'Name', Value: '\u0000' },
  ...hostileTexts,
];

/** A hostile value by a number, a long one if need be. */
export const hostileValue = (pick: number): unknown =>
  pick % 499 === 0 ? longTexts[pick % longTexts.length] : hostileValues[pick % hostileValues.length];

/** A hostile text by a number, or one of the words; a long one if need be. */
export const hostileText = (pick: number, words: readonly string[] = []): string => {
  if (pick % 499 === 0) return longTexts[pick % longTexts.length] ?? '';
  const known = hostileTexts.length + words.length;
  const index = pick % known;
  return hostileTexts[index] ?? words[index - hostileTexts.length] ?? '';
};

/** Own keys that would reach a prototype if they were assigned, and such as every object answers to. */
export const hostileKeys: readonly string[] = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'then',
  'toJSON',
  'length',
  '',
  '\u0000',
  'x'.repeat(1_000),
];

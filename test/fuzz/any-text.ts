import fc from 'fast-check';
import { hostileText, hostileTexts } from './hostile.ts';

/** No input is longer: what may be is the reader's own bound, and has tests of its own. Characters. */
const LONGEST = 256 * 1024;

/** One thing done to a text; the numbers stand for a place in it, a length and a pick, each taken by its remainder. */
interface Edit {
  readonly kind: 'flip' | 'cut' | 'end' | 'double' | 'repeat' | 'put' | 'digits' | 'word' | 'line' | 'swap' | 'nest';
  readonly at: number;
  readonly length: number;
  readonly pick: number;
}

const BRACKETS: readonly (readonly [string, string])[] = [
  ['[', ']'],
  ['{"a":', '}'],
  ['{a: ', '}'],
  ['<a>', '</a>'],
  ['(', ')'],
];

const anyEdit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom('flip', 'cut', 'end', 'double', 'repeat', 'put', 'digits', 'word', 'line', 'swap', 'nest'),
  at: fc.nat(),
  length: fc.nat(400),
  pick: fc.nat(),
});

const pickOf = <Item>(items: readonly Item[], pick: number): Item | undefined => items[pick % items.length];

/** What one of the matches, picked by its place, becomes. */
const replacedOne = (text: string, pattern: RegExp, at: number, by: string): string => {
  const found = [...text.matchAll(pattern)];
  const one = pickOf(found, at);
  return one === undefined ? text : `${text.slice(0, one.index)}${by}${text.slice(one.index + one[0].length)}`;
};

const edited = (text: string, { kind, at: place, length, pick }: Edit, words: readonly string[]): string => {
  const at = text === '' ? 0 : place % text.length;
  const before = text.slice(0, at);
  const part = text.slice(at, at + length);
  const after = text.slice(at + length);
  const hostile = hostileText(pick, words);
  switch (kind) {
    case 'flip':
      return `${before}${String.fromCharCode(text.charCodeAt(at) ^ (1 << (pick % 16)))}${text.slice(at + 1)}`;
    case 'cut':
      return `${before}${after}`;
    case 'end':
      return before;
    case 'double':
      return `${before}${part}${part}${after}`;
    case 'repeat':
      return `${before}${part.repeat(pick % (pick % 499 === 0 ? 2_000 : 8))}${after}`;
    case 'put':
      return `${before}${hostile}${text.slice(at)}`;
    case 'digits':
      return replacedOne(text, /\d+/g, place, hostile);
    case 'word':
      return replacedOne(text, /[\w.-]+/g, place, hostile);
    case 'line': {
      const lines = text.split('\n');
      const line = pickOf(lines, place) ?? '';
      return lines.toSpliced(pick % (lines.length + 1), length % 2, line).join('\n');
    }
    case 'swap':
      return `${before}${after.slice(0, length)}${part}${after.slice(length)}`;
    case 'nest': {
      const [open, close] = pickOf(BRACKETS, pick) ?? ['', ''];
      const depth = pick % 499 === 0 ? 10_000 : ([1, 3, 10, 60][length % 4] ?? 1);
      return `${before}${open.repeat(depth)}${part}${close.repeat(depth)}${after}`;
    }
  }
};

/** A text of the seeds with some things done to it; `words` are put there besides those that are hostile to all. */
export const mutated = (seeds: readonly string[], words: readonly string[] = []): fc.Arbitrary<string> =>
  fc
    .tuple(fc.nat(seeds.length - 1), fc.array(anyEdit, { maxLength: 3 }))
    .map(([seed, edits]) =>
      edits.reduce((text, edit) => edited(text, edit, words).slice(0, LONGEST), seeds[seed] ?? ''),
    );

/** Text without any grammar. */
const garbage: fc.Arbitrary<string> = fc.oneof(
  fc.uint16Array({ maxLength: 300 }).map((units) => String.fromCharCode(...units)),
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
  fc.array(fc.constantFrom(...hostileTexts), { maxLength: 4 }).map((texts) => texts.join('')),
  fc.json({ maxDepth: 4 }),
);

export const anyText = (seeds: readonly string[], words: readonly string[] = []): fc.Arbitrary<string> =>
  fc.oneof({ arbitrary: mutated(seeds, words), weight: 9 }, { arbitrary: garbage, weight: 1 });

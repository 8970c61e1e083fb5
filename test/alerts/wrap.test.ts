import fc from 'fast-check';
import { wrap } from '../../lambda/alerts/wrap.ts';

test('wraps at spaces, and indents what follows', () => {
  expect(wrap('- ', `${'word '.repeat(20)}end`, 9)).toEqual([
    `- ${'word '.repeat(15)}word`.slice(0, 76),
    expect.stringMatching(/^ {2}word/),
  ]);
});

test('a word that is longer than the line is cut into several lines', () => {
  expect(wrap('', 'x'.repeat(170), 9)).toEqual(['x'.repeat(80), 'x'.repeat(80), 'x'.repeat(10)]);
});

test('of too many lines the rest is left out, and that is marked', () => {
  const lines = wrap('', 'word '.repeat(100).trim(), 2);
  expect(lines).toHaveLength(2);
  expect(lines[1]?.endsWith('…')).toBe(true);
});

test('no line is longer than 80 columns, and no character is cut in two', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.integer({ min: 1, max: 5 }), (text, most) => {
      const lines = wrap('- ', text, most);
      expect(lines.length).toBeLessThanOrEqual(most);
      for (const line of lines) {
        expect(line.length).toBeLessThanOrEqual(80);
        expect(line.isWellFormed()).toBe(true);
      }
    }),
    { numRuns: 50 },
  );
});

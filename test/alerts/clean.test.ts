import fc from 'fast-check';
import { clean, cleanAscii, cutToBytes } from '../../lambda/alerts/clean.ts';
import { hostileText, unseenIn } from '../support/any-alert.ts';

test('what cannot be seen, or turns the reading direction, goes, and the text stays on its line', () => {
  expect(clean('a\r\n\r\nb\u202e\u2066 c\u200b\0', 50)).toBe('a b c');
  fc.assert(
    fc.property(hostileText, fc.integer({ min: 1, max: 300 }), (text, limit) => {
      const cleaned = clean(text, limit);
      expect(unseenIn(cleaned)).toEqual([]);
      expect(cleaned).not.toContain('\n');
      expect(Array.from(cleaned).length).toBeLessThanOrEqual(limit);
    }),
    { numRuns: 50 },
  );
});

test('a text is cut at whole characters, and the cut is marked', () => {
  expect(clean('😀😀😀', 3)).toBe('😀😀😀');
  expect(clean('😀😀😀😀', 3)).toBe('😀😀…');
});

test('what has a spelling in ASCII is spelt in it', () => {
  expect(cleanAscii('café → “db” 😀', 50)).toBe('cafe -> "db" ?');
});

test('bytes are cut between characters, with the notice inside the limit', () => {
  expect(cutToBytes('ää', 4, '!')).toBe('ää');
  expect(cutToBytes('äää', 4, '!')).toBe('ä!');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 40 }), (text, limit) => {
      const kept = cutToBytes(text, limit, '!');
      expect(Buffer.byteLength(kept)).toBeLessThanOrEqual(limit);
      expect(kept).not.toContain('\ufffd');
    }),
  );
});

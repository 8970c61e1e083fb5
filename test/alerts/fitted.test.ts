import fc from 'fast-check';
import { ranks } from '../../lambda/alerts/chapter.ts';
import { fitted, type Paragraph } from '../../lambda/alerts/fitted.ts';

const paragraph = (title: string, rankOfEach: readonly number[], more = false): Paragraph => ({
  title: [title],
  pieces: rankOfEach.map((rank, n) => ({ rank, lines: [`${title}${n}`] })),
  more: (left) => (more && left.length > 0 ? [`${left.length} more`] : []),
});

test('what is wanted most is put in first, wherever it stands', () => {
  const page = [paragraph('a', [ranks.must, ranks.room]), paragraph('b', [ranks.helps]), paragraph('c', [ranks.must])];
  expect(fitted(page, 4)).toEqual(['a', 'a0', 'c', 'c0']);
  expect(fitted(page, 5)).toEqual(['a', 'a0', '', 'c', 'c0']);
  expect(fitted(page, 9)).toEqual(['a', 'a0', 'a1', '', 'b', 'b0', '', 'c', 'c0'].slice(0, 9));
});

test('what is left out is told on a line that is counted', () => {
  expect(fitted([paragraph('a', [1, 2, 2, 2], true)], 4)).toEqual(['a', 'a0', 'a1', '2 more']);
});

test('whatever there is, there are never more lines, and nothing stands without its title', () => {
  const rank = fc.integer({ min: 1, max: 5 });
  const pages = fc.array(fc.tuple(fc.array(rank, { maxLength: 8 }), fc.boolean()), { maxLength: 6 });
  fc.assert(
    fc.property(pages, fc.integer({ min: 1, max: 25 }), (given, most) => {
      const lines = fitted(
        given.map(([pieces, more], n) => paragraph(`p${n}-`, pieces, more)),
        most,
      );
      expect(lines.length).toBeLessThanOrEqual(most);
      const titles = new Set(lines.filter((line) => line.endsWith('-')));
      expect(lines.filter((line) => /-\d/.test(line) && !titles.has(line.replace(/\d+$/, '')))).toEqual([]);
    }),
    { numRuns: 50 },
  );
});

import { h } from 'preact';
import { render } from 'preact-render-to-string';
import type { DaySeconds } from '../../lambda/history/availability.ts';
import { DayBars } from '../../ui/components/day-bars.tsx';
import { barsOf } from '../../ui/view/bars.ts';

const day = (date: string, expected: number, unexpected = 0, undetermined = 0): DaySeconds => ({
  date,
  seconds: { expected, unexpected, undetermined },
});

describe('a bar a day', () => {
  const days = [
    day('2026-11-20', 0),
    day('2026-11-21', 86_400),
    day('2026-11-22', 86_000, 400),
    day('2026-11-23', 100, 0, 86_300),
    day('2026-11-24', 50_000, 0, 36_400),
  ];

  test('tells not watched, as expected, partly unknown, partly not, and mostly unknown apart; unknown never reads as fine', () => {
    expect(barsOf(days)).toEqual({
      from: '2026-11-20',
      marks: '.eu?p',
      seconds: { 2: [400, 0], 3: [0, 86_300], 4: [0, 36_400] },
    });
    expect(barsOf([day('2026-11-20', 0, 0, 1)]).marks).toBe('?');
  });

  test('is told in words to who does not see it', () => {
    const html = render(h(DayBars, { bars: barsOf(days), availability: 0.997 }));
    expect(html).toContain(
      '99.700 % as expected; not as expected on 1 of 5 days: 2026-11-22 6 min 40 s; unknown for 1 d 10 h in all',
    );
  });

  test('differs in shape, not in colour alone', () => {
    const html = render(h(DayBars, { bars: barsOf(days), availability: 1 }));
    const heights = [...html.matchAll(/class="(\w+)" d="M\d+ \d+h\d+v(\d+)/g)].map(([, name, height]) => [
      name,
      height,
    ]);
    expect(new Set(heights.map(([, height]) => height)).size).toBe(5);
    expect(heights.map(([name]) => name).sort()).toEqual([
      'expected',
      'partial',
      'undetermined',
      'unexpected',
      'unwatched',
    ]);
  });

  test('draws ninety days of a path as four shapes at most', () => {
    const many = Array.from({ length: 90 }, (_, place) =>
      day(
        new Date(Date.UTC(2026, 8, 1 + place)).toISOString().slice(0, 10),
        place % 4 === 0 ? 0 : 86_400,
        place % 4 === 1 ? 60 : 0,
      ),
    );
    const html = render(h(DayBars, { bars: barsOf(many), availability: 0.9 }));
    expect(html.match(/<path/g)?.length).toBeLessThanOrEqual(4);
  });
});

import { shareText } from '../../lambda/asking/amount.ts';
import { lengthText } from '../../lambda/asking/time.ts';
import type { Bars, DayMark } from '../view/bars.ts';

const STEP = 4;
const WIDTH = 3;
const HEIGHT = 24;

/** Shape tells what colour does: what was not as expected stands out at the top and at the bottom. */
const tops: Readonly<Record<DayMark, readonly [top: number, height: number]>> = {
  e: [4, 16],
  p: [8, 12],
  u: [0, HEIGHT],
  '?': [10, 10],
  '.': [11, 2],
};

const names: Readonly<Record<DayMark, string>> = {
  e: 'expected',
  p: 'partial',
  u: 'unexpected',
  '?': 'undetermined',
  '.': 'unwatched',
};

const dateAt = (from: string, place: number): string =>
  new Date(Date.parse(from) + place * 86_400_000).toISOString().slice(0, 10);

const rectangle = (place: number, mark: DayMark): string => {
  const [top, height] = tops[mark];
  return `M${place * STEP} ${top}h${WIDTH}v${height}h-${WIDTH}z`;
};

const isMark = (text: string): text is DayMark => text in tops;

/** All days of one mark are one shape: of a thousand paths there are ninety thousand days. */
const shapesOf = (marks: string): ReadonlyMap<DayMark, string> => {
  const shapes = new Map<DayMark, string>();
  for (const [place, mark] of [...marks].entries())
    if (isMark(mark)) shapes.set(mark, `${shapes.get(mark) ?? ''}${rectangle(place, mark)}`);
  return shapes;
};

/** So many days are told one by one. */
const TOLD = 3;

/** What the bars say, in words. */
const barsText = ({ from, marks, seconds }: Bars, availability: number | null): string => {
  const bad = Object.entries(seconds).filter(([, [unexpected]]) => unexpected > 0);
  const days = bad
    .slice(-TOLD)
    .map(([place, [unexpected]]) => `${dateAt(from, Number(place))} ${lengthText(unexpected)}`);
  const known = availability === null ? 'nothing is known' : `${shareText(availability)} as expected`;
  const unknown = Object.values(seconds).reduce((sum, [, undetermined]) => sum + undetermined, 0);
  const unseen = unknown === 0 ? '' : `; unknown for ${lengthText(unknown)} in all`;
  const not = bad.length === 0 ? '' : `; not as expected on ${bad.length} of ${marks.length} days: ${days.join(', ')}`;
  return `${known}${not}${bad.length > TOLD ? ' last' : ''}${unseen}`;
};

interface DayBarsProps {
  readonly bars: Bars;
  readonly availability: number | null;
}

/** A bar a day, the newest on the right. */
export const DayBars = ({ bars, availability }: DayBarsProps) => {
  const { marks } = bars;
  if (marks === '') return <span class="quiet">not watched yet</span>;
  const text = barsText(bars, availability);
  return (
    <svg
      class="bars"
      role="img"
      aria-label={text}
      viewBox={`0 0 ${marks.length * STEP - 1} ${HEIGHT}`}
      preserveAspectRatio="none"
    >
      <title>{text}</title>
      {[...shapesOf(marks)].map(([mark, d]) => (
        <path key={mark} class={names[mark]} d={d} />
      ))}
    </svg>
  );
};

/** What the bars mean. */
export const DayLegend = () => (
  <p class="legend">
    {(['e', 'p', 'u', '?', '.'] as const).map((mark) => (
      <span key={mark}>
        <svg class="bars" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width="6" height="24" aria-hidden="true">
          <path class={names[mark]} d={rectangle(0, mark)} />
        </svg>
        {
          {
            e: 'as expected',
            p: 'so, but for unknown time',
            u: 'partly or wholly not',
            '?': 'mostly unknown',
            '.': 'not watched',
          }[mark]
        }
      </span>
    ))}
    <span class="quiet">A bar a day, in UTC.</span>
  </p>
);

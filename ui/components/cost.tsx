import { scaleBand, scaleLinear } from 'd3-scale';
import { counted, dollars } from '../../lambda/asking/amount.ts';
import type { DayCost, PathView } from '../view/path.ts';

const WIDTH = 900;
const HEIGHT = 90;
const LEFT = 44;
const BOTTOM = 18;

/** Dollars by day, of the days on which a check was recorded. */
export const CostChart = ({ days }: { readonly days: readonly DayCost[] }) => {
  const most = Math.max(0.1, ...days.map(({ cost }) => cost));
  const x = scaleBand(
    days.map(({ date }) => date),
    [LEFT, WIDTH],
  ).padding(0.2);
  const y = scaleLinear([0, most], [HEIGHT - BOTTOM, 6]).nice(2);
  const sum = days.reduce((total, { cost }) => total + cost, 0);
  return (
    <svg
      class="cost"
      role="img"
      aria-label={`${dollars(sum)} in ${counted(days.length, 'day')} with checks`}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
    >
      {y.ticks(2).map((tick) => (
        <g key={tick} class="tick" transform={`translate(0 ${y(tick)})`}>
          <path d={`M${LEFT} 0H${WIDTH}`} />
          <text x={0} y={4}>
            {dollars(tick)}
          </text>
        </g>
      ))}
      {days.map(({ date, cost, checks }) => (
        <rect
          key={date}
          class="spent"
          x={x(date)}
          y={y(cost)}
          width={Math.min(24, x.bandwidth())}
          height={y(0) - y(cost)}
        >
          <title>{`${date}: ${dollars(cost)}, ${counted(checks, 'check')}`}</title>
        </rect>
      ))}
      {days.length > 0 && (
        <g class="tick">
          <text x={LEFT} y={HEIGHT - 4}>
            {days[0]?.date}
          </text>
          <text x={WIDTH} y={HEIGHT - 4} text-anchor="end">
            {days.at(-1)?.date}
          </text>
        </g>
      )}
    </svg>
  );
};

/** What a path has cost, in figures. */
export const CostText = ({ counted: count }: { readonly counted: NonNullable<PathView['counted']> }) => (
  <p>
    {counted(count.checks, 'check')}, {counted(count.analyses, 'paid analysis', 'paid analyses')}, {dollars(count.cost)}{' '}
    <span class="quiet">(whole days, in UTC)</span>
  </p>
);

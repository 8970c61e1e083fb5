import { scaleUtc } from 'd3-scale';
import { counted } from '../../lambda/asking/amount.ts';
import { lengthText, secondsBetween, timeText } from '../../lambda/asking/time.ts';
import type { Window } from '../../lambda/history/timeline.ts';
import type { IncidentRow } from '../view/incident.ts';
import type { SpanView } from '../view/path.ts';
import { Moment } from './moment.tsx';
import { Scroll } from './scroll.tsx';
import { useSetting } from './setting.tsx';
import { StandingBadge, standingWords } from './standing.tsx';

const WIDTH = 900;
const HEIGHT = 64;
const BAND = { top: 16, height: 22 } as const;
const TICKS = 8;
/** Room for what is centred on the first and the last moment. */
const EDGE = 8;
/** Nearer to an end a tick's text would be cut. */
const NEAR = 32;

interface TimelineProps {
  readonly spans: readonly SpanView[];
  readonly incidents: readonly IncidentRow[];
  readonly window: Window;
}

/** How a path stood over a time; the beginnings of incidents are marked above it. */
export const Timeline = ({ spans, incidents, window: { since, until } }: TimelineProps) => {
  const setting = useSetting();
  const x = scaleUtc()
    .domain([new Date(since), new Date(until)])
    .range([EDGE, WIDTH - EDGE]);
  const at = (iso: string): number => x(new Date(iso));
  const write = x.tickFormat(TICKS);
  const shown = incidents.filter(({ startedAt }) => startedAt >= since && startedAt <= until);
  const ticks = x.ticks(TICKS).filter((tick) => x(tick) > NEAR && x(tick) < WIDTH - NEAR);
  const text = `From ${timeText(since, setting)} to ${timeText(until, setting)}: ${spans.length} stretches, ${shown.length} incidents`;
  return (
    <svg class="timeline" role="img" aria-label={text} viewBox={`0 0 ${WIDTH} ${HEIGHT}`}>
      <rect class="unwatched" x={0} y={BAND.top} width={WIDTH} height={BAND.height} rx={3} />
      {spans.map((span) => (
        <rect
          key={span.from}
          class={span.standing}
          x={at(span.from)}
          y={BAND.top}
          // A minute in ninety days would not be seen.
          width={Math.max(1.5, at(span.until) - at(span.from))}
          height={BAND.height}
        >
          <title>{`${standingWords[span.standing]}, ${timeText(span.from, setting)}, for ${lengthText(secondsBetween(span.from, span.until))}`}</title>
        </rect>
      ))}
      {shown.map(({ id, startedAt }) => (
        <path key={id} class="incident" d={`M${at(startedAt)} ${BAND.top - 2}l-5-9h10z`} />
      ))}
      <text class="zone" x={WIDTH - EDGE} y={BAND.top - 4} text-anchor="end">
        UTC
      </text>
      {ticks.map((tick) => (
        <g key={tick.toISOString()} class="tick" transform={`translate(${x(tick)} 0)`}>
          <path d={`M0 ${BAND.top + BAND.height}v5`} />
          <text y={HEIGHT - 8}>{write(tick)}</text>
        </g>
      ))}
    </svg>
  );
};

/** So many stretches are listed. */
const LISTED = 100;

/** The same as a table, the newest first. */
export const Spans = ({ spans, of }: { readonly spans: readonly SpanView[]; readonly of: string }) => (
  <>
    <Scroll label={`How ${of} stood`}>
      <table>
        <thead>
          <tr>
            <th scope="col">since</th>
            <th scope="col">for</th>
            <th scope="col">state</th>
            <th scope="col">verdict</th>
            <th scope="col">why</th>
          </tr>
        </thead>
        <tbody>
          {spans.slice(0, LISTED).map(({ from, until, standing, verdict, reason }) => (
            <tr key={from}>
              <td>
                <Moment at={from} />
              </td>
              <td>{lengthText(secondsBetween(from, until))}</td>
              <td>
                <StandingBadge standing={standing} />
              </td>
              <td>{verdict}</td>
              <td>
                <bdi>{reason ?? ''}</bdi>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
    {spans.length > LISTED && (
      <p class="quiet">{counted(spans.length - LISTED, 'stretch', 'stretches')} before: pathwatch history.</p>
    )}
  </>
);

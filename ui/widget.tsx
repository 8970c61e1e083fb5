import { renderToString } from 'preact-render-to-string';
import type { WellGroup, WidgetOverview } from '../lambda/asking/widget-overview.ts';
import type { Standing } from '../lambda/domain/check.ts';
import { StandingBadge } from './components/standing.tsx';
import css from './widget.css';
import { ago, clockText, Outside, Problems, SENTENCE } from './widget-problems.tsx';

/** What of the console the widget goes by. */
export interface WidgetContext {
  readonly theme: 'light' | 'dark';
  /** Of the reader's clock, such as `+01:00`. */
  readonly offset: string;
}

/**
 * Bytes of an answer at most, far below the 6 MB that a function may answer with
 * (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html) and more than anybody reads. CloudWatch documents no
 * bound of its own.
 */
export const LARGEST = 256 * 1024;

/** How many problems and paths are shown: the first of these with which the answer is within its bounds. */
const shown: readonly (readonly [problems: number, well: number])[] = [
  [50, 300],
  [20, 60],
  [5, 0],
];

const Count = ({ standing, count }: { readonly standing: Standing; readonly count: number }) => (
  <span>
    <b>{count}</b> <StandingBadge standing={standing} />
  </span>
);

/** The groups, cut to so many paths of all together. */
const cutTo = (groups: readonly WellGroup[], most: number): readonly WellGroup[] => {
  let left = most;
  return groups.flatMap(({ name, paths }) => {
    const some = paths.slice(0, Math.max(0, left));
    left -= some.length;
    return some.length === 0 ? [] : [{ name, paths: some }];
  });
};

const Well = ({ groups }: { readonly groups: readonly WellGroup[] }) =>
  groups.map(({ name, paths }) => (
    <section key={name}>
      <h3>{name === '' ? 'As expected' : <Outside text={name} />}</h3>
      <ul>
        {paths.map((id) => (
          <li key={id} class="expected">
            <Outside text={id} />
          </li>
        ))}
      </ul>
    </section>
  ));

const More = ({ count }: { readonly count: number }) =>
  count === 0 ? null : (
    <p class="more">
      and {count} more: <code>pathwatch ui</code>
    </p>
  );

/** What makes all below it doubtful. */
const Banner = ({ overview: { looked, stale, now, counts, unreadable }, offset }: Shown) => {
  const isEmpty = counts.expected + counts.unexpected + counts.undetermined === 0;
  return (
    <>
      {stale && looked !== null && (
        <p class="banner" role="alert">
          Nobody has looked since {clockText(looked, offset)}, {ago(looked, now)}: what stands here is how the paths
          were. Ask <code>pathwatch doctor</code>.
        </p>
      )}
      {stale && looked === null && (
        <p class="banner" role="alert">
          It is not known when the paths were looked at last. Ask <code>pathwatch doctor</code>.
        </p>
      )}
      {isEmpty && (
        <p>
          No path is known yet: <code>pathwatch check</code> looks at them now.
        </p>
      )}
      {unreadable > 0 && (
        <p class="banner">
          {unreadable} open {unreadable === 1 ? 'incident' : 'incidents'} cannot be read:{' '}
          <code>pathwatch incidents</code>.
        </p>
      )}
    </>
  );
};

interface Shown {
  readonly overview: WidgetOverview;
  readonly offset: string;
}

const Overview = ({ overview, offset, problems, well }: Shown & { problems: number; well: number }) => {
  const { counts, looked, now } = overview;
  const groups = cutTo(overview.well, well);
  const wellShown = groups.reduce((sum, { paths }) => sum + paths.length, 0);
  return (
    <>
      <Banner overview={overview} offset={offset} />
      <div class="counts">
        <Count standing="unexpected" count={counts.unexpected} />
        <Count standing="undetermined" count={counts.undetermined} />
        <Count standing="expected" count={counts.expected} />
      </div>
      <div class="fresh">
        <span>
          <Outside text={overview.deployment} />
        </span>
        <span>{looked === null ? 'nobody has looked yet' : `looked ${ago(looked, now)}`}</span>
        <span>times are {offset === '+00:00' ? 'UTC' : `UTC${offset}`}</span>
      </div>
      {overview.problems.length > 0 && <Problems overview={overview} offset={offset} most={problems} />}
      <More count={Math.max(0, overview.problems.length - problems)} />
      <Well groups={groups} />
      <More count={counts.expected - wellShown} />
    </>
  );
};

/** CloudWatch's own style of tables and links is left out by the class `cwdb-no-default-styles`. */
const framed = (theme: WidgetContext['theme'], content: Parameters<typeof renderToString>[0]): string =>
  `<style>${css}</style><div class="cwdb-no-default-styles"></div>${renderToString(
    <div class={`pathwatch ${theme}`}>{content}</div>,
  )}`;

/**
 * The overview as HTML for a custom widget of CloudWatch, without script, without links and without anything that is loaded:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/add_custom_widget_dashboard_about.html. At most `LARGEST`
 * bytes of UTF-8: of very many paths the worst, and how many more there are.
 */
export const widgetHtml = (overview: WidgetOverview, { theme, offset }: WidgetContext): string => {
  const drawn = (problems: number, well: number): string =>
    framed(theme, <Overview overview={overview} offset={offset} problems={problems} well={well} />);
  for (const [problems, well] of shown) {
    const html = drawn(problems, well);
    if (Buffer.byteLength(html) <= LARGEST) return html;
  }
  return drawn(0, 0);
};

/** What is shown where nothing could be read: never a blank. */
export const failureHtml = (reason: string, { theme }: Pick<WidgetContext, 'theme'>): string =>
  framed(
    theme,
    <p class="banner" role="alert">
      How the paths are cannot be read: <Outside text={reason} most={SENTENCE} /> Ask <code>pathwatch status</code>.
    </p>,
  );

import { clean } from '../lambda/alerts/clean.ts';
import { principalText } from '../lambda/alerts/principal.ts';
import { secondsText } from '../lambda/alerts/time.ts';
import type { Problem, WidgetOverview } from '../lambda/asking/widget-overview.ts';
import { StandingBadge } from './components/standing.tsx';

/** Characters of a text that strangers wrote: a name, and a sentence. */
const NAME = 120;
export const SENTENCE = 300;

/** An outsider's text: nothing of it turns the reading direction of what stands around it, nor takes more than its place. */
export const Outside = ({ text, most = NAME }: { readonly text: string; readonly most?: number }) => (
  <bdi>{clean(text, most)}</bdi>
);

/** Minutes of `+05:30`; 0 of what is none. */
const minutesOf = (offset: string): number => {
  const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)$/.exec(offset) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0));
};

/** `2026-11-22 11:10`, by the reader's clock. */
export const clockText = (iso: string, offset: string): string => {
  const time = new Date(Date.parse(iso) + minutesOf(offset) * 60_000);
  return Number.isNaN(time.getTime()) ? 'unknown' : time.toISOString().slice(0, 16).replace('T', ' ');
};

export const ago = (iso: string, now: string): string =>
  `${secondsText(Math.max(0, (Date.parse(now) - Date.parse(iso)) / 1000))} ago`;

const fits = { explains: 'changed by', touches: 'perhaps changed by', nearby: 'changed at that time by' } as const;

const Change = ({ change }: { readonly change: NonNullable<Problem['change']> }) => (
  <div class="aside">
    {fits[change.fit]} <Outside text={change.author === undefined ? 'somebody' : principalText(change.author)} />:{' '}
    <Outside text={change.name} />
  </div>
);

const Row = ({
  problem,
  now,
  offset,
}: {
  readonly problem: Problem;
  readonly now: string;
  readonly offset: string;
}) => (
  <tr>
    <td>
      <StandingBadge standing={problem.standing} />
    </td>
    <td>
      <Outside text={problem.pathId} />
    </td>
    <td class="when">
      {problem.since === null ? (
        'not known'
      ) : (
        <>
          {clockText(problem.since, offset)}
          <div class="aside">{ago(problem.since, now)}</div>
        </>
      )}
    </td>
    <td>
      <Outside text={problem.reason} most={SENTENCE} />
      {problem.change !== null && <Change change={problem.change} />}
      {problem.incidentId !== null && (
        <div class="aside">
          incident <Outside text={problem.incidentId} />
        </div>
      )}
      {problem.acknowledged !== null && (
        <div class="aside">
          acknowledged by <Outside text={principalText({ principal: problem.acknowledged.by })} />:{' '}
          <Outside text={problem.acknowledged.reason} />
        </div>
      )}
      {problem.silenced !== null && (
        <div class="aside">
          not told: <Outside text={problem.silenced.reason} most={SENTENCE} />
        </div>
      )}
    </td>
  </tr>
);

/** What is not as expected or not known, a row each. */
export const Problems = ({ overview, offset, most }: { overview: WidgetOverview; offset: string; most: number }) => (
  <table>
    <thead>
      <tr>
        <th>standing</th>
        <th>path</th>
        <th>since</th>
        <th>why</th>
      </tr>
    </thead>
    <tbody>
      {overview.problems.slice(0, most).map((problem) => (
        <Row key={problem.pathId} problem={problem} now={overview.now} offset={offset} />
      ))}
    </tbody>
  </table>
);

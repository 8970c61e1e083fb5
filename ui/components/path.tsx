import { counted as amountOf, shareText } from '../../lambda/asking/amount.ts';
import { lengthText } from '../../lambda/asking/time.ts';
import type { PathView } from '../view/path.ts';
import { CostChart, CostText } from './cost.tsx';
import { DayBars } from './day-bars.tsx';
import { Evidence } from './evidence.tsx';
import { Incidents } from './incidents.tsx';
import { Ago, Moment, Since } from './moment.tsx';
import { IncidentName } from './name.tsx';
import { Unreadable } from './overview.tsx';
import { Change, Findings, Fixes } from './remedy.tsx';
import { StandingBadge } from './standing.tsx';
import { Spans, Timeline } from './timeline.tsx';
import { Ways } from './way.tsx';

const Head = ({ row }: Pick<PathView, 'row'>) => {
  const {
    id,
    text,
    expect,
    standing,
    verdict,
    since,
    observedAt,
    severity,
    tags,
    incidentId,
    acknowledged,
    silenced,
    unseen,
  } = row;
  return (
    <header class={`head ${standing}`}>
      <h2>
        <bdi>{id}</bdi> <StandingBadge standing={standing} />
      </h2>
      <p>
        {verdict}
        {expect !== null && `, expected to be ${expect}`}
        {since !== null && (
          <>
            , since <Since at={since} />
          </>
        )}
        {observedAt !== null && (
          <span class="quiet">
            {' '}
            looked at <Ago at={observedAt} />
          </span>
        )}
      </p>
      <p class="quiet">
        <bdi>{text}</bdi>
      </p>
      <p class="row-tags">
        {severity !== null && <span class={`tag ${severity}`}>{severity}</span>}
        {tags.map((tag) => (
          <span key={tag} class="tag">
            <bdi>{tag}</bdi>
          </span>
        ))}
      </p>
      {unseen !== null && (
        <p>
          <bdi>{unseen}</bdi>
        </p>
      )}
      {incidentId !== null && (
        <p>
          Incident <IncidentName id={incidentId} />
          {acknowledged !== null && (
            <>
              , acknowledged by <bdi>{acknowledged.by}</bdi>: <bdi>{acknowledged.reason}</bdi>
            </>
          )}
        </p>
      )}
      {silenced !== null && (
        <p>
          Kept quiet until <Moment at={silenced.until} />: <bdi>{silenced.reason}</bdi>
        </p>
      )}
    </header>
  );
};

const Why = ({ view: { findings, cause, fixes, row } }: { readonly view: PathView }) => (
  <>
    {findings.length > 0 && (
      <section>
        <h3>Why</h3>
        <Findings findings={findings} />
      </section>
    )}
    {cause !== null && (
      <section>
        <h3>What changed</h3>
        <Change cause={cause} />
      </section>
    )}
    {fixes.length > 0 && row.standing === 'unexpected' && (
      <section>
        <h3>What to do</h3>
        <Fixes fixes={fixes} />
      </section>
    )}
  </>
);

const Past = ({ view: { row, spans, incidents, window, counted } }: { readonly view: PathView }) => (
  <section>
    <h3>How it stood</h3>
    <div class="row-days">
      <DayBars bars={row.bars} availability={row.availability} />
    </div>
    {counted !== null && (
      <p>
        {shareText(counted.availability)} of the known time as expected; {amountOf(counted.outages, 'outage')}
        {counted.longest > 0 && `, the longest ${lengthText(counted.longest)}`}; {amountOf(counted.changes, 'change')}.
      </p>
    )}
    <Timeline spans={spans} incidents={incidents} window={window} />
    <Spans spans={spans} of={row.id} />
    <h3>Incidents</h3>
    <Incidents rows={incidents} label={`Incidents of ${row.id}`} />
  </section>
);

/** All of one path: how it is and why, its way hop by hop both ways, who says so, how it stood, what it cost. */
export const Path = ({ view }: { readonly view: PathView }) => (
  <article class="path">
    <Head row={view.row} />
    <Why view={view} />
    <section>
      <h3>The way</h3>
      <Ways ways={view.ways} note={view.waysNote} />
    </section>
    {view.check !== null && (
      <section>
        <h3>Evidence</h3>
        <Evidence check={view.check} />
      </section>
    )}
    <Past view={view} />
    {view.counted !== null && (
      <section>
        <h3>Cost</h3>
        <CostText counted={view.counted} />
        <CostChart days={view.days} />
      </section>
    )}
    <Unreadable sentences={view.unreadable} />
  </article>
);

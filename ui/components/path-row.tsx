import { shareText } from '../../lambda/asking/amount.ts';
import type { PathRow as Row } from '../view/overview.ts';
import { DayBars } from './day-bars.tsx';
import { Ago, Moment } from './moment.tsx';
import { IncidentName, PathName } from './name.tsx';
import { StandingBadge } from './standing.tsx';

/** What else is to be known of a path at a glance. */
const Flags = ({ row }: { readonly row: Row }) => {
  const { acknowledged, silenced, isUnderWay, modelOnly, isOverdue, observedAt } = row;
  return (
    <>
      {acknowledged !== null && (
        <span class="flag" title={`${acknowledged.by}: ${acknowledged.reason}`}>
          acknowledged
        </span>
      )}
      {silenced !== null && (
        <span class="flag" title={silenced.reason}>
          muted until <Moment at={silenced.until} />
        </span>
      )}
      {isUnderWay && <span class="flag">being analysed</span>}
      {modelOnly && <span class="flag">by the model alone</span>}
      {isOverdue && observedAt !== null && (
        <span class="flag">
          last looked at <Ago at={observedAt} />
        </span>
      )}
    </>
  );
};

/** One path in a list: how it is, since when, why, and how its days were. */
export const PathRow = ({ row }: { readonly row: Row }) => {
  const { id, text, standing, since, reason, unseen, tags, incidentId, bars, availability, severity } = row;
  return (
    <li class={`row ${standing}`}>
      <div class="row-name">
        <h4>
          <PathName id={id} />
        </h4>
        {text !== null && (
          <p class="quiet">
            <bdi>{text}</bdi>
          </p>
        )}
      </div>
      <div class="row-state">
        <StandingBadge standing={standing} />
        {since !== null && (
          <span class="quiet">
            {' '}
            since <Ago at={since} />
          </span>
        )}
      </div>
      <div class="row-days">
        <DayBars bars={bars} availability={availability} />
        <span class="share">{shareText(availability)}</span>
      </div>
      {(reason !== null || unseen !== null || incidentId !== null) && (
        <p class="row-reason">
          <bdi>{[reason, unseen].filter((text) => text !== null).join('; ')}</bdi>{' '}
          {incidentId !== null && (
            <span class="quiet">
              Incident <IncidentName id={incidentId} />
            </span>
          )}
        </p>
      )}
      <p class="row-tags">
        {severity !== null && <span class={`tag ${severity}`}>{severity}</span>}
        {tags.map((tag) => (
          <span key={tag} class="tag">
            <bdi>{tag}</bdi>
          </span>
        ))}
        <Flags row={row} />
      </p>
    </li>
  );
};

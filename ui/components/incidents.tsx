import { lengthText, secondsBetween } from '../../lambda/asking/time.ts';
import type { IncidentRow } from '../view/incident.ts';
import { Moment } from './moment.tsx';
import { IncidentName, PathName } from './name.tsx';
import { Scroll } from './scroll.tsx';

/** So many of its paths are named. */
const NAMED = 3;

const Row = ({ row }: { readonly row: IncidentRow }) => {
  const { id, about, severity, startedAt, endedAt, paths, summary, by } = row;
  return (
    <tr class={endedAt === null ? 'open' : 'over'}>
      <td>
        <Moment at={startedAt} />
      </td>
      <td>{endedAt === null ? <b>open</b> : lengthText(secondsBetween(startedAt, endedAt))}</td>
      <td>
        <span class={`tag ${severity}`}>{severity}</span> {about}
      </td>
      <td>
        <bdi>{summary}</bdi>
        {by !== null && (
          <span class="quiet">
            , by <bdi>{by}</bdi>
          </span>
        )}
        <br />
        <span class="quiet">
          <IncidentName id={id} />
        </span>
      </td>
      <td>
        {paths.slice(0, NAMED).map((path) => (
          <span key={path} class="member">
            <PathName id={path} />
          </span>
        ))}
        {paths.length > NAMED && <span class="quiet"> and {paths.length - NAMED} more</span>}
      </td>
    </tr>
  );
};

/** Incidents, the newest first. */
export const Incidents = ({ rows, label }: { readonly rows: readonly IncidentRow[]; readonly label: string }) =>
  rows.length === 0 ? (
    <p class="empty">No incident began in this time, and none is open.</p>
  ) : (
    <Scroll label={label}>
      <table class="incidents">
        <thead>
          <tr>
            <th scope="col">began</th>
            <th scope="col">lasted</th>
            <th scope="col">what</th>
            <th scope="col">cause</th>
            <th scope="col">paths</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.id} row={row} />
          ))}
        </tbody>
      </table>
    </Scroll>
  );

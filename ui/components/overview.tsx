import { counted } from '../../lambda/asking/amount.ts';
import { lengthText } from '../../lambda/asking/time.ts';
import { headlineOf } from '../view/headline.ts';
import type { Overview, PathRow as Row } from '../view/overview.ts';
import type { Group, Sifted } from '../view/sift.ts';
import { DayLegend } from './day-bars.tsx';
import { Ago, Since } from './moment.tsx';
import { PathRow } from './path-row.tsx';
import { StandingMark } from './standing.tsx';

/** Said before all else where it is so: what is shown may be long past. */
export const Unlooked = ({ overview }: { readonly overview: Overview | undefined }) => {
  if (overview === undefined) return null;
  const { unlooked, paths } = overview;
  const late = paths.filter(({ declared, isOverdue }) => declared && isOverdue).length;
  if (unlooked === null && late === 0) return null;
  return (
    <p class="banner undetermined" role="alert">
      <StandingMark standing="undetermined" />
      <span>
        {unlooked === null ? (
          `Of ${counted(late, 'path')} a look is overdue: how they are is not known since.`
        ) : unlooked.since === null ? (
          'Nobody knows when the paths were looked at last.'
        ) : (
          <>
            No look has come since <Since at={unlooked.since} />, though one was due: how the paths are is not known
            since.
          </>
        )}{' '}
        <code>pathwatch doctor</code> tells what ails the monitor.
      </span>
    </p>
  );
};

/** How many there are of each standing, and what that comes to. */
export const Summary = ({ overview }: { readonly overview: Overview }) => {
  const { standing, text } = headlineOf(overview);
  const { times, lookedAt, incidents, paths } = overview;
  const open = incidents.filter(({ endedAt }) => endedAt === null).length;
  const strays = paths.filter(({ declared, standing: stands }) => !declared && stands === 'unexpected').length;
  return (
    <section class={`summary ${standing}`} aria-label="Summary">
      <StandingMark standing={standing} />
      <div>
        <h2>{text}</h2>
        {strays > 0 && (
          <p>
            {counted(strays, 'path')} that the configuration at hand does not declare {strays === 1 ? 'is' : 'are'} not
            as expected.
          </p>
        )}
        <p class="quiet">
          {lookedAt === null ? (
            'Nobody has looked yet.'
          ) : (
            <>
              Looked <Ago at={lookedAt} />.
            </>
          )}{' '}
          {counted(open, 'incident')} open, {times.count} began in this time
          {times.meanToDetect !== null && `; found ${lengthText(times.meanToDetect)} after the change in the mean`}
          {times.meanToRestore !== null && `, over after ${lengthText(times.meanToRestore)}`}.
        </p>
      </div>
    </section>
  );
};

const Rows = ({ rows }: { readonly rows: readonly Row[] }) => (
  <ul class="rows">
    {rows.map((row) => (
      <PathRow key={row.id} row={row} />
    ))}
  </ul>
);

const GroupRows = ({ group, by }: { readonly group: Group; readonly by: string | undefined }) => (
  <section class="group">
    <h3>
      {by === undefined ? (
        'As expected'
      ) : group.value === undefined ? (
        `without ${by}`
      ) : (
        <bdi>{`${by}=${group.value}`}</bdi>
      )}{' '}
      <span class="quiet">{counted(group.rows.length, 'path')}</span>
    </h3>
    <Rows rows={group.rows} />
  </section>
);

interface PathsProps {
  readonly sifted: Sifted;
  readonly by: string | undefined;
  /** At most so many rows are drawn. */
  readonly most?: number;
}

/** The groups as far as there is room, each with as many rows as that leaves. */
const within = (groups: readonly Group[], most: number): readonly Group[] => {
  let room = most;
  return groups.flatMap((group) => {
    if (room <= 0) return [];
    const rows = room < group.rows.length ? group.rows.slice(0, room) : group.rows;
    room -= rows.length;
    return [{ ...group, rows }];
  });
};

/** The paths: problems first, then the groups. */
export const Paths = ({ sifted, by, most = Number.POSITIVE_INFINITY }: PathsProps) => {
  const { left, undeclared } = sifted;
  const problems = most < sifted.problems.length ? sifted.problems.slice(0, most) : sifted.problems;
  const groups = within(sifted.groups, most - problems.length);
  return (
    <>
      {problems.length > 0 && (
        <section class="group problems">
          <h3>
            Problems <span class="quiet">{counted(sifted.problems.length, 'path')}</span>
          </h3>
          <Rows rows={problems} />
        </section>
      )}
      {groups.map((group) => (
        <GroupRows key={group.value === undefined ? 'none' : `=${group.value}`} group={group} by={by} />
      ))}
      {undeclared.length > 0 && (
        <section class="group">
          <h3>
            Not declared here <span class="quiet">{counted(undeclared.length, 'path')}</span>
          </h3>
          <Rows rows={undeclared} />
        </section>
      )}
      {problems.length + groups.length + undeclared.length === 0 && (
        <p class="empty">
          {left === 0
            ? 'No path is watched yet. Declare one in pathwatch.yaml, deploy, and look: pathwatch check.'
            : 'No path is what you look for.'}
        </p>
      )}
      {left > 0 && <p class="quiet">{counted(left, 'path')} left out by the filter.</p>}
      {problems.length + groups.length > 0 && <DayLegend />}
    </>
  );
};

/** What could not be read: nothing of it reads as fine. */
export const Unreadable = ({ sentences }: { readonly sentences: readonly string[] }) =>
  sentences.length === 0 ? null : (
    <section class="unreadable">
      <h3>Could not be read</h3>
      <ul>
        {sentences.map((sentence) => (
          <li key={sentence}>
            <bdi>{sentence}</bdi>
          </li>
        ))}
      </ul>
    </section>
  );

import { counted, dollars, shareText } from '../../lambda/asking/amount.ts';
import { lengthText } from '../../lambda/asking/time.ts';
import { Incident } from '../components/incident.tsx';
import { Incidents } from '../components/incidents.tsx';
import { Moment } from '../components/moment.tsx';
import { Paths, Summary, Unlooked, Unreadable } from '../components/overview.tsx';
import { Path } from '../components/path.tsx';
import { Picture } from '../components/picture.tsx';
import { Scroll } from '../components/scroll.tsx';
import { useSetting } from '../components/setting.tsx';
import type { IncidentView } from '../view/incident.ts';
import type { PictureView } from '../view/layout.ts';
import type { Overview } from '../view/overview.ts';
import type { PathView } from '../view/path.ts';
import { sift } from '../view/sift.ts';

/** All that a report holds. */
export interface ReportView {
  readonly overview: Overview;
  readonly picture: PictureView;
  /** Whole: those that are or were not as expected, as far as there is room. */
  readonly paths: readonly PathView[];
  readonly incidents: readonly IncidentView[];
  /** How many of each there was no room for. */
  readonly left: { readonly paths: number; readonly incidents: number };
}

export const pathAnchor = (id: string): string => `path-${encodeURIComponent(id)}`;
export const incidentAnchor = (id: string): string => `incident-${encodeURIComponent(id)}`;

const Tags = ({ tags }: Pick<Overview, 'tags'>) =>
  tags.length === 0 ? null : (
    <section>
      <h3>By tag</h3>
      <Scroll label="By tag">
        <table>
          <thead>
            <tr>
              {['tag', 'paths', 'available', 'not as expected', 'outages', 'cost'].map((heading) => (
                <th key={heading} scope="col">
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {tags.map(({ tag, paths, availability, seconds, outages, cost }) => (
              <tr key={tag}>
                <td>
                  <bdi>{tag}</bdi>
                </td>
                <td>{paths}</td>
                <td>{shareText(availability)}</td>
                <td>{lengthText(seconds.unexpected)}</td>
                <td>{outages}</td>
                <td>{dollars(cost)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );

const Left = ({ left }: Pick<ReportView, 'left'>) => (
  <>
    {left.paths > 0 && (
      <p class="quiet">{counted(left.paths, 'path')} that changed had no room here: pathwatch history.</p>
    )}
    {left.incidents > 0 && (
      <p class="quiet">{counted(left.incidents, 'incident')} had no room here: pathwatch incidents.</p>
    )}
  </>
);

/** Whether the time that is told of is over: then how the paths are now is told apart. A minute is that of the writing. */
const isPast = ({ window, at }: Overview): boolean => Date.parse(at) - Date.parse(window.until) > 60_000;

/** The whole report: how all paths are and were, the network, and each path and incident that tells something. */
export const Report = ({ view }: { readonly view: ReportView }) => {
  const { overview, picture, paths, incidents, left } = view;
  const { window, all, name, at } = overview;
  const { timeZone } = useSetting();
  return (
    <main>
      <header>
        <h1>Pathwatch: {name}</h1>
        <p class="quiet">
          From <Moment at={window.since} /> to <Moment at={window.until} />, as of <Moment at={at} />. Times: {timeZone}
          .
        </p>
      </header>
      {isPast(overview) && <h2>Now</h2>}
      <Unlooked overview={overview} />
      <Summary overview={overview} />
      <Unreadable sentences={overview.unreadable} />
      {isPast(overview) && <h2>In this time</h2>}
      <p>
        {shareText(all.availability)} of the known time as expected, {counted(all.outages, 'outage')};{' '}
        {counted(all.analyses, 'paid analysis', 'paid analyses')}, {dollars(all.cost)}.
      </p>
      <Paths sifted={sift(overview.paths, { words: '', standing: undefined, by: undefined })} by={undefined} />
      <Tags tags={overview.tags} />
      <section class="chapter">
        <h3>The network</h3>
        <Picture view={picture} />
      </section>
      <section>
        <h3>Incidents</h3>
        <Incidents rows={overview.incidents} label="All incidents" />
      </section>
      {paths.map((path) => (
        <div key={path.row.id} id={pathAnchor(path.row.id)} class="chapter">
          <Path view={path} />
        </div>
      ))}
      {incidents.map((incident) => (
        <div key={incident.id} id={incidentAnchor(incident.id)} class="chapter">
          <Incident incident={incident} />
        </div>
      ))}
      <Left left={left} />
    </main>
  );
};

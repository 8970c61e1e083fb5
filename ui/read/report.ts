import type { Window } from '../../lambda/history/timeline.ts';
import type { ReportView } from '../report/document.tsx';
import { incidentView } from '../view/incident.ts';
import type { PathView } from '../view/path.ts';
import { readOverview } from './overview.ts';
import { readPath } from './path.ts';
import { readPicture } from './picture.ts';
import type { Described, Source } from './source.ts';

/** So many paths and incidents are told whole: a file of some megabytes at most. */
const WHOLE = { paths: 60, incidents: 100 } as const;
/** So many paths are read side by side. */
const LANES = 10;

/** All of a report: the overview, the picture, and whole what is or was not as expected, five calls for each of those paths. */
export const readReport = async (source: Source, window: Window, described: Described): Promise<ReportView> => {
  const read = await readOverview(source, window);
  const { overview, incidents, acknowledgements } = read;
  const telling = overview.paths.filter(({ standing, outages }) => standing !== 'expected' || outages > 0);
  const wanted = (telling.length === 0 ? overview.paths : telling).slice(0, WHOLE.paths);
  const paths: PathView[] = [];
  for (let from = 0; from < wanted.length; from += LANES) {
    const lane = wanted.slice(from, from + LANES);
    const views = await Promise.all(lane.map(({ id }) => readPath(source, read, id, window, described)));
    paths.push(...views.filter((view) => view !== undefined));
  }
  return {
    overview,
    picture: await readPicture(source, read, described),
    paths,
    incidents: incidents.slice(0, WHOLE.incidents).map((incident) => incidentView(incident, acknowledgements)),
    left: {
      paths: Math.max(0, telling.length - WHOLE.paths),
      incidents: Math.max(0, incidents.length - WHOLE.incidents),
    },
  };
};

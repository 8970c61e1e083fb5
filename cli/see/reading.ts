import type { Configuration } from '../../lambda/domain/path.ts';
import type { Window } from '../../lambda/history/timeline.ts';
import { type ReadOverview, readOverview } from '../../ui/read/overview.ts';
import { readPath } from '../../ui/read/path.ts';
import { readPicture } from '../../ui/read/picture.ts';
import type { Described, Source } from '../../ui/read/source.ts';
import { type IncidentView, incidentView } from '../../ui/view/incident.ts';
import type { PictureView } from '../../ui/view/layout.ts';
import type { PathView } from '../../ui/view/path.ts';
import type { Monitor } from '../monitor.ts';

/** Seconds for which an overview is shown again without a question, however many pages ask. */
const FRESH = 4;
/** Seconds after which all states are read anew though no brief has changed: what a free look found out changes a state alone. */
const WHOLE = 60;

/** What the page is shown, each time as it is now. */
export interface Reading {
  overview(days: number): Promise<ReadOverview>;
  path(id: string, days: number): Promise<PathView | undefined>;
  incident(id: string): Promise<IncidentView | undefined>;
  picture(): Promise<PictureView>;
  /** What was read counts no more: something was written. */
  forget(): void;
}

interface Read {
  readonly at: number;
  /** When all was read, and what told then whether anything has changed. */
  readonly wholeAt: number;
  readonly sign: string;
  readonly read: ReadOverview;
}

type Shown = Pick<Monitor, 'store' | 'name'>;

/** Where all that is shown is read from. */
export interface ReadFrom {
  readonly now: () => Date;
  /** Asked at each question: whoever edits it sees it at once. Throws where it is wrong. */
  readonly configuration: () => Promise<Configuration | undefined>;
  readonly use: <Value>(work: (monitor: Shown) => Promise<Value>) => Promise<Value>;
  readonly describe: () => Promise<Described>;
}

const DAY = 86_400_000;

/** Whatever this is the same of, the overview is. */
const signOf = async ({ store }: Shown, configuration: Configuration | undefined): Promise<string> =>
  JSON.stringify([
    configuration?.paths.map(({ id, tags, every }) => [id, tags, every]),
    ...(await Promise.all([
      store.briefs(),
      store.looks(),
      store.silences(),
      store.openIncidents().then((open) => open.map(({ id, version }) => [id, version])),
    ])),
  ]);

/** Reads for pages that ask again and again: docs/ui.md has what that costs. */
export const openReading = ({ now: clock, configuration, use, describe }: ReadFrom): Reading => {
  /** By the days that are looked back on. */
  const known = new Map<number, Read>();
  /** Raised where something was written: what was asked before tells of the time before. */
  let written = 0;
  let drawn: { readonly of: ReadOverview; readonly network: Described; readonly view: PictureView } | undefined;

  const sourceOf = async ({ store, name }: Shown): Promise<Source> => ({
    store,
    configuration: await configuration(),
    name,
    now: clock().toISOString(),
  });

  const windowOf = (days: number, now: string): Window => ({
    since: new Date(Date.parse(now) - days * DAY).toISOString(),
    until: now,
  });

  const readAgain = async (monitor: Shown, days: number, last: Read | undefined): Promise<Read> => {
    const source = await sourceOf(monitor);
    const at = Date.parse(source.now);
    const sign = await signOf(monitor, source.configuration);
    if (last?.sign === sign && at - last.wholeAt < WHOLE * 1000) return { ...last, at };
    return { at, wholeAt: at, sign, read: await readOverview(source, windowOf(days, source.now)) };
  };

  const overview = (days: number): Promise<ReadOverview> =>
    use(async (monitor) => {
      const last = known.get(days);
      if (last !== undefined && clock().getTime() - last.at < FRESH * 1000) return last.read;
      const before = written;
      const next = await readAgain(monitor, days, last);
      if (before === written) known.set(days, next);
      return next.read;
    });

  return {
    overview,
    path: async (id, days) => {
      const read = await overview(days);
      if (!read.overview.paths.some((row) => row.id === id)) return undefined;
      const network = await describe();
      return use(async (monitor) => {
        const source = await sourceOf(monitor);
        return readPath(source, read, id, windowOf(days, source.now), network);
      });
    },
    incident: (id) =>
      use(async ({ store }) => {
        const [incident, { acknowledgements }] = await Promise.all([store.incident(id), store.silences()]);
        return incident && incidentView(incident, acknowledgements);
      }),
    picture: async () => {
      const [of, network] = [await overview(90), await describe()];
      if (drawn?.of !== of || drawn.network !== network)
        drawn = { of, network, view: await use(async (monitor) => readPicture(await sourceOf(monitor), of, network)) };
      return drawn.view;
    },
    forget: () => {
      written += 1;
      known.clear();
    },
  };
};

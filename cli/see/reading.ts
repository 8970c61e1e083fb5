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

/** Seconds for which what was read is shown again without a question, however many pages ask. */
const FRESH = { overview: 4, network: 60 } as const;
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
  readonly days: number;
  readonly at: number;
  /** When all was read, and what told then whether anything has changed. */
  readonly wholeAt: number;
  readonly sign: string;
  readonly read: ReadOverview;
}

/** Whatever this is the same of, the overview is: small, of some hundred bytes a path. */
const signOf = async ({ store }: Shown): Promise<string> =>
  JSON.stringify(
    await Promise.all([
      store.briefs(),
      store.looks(),
      store.silences(),
      store.openIncidents().then((open) => open.map(({ id, version }) => [id, version])),
    ]),
  );

const DAY = 86_400_000;

type Shown = Pick<Monitor, 'store' | 'name'>;

/** Where all that is shown is read from. */
export interface ReadFrom {
  readonly now: () => Date;
  readonly configuration: Configuration | undefined;
  readonly use: <Value>(work: (monitor: Shown) => Promise<Value>) => Promise<Value>;
  readonly describe: () => Promise<Described>;
}

/**
 * Reads for pages that ask again and again. An overview is seven queries; where nothing has changed within a minute, four small ones.
 */
export const openReading = ({ now: clock, configuration, use, describe }: ReadFrom): Reading => {
  let last: Read | undefined;
  let described: { readonly at: number; readonly network: Described } | undefined;

  const sourceOf = ({ store, name }: Shown): Source => ({
    store,
    configuration,
    name,
    now: clock().toISOString(),
  });

  const windowOf = (days: number, now: string): Window => ({
    since: new Date(Date.parse(now) - days * DAY).toISOString(),
    until: now,
  });

  const readAll = async (monitor: Shown, days: number, sign: string): Promise<Read> => {
    const source = sourceOf(monitor);
    const at = Date.parse(source.now);
    return { days, at, wholeAt: at, sign, read: await readOverview(source, windowOf(days, source.now)) };
  };

  const overview = (days: number): Promise<ReadOverview> =>
    use(async (monitor) => {
      const now = clock().getTime();
      if (last?.days === days && now - last.at < FRESH.overview * 1000) return last.read;
      const sign = await signOf(monitor);
      last =
        last?.days === days && last.sign === sign && now - last.wholeAt < WHOLE * 1000
          ? { ...last, at: now }
          : await readAll(monitor, days, sign);
      return last.read;
    });

  const network = async (): Promise<Described> => {
    const now = clock().getTime();
    if (described === undefined || now - described.at >= FRESH.network * 1000)
      described = { at: now, network: await describe() };
    return described.network;
  };

  return {
    overview,
    path: async (id, days) => {
      const read = await overview(days);
      if (!read.overview.paths.some((row) => row.id === id)) return undefined;
      const known = await network();
      return use((monitor) => {
        const source = sourceOf(monitor);
        return readPath(source, read, id, windowOf(days, source.now), known);
      });
    },
    incident: (id) =>
      use(async ({ store }) => {
        const incident = await store.incident(id);
        return incident && incidentView(incident);
      }),
    picture: async () => {
      const read = await overview(last?.days ?? 90);
      const known = await network();
      return use((monitor) => readPicture(sourceOf(monitor), read, known));
    },
    forget: () => {
      last = undefined;
      described = undefined;
    },
  };
};

import type { Flaw, Place } from './configuration-flaw.ts';
import { flawsOf, howToWrite } from './configuration-flaw.ts';
import type { ConfigurationFile, PathEntry } from './configuration-schema.ts';
import { configurationFile, standard } from './configuration-schema.ts';
import { nearest } from './nearest.ts';
import type { Configuration, Path } from './path.ts';
import { maxRanges, parsePorts } from './ports-text.ts';

export type ReadConfiguration =
  | { readonly ok: true; readonly configuration: Configuration }
  | { readonly ok: false; readonly flaws: readonly Flaw[] };

type Section = Readonly<Record<string, unknown>>;

const section = (value: unknown): Section =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Each entry that says what an earlier one has said. */
const repeated = (
  what: string,
  entries: readonly { readonly value: unknown; readonly place: Place }[],
): readonly Flaw[] => {
  const seen = new Map<unknown, Place>();
  return entries.flatMap(({ value, place }): readonly Flaw[] => {
    const collidesWith = seen.get(value);
    if (typeof value !== 'string') return [];
    if (collidesWith === undefined) {
      seen.set(value, place);
      return [];
    }
    const message = `the ${what} "${value}" is already used`;
    return [{ place, part: 'value', message, advice: `give each its own ${what}`, collidesWith }];
  });
};

/** What a path must have from itself or from `defaults`. */
const wanting = (entry: unknown, defaults: Section, index: number): readonly Flaw[] => {
  if (typeof entry !== 'object' || entry === null) return [];
  return ['protocol', 'port', 'every']
    .filter((key) => !(key in entry) && !(key in defaults))
    .map((key) => ({
      place: ['paths', index, key],
      part: 'value',
      message: `\`${key}\` is missing`,
      advice: `${howToWrite([key])}, here or once under \`defaults\``,
    }));
};

const rangesOf = (value: unknown): number => {
  const parsed = typeof value === 'string' || typeof value === 'number' ? parsePorts(value) : undefined;
  return parsed?.ok ? parsed.value.length : 1;
};

/** Paid analyses that one check may ask for: AWS runs 100 at a time, and other paths are checked beside. */
const maxAnalyses = 50;

const isSelector = (value: unknown): boolean => 'tags' in section(value);

/** Each pair of resources, with each range and source range, is one paid analysis. */
const costly = (entry: unknown, defaults: Section, index: number): readonly Flaw[] => {
  const said: Section = { ...defaults, ...section(entry) };
  const ranges = rangesOf(said.port) * rangesOf(said.sourcePort);
  const place = ['paths', index];
  if (ranges > maxRanges)
    return [
      {
        place,
        part: 'value',
        message: `\`port\` and \`sourcePort\` together ask for ${ranges} paid analyses, more than ${maxRanges}`,
        advice: 'join ranges, or declare a path for each group of ports',
      },
    ];
  const most = typeof said.maxPairs === 'number' ? said.maxPairs : standard.maxPairs;
  const analyses = ranges * (isSelector(said.from) || isSelector(said.to) ? most : 1);
  return analyses <= maxAnalyses
    ? []
    : [
        {
          place,
          part: 'value',
          message: `${most} pairs with ${ranges} port ranges each ask for ${analyses} paid analyses a check, more than ${maxAnalyses}`,
          advice: 'lower `maxPairs`, join ranges, or declare several paths',
        },
      ];
};

/** A bound on a path or a tag that no path has would bind nothing, and nobody would notice. */
const boundless = (budget: unknown, entries: readonly unknown[], shared: Section): readonly Flaw[] => {
  const ids = new Set(entries.map((entry) => section(entry).id));
  const tags = new Set(
    entries.flatMap((entry) =>
      Object.entries({ ...section(shared.tags), ...section(section(entry).tags) }).map(
        ([key, value]) => `${key}=${value}`,
      ),
    ),
  );
  const flaw = (place: Place, message: string, known: Iterable<unknown>, otherwise: string): Flaw => {
    const meant = nearest(
      String(place.at(-1)),
      [...known].filter((one) => typeof one === 'string'),
    );
    return { place, part: 'key', message, advice: meant === undefined ? otherwise : `did you mean \`${meant}\`?` };
  };
  const { paths, tags: tagged } = section(budget);
  return [
    ...Object.keys(section(paths))
      .filter((id) => !ids.has(id))
      .map((id) => flaw(['budget', 'paths', id], `no path has the id "${id}"`, ids, 'name a path by its `id`')),
    ...Object.keys(section(tagged))
      .filter((tag) => !tags.has(tag))
      .map((tag) => flaw(['budget', 'tags', tag], `no path has the tag "${tag}"`, tags, 'write it as `key=value`')),
  ];
};

/** The rules that span keys. They read the raw value, so that they speak even where the schema found something too. */
const acrossKeys = (raw: unknown): readonly Flaw[] => {
  const { paths, defaults, channels, budget } = section(raw);
  const entries = list(paths);
  const shared = section(defaults);
  return [
    ...repeated(
      'id',
      entries.map((entry, index) => ({ value: section(entry).id, place: ['paths', index, 'id'] })),
    ),
    ...repeated(
      'address',
      list(section(channels).email).map((value, index) => ({ value, place: ['channels', 'email', index] })),
    ),
    ...boundless(budget, entries, shared),
    ...entries.flatMap((entry, index) => [...wanting(entry, shared, index), ...costly(entry, shared, index)]),
  ];
};

const pathOf = (entry: PathEntry, defaults: ConfigurationFile['defaults']): readonly Path[] => {
  const said = { ...defaults, ...entry };
  // Told by `wanting`; the schema leaves them optional, since `defaults` may hold them.
  if (said.protocol === undefined || said.port === undefined || said.every === undefined) return [];
  return [
    {
      id: said.id,
      from: said.from,
      to: said.to,
      protocol: said.protocol,
      ports: said.port,
      sourcePorts: said.sourcePort ?? [],
      expect: said.expect ?? standard.expect,
      every: said.every,
      audit: said.audit ?? standard.audit,
      severity: said.severity ?? standard.severity,
      tags: { ...defaults?.tags, ...entry.tags },
      maxPairs: said.maxPairs ?? standard.maxPairs,
      blindAfter: entry.alerts?.blindAfter ?? defaults?.alerts?.blindAfter ?? standard.blindAfter,
    },
  ];
};

/** The parsed content of a configuration file as a configuration in canonical values, or everything that is wrong with it. */
export const toConfiguration = (raw: unknown): ReadConfiguration => {
  const parsed = configurationFile.safeParse(raw);
  const flaws = [
    ...(parsed.success ? [] : parsed.error.issues.flatMap((issue) => flawsOf(issue, raw))),
    ...acrossKeys(raw),
  ];
  if (!parsed.success || flaws.length > 0) return { ok: false, flaws };
  const { paths, defaults, channels, budget, changes, retention } = parsed.data;
  return {
    ok: true,
    configuration: {
      paths: paths.flatMap((entry) => pathOf(entry, defaults)),
      channels: { email: channels?.email ?? [] },
      budget: {
        monthly: budget?.monthly ?? standard.budget,
        paths: budget?.paths ?? {},
        tags: budget?.tags ?? {},
        prices: budget?.prices ?? {},
      },
      quiet: changes?.quiet ?? standard.quiet,
      retentionDays: retention?.days ?? standard.retentionDays,
    },
  };
};

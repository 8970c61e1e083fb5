import { growthRow, mebibytes, table, whole } from '../table.ts';
import type { OfPaths, Outage } from './measure.ts';
import type { Storm } from './storm.ts';
import type { Loaded } from './sweeps.ts';

const seconds = (value: number): string => value.toFixed(1);
const units = (value: number): string => value.toLocaleString('en-US');

const sum = (calls: Loaded['calls'], is: (name: string) => boolean): number =>
  Object.entries(calls).reduce((total, [name, count]) => total + (is(name) ? count : 0), 0);

const servicesIn = (measured: readonly Loaded[]): readonly string[] =>
  [
    ...new Set(
      measured.flatMap(({ calls }) =>
        Object.entries(calls).flatMap(([name, count]) => (count > 0 ? [name.split(' ')[0] ?? ''] : [])),
      ),
    ),
  ].sort();

/** What each sweep took, in rows. */
const rowsOf = (
  measured: readonly { readonly paths: number; readonly swept: Loaded }[],
): readonly (readonly string[])[] => {
  const row = (name: string, figure: (swept: Loaded) => number, text?: (value: number) => string) =>
    growthRow(
      name,
      measured.map(({ paths, swept }) => ({ size: paths, value: figure(swept) })),
      text,
    );
  return [
    row('time, s', (swept) => swept.seconds, seconds),
    row('processor time of the function, s', ({ cpuMilliseconds }) => cpuMilliseconds / 1000, seconds),
    row('longest invocation, s', ({ longestSeconds }) => longestSeconds, seconds),
    row('waits, passed at once, s', ({ waited }) => waited),
    row('peak memory', ({ peakBytes }) => peakBytes, mebibytes),
    row('verdicts carried', ({ tally }) => tally.carried),
    row('analyses bought', ({ tally }) => tally.analyses),
    row('executions', ({ executions }) => executions),
    row('operations of the largest', ({ operations }) => operations.most),
    row('largest checkpoint, bytes', ({ largestPayload }) => largestPayload),
    row('AWS calls', ({ calls }) => sum(calls, () => true)),
    ...servicesIn(measured.map(({ swept }) => swept)).map((service) =>
      row(`… ${service}`, ({ calls }) => sum(calls, (name) => name.startsWith(`${service} `))),
    ),
    row('pages of queries', ({ calls }) => calls['dynamodb Query'] ?? 0),
    row('writes to the table', ({ calls }) =>
      sum(calls, (name) => /^dynamodb (?:Put|Update|Delete|BatchWrite)/.test(name)),
    ),
    row('read units', (swept) => swept.units.read, units),
    row('write units', (swept) => swept.units.write, units),
  ];
};

const sweepTable = (title: string, measured: readonly { readonly paths: number; readonly swept: Loaded }[]): string =>
  table(
    [
      title,
      ...measured.map(({ paths }) => `${whole(paths)} paths`),
      ...measured.slice(1).map(({ paths }, place) => `${measured[place]?.paths}→${paths}`),
    ],
    rowsOf(measured),
  );

const notesOf = (measured: readonly { readonly paths: number; readonly swept: Loaded }[]): string =>
  measured.flatMap(({ paths, swept }) => swept.notes.map((note) => `${whole(paths)} paths: ${note}`)).join('\n');

/** Prints what sweeps of more and more paths take. */
export const printPaths = (measured: readonly OfPaths[]): void => {
  const unchanged = measured.map(({ paths, unchanged: swept }) => ({ paths, swept }));
  const touched = measured.map(({ paths, touched: swept }) => ({ paths, swept }));
  console.log(
    [sweepTable('unchanged', unchanged), sweepTable('a tenth changed', touched), notesOf(touched)].join('\n\n'),
  );
};

/** Prints what an outage of all paths comes to. */
export const printOutage = ({ paths, swept, told, incidents }: Outage): void => {
  console.log(`\n${sweepTable('all broken by one call', [{ paths, swept }])}\n`);
  console.log(
    [`${whole(incidents)} incidents, ${told.length} messages:`, ...told, notesOf([{ paths, swept }])].join('\n'),
  );
};

/** Prints what a minute's changes come to. */
export const printStorm = (storm: Storm): void => {
  console.log(
    `\n${table(
      ['events in a minute', whole(storm.events)],
      [
        ['batches', whole(storm.batches)],
        ['time of all, two at once, s', seconds(storm.seconds)],
        ['longest batch, s', seconds(storm.longestSeconds)],
        ...Object.entries(storm.calls).map(([name, count]) => [name, whole(count)]),
        ['read units', units(storm.units.read)],
        ['write units', units(storm.units.write)],
        ['sweeps started', whole(storm.sweeps)],
      ],
    )}`,
  );
};

import type { Sweep } from './benched.ts';
import type { Program } from './programs.ts';
import type { Start } from './start.ts';
import type { Measured } from './sweep.ts';
import { growthRow, mebibytes, table, times, whole } from './table.ts';

export interface Results {
  readonly node: string;
  readonly cores: number;
  /** Of the function whose heap limits Node had. */
  readonly megabytes: number;
  readonly programs: readonly Program[];
  /** Bare Node, then the programs. */
  readonly starts: readonly Start[];
  /** Smallest first. */
  readonly measured: readonly Measured[];
}

/** What a start may take of what bare Node takes. */
const AIM = 5;

const sizeTable = ({ programs }: Results): string =>
  table(
    ['loaded at the start', 'bytes', 'gzipped'],
    programs
      .filter(({ name }) => !name.endsWith('--help'))
      .map(({ name, bytes, gzipped }) => [name, whole(bytes), whole(gzipped)]),
  );

const startTable = ({ starts: [bare, ...programs] }: Results): string => {
  if (bare === undefined) throw new Error('bare Node was not started');
  const ratios = (of: (start: Start) => number, text: (value: number) => string) => (start: Start) => {
    const ratio = times(of(start), of(bare));
    return [text(of(start)), start === bare ? '' : of(start) > AIM * of(bare) ? `**${ratio}**` : ratio];
  };
  const columns = [
    ratios(({ milliseconds }) => milliseconds, whole),
    ratios(({ cpuMilliseconds }) => cpuMilliseconds, whole),
    ratios(({ peakBytes }) => peakBytes, mebibytes),
  ];
  return table(
    ['from the start of the process to ready', 'ms', 'of bare', 'processor, ms', 'of bare', 'peak memory', 'of bare'],
    [bare, ...programs].map((start) => [start.name, ...columns.flatMap((column) => column(start))]),
  );
};

const row = (
  measured: readonly Measured[],
  name: string,
  figure: (measured: Measured) => number,
  text?: (value: number) => string,
): string[] =>
  growthRow(
    name,
    measured.map((one) => ({ size: one.paths, value: figure(one) })),
    text,
  );

const all = (calls: Sweep['calls']): number => Object.values(calls).reduce((total, count) => total + count, 0);

/** Calls that describe the network are one row: a snapshot makes each of them. */

const isOfSnapshot = (name: string): boolean =>
  /^(?:ec2|elasticloadbalancing) (?:Describe(?!NetworkInsights)|Search|Get)/.test(name);
const isWrite = (name: string): boolean => /^dynamodb (?:Put|Update|Delete|BatchWrite)/.test(name);

const countOf = (calls: Sweep['calls'], is: (name: string) => boolean): number =>
  Object.entries(calls).reduce((sum, [name, count]) => sum + (is(name) ? count : 0), 0);

/** All calls, and those of them that write the table. */
export const callsOf = ({ calls }: Sweep): { readonly all: number; readonly writes: number } => ({
  all: all(calls),
  writes: countOf(calls, isWrite),
});

const sweepTable = ({ measured }: Results, which: 'first' | 'next'): string => {
  const of = (name: string, figure: (sweep: Sweep) => number, text?: (value: number) => string) =>
    row(measured, name, (one) => figure(one[which]), text);
  const sizes = measured.map(({ paths }) => `${whole(paths)} paths`);
  const grows = measured.slice(1).map(({ paths }, index) => `${measured[index]?.paths}→${paths}`);
  const operations = [...new Set(measured.flatMap((one) => Object.keys(one[which].calls)))]
    .filter((name) => !isOfSnapshot(name))
    .sort();
  return table(
    [`${which} sweep`, ...sizes, ...grows],
    [
      of(
        'time, s',
        ({ seconds }) => seconds,
        (value) => value.toFixed(2),
      ),
      row(
        measured,
        'time per path, ms',
        (one) => (one[which].seconds * 1000) / one.paths,
        (value) => value.toFixed(1),
      ),
      of('executions', ({ executions }) => executions),
      of('invocations', ({ invocations }) => invocations),
      of('durable operations', (sweep) => sweep.operations.all),
      of('of the largest execution', (sweep) => sweep.operations.most),
      of('largest checkpoint, bytes', ({ largestPayload }) => largestPayload),
      of('AWS calls', ({ calls }) => all(calls)),
      row(
        measured,
        'AWS calls per path',
        (one) => all(one[which].calls) / one.paths,
        (value) => value.toFixed(1),
      ),
      of('writes to the table', (sweep) => callsOf(sweep).writes),
      of('calls of snapshots of the network', ({ calls }) => countOf(calls, isOfSnapshot)),
      ...operations
        .filter((name) => measured.some((one) => (one[which].calls[name] ?? 0) > 0))
        .map((name) => of(name, ({ calls }) => calls[name] ?? 0)),
    ],
  );
};

const processTable = ({ measured }: Results): string =>
  table(
    [
      'process, both sweeps',
      ...measured.map(({ paths }) => `${whole(paths)} paths`),
      ...measured.slice(1).map(({ paths }, index) => `${measured[index]?.paths}→${paths}`),
    ],
    [
      row(measured, 'peak memory', ({ peakBytes }) => peakBytes, mebibytes),
      row(
        measured,
        'processor time per path, both sweeps, ms',
        ({ cpuMilliseconds, paths }) => cpuMilliseconds / paths,
        (value) => value.toFixed(1),
      ),
    ],
  );

/** Prints everything that was measured; the columns `10→100` hold the exponent of growth between two sizes. */
export const print = (results: Results): void => {
  const { node, cores, megabytes } = results;
  console.log(`Node ${node}, ${cores} cores, heap limits of a function of ${megabytes} MB\n`);
  console.log(
    [
      sizeTable(results),
      startTable(results),
      processTable(results),
      sweepTable(results, 'first'),
      sweepTable(results, 'next'),
    ].join('\n\n'),
  );
};

import type { ModelMeasured, measureModel } from './model.ts';
import { growthRow, mebibytes, table, times, whole } from './table.ts';

const milliseconds = (value: number): string => value.toFixed(0);

/** Prints what the model takes, in milliseconds, and as multiples of the parse in the same run. */
export const printModel = ({ megabytes, runs, measured }: Awaited<ReturnType<typeof measureModel>>): void => {
  const of = (name: string, figure: (one: ModelMeasured) => number, text?: (value: number) => string): string[] =>
    growthRow(
      name,
      measured.map((one) => ({ size: one.interfaces, value: figure(one) })),
      text,
    );
  const step = (name: string, figure: (each: ModelMeasured['timed']['milliseconds']) => number): string[][] => [
    of(`${name}, ms`, (one) => figure(one.timed.milliseconds), milliseconds),
    [
      '… of the parse',
      ...measured.map(({ timed }) => times(figure(timed.milliseconds), timed.milliseconds.parse)),
      ...measured.slice(1).map(() => ''),
    ],
  ];
  const [first] = measured;
  const verdicts = Object.entries(first?.timed.verdicts ?? {}).map(([verdict, count]) => `${count} ${verdict}`);
  console.log(
    `\nNetwork model: ${first?.timed.paths ?? 0} paths (${verdicts.join(', ')}), best of ${runs} processes with the heap limits of a function of ${megabytes} MB\n`,
  );
  console.log(
    table(
      [
        'network model',
        ...measured.map(({ interfaces }) => `${whole(interfaces)} ENIs`),
        ...measured.slice(1).map(({ interfaces }, at) => `${measured[at]?.interfaces}→${interfaces}`),
      ],
      [
        of('VPCs', ({ vpcs }) => vpcs),
        of('elements described', ({ elements }) => elements),
        of('bytes of the files', ({ bytes }) => bytes),
        of('JSON.parse, ms', ({ timed }) => timed.milliseconds.parse, milliseconds),
        ...step('read as a snapshot', ({ read }) => read),
        ...step('index', ({ index }) => index),
        ...step('answer 1,000 paths', ({ answer }) => answer),
        ...step('index and answer', ({ index, answer }) => index + answer),
        ...step('answer them again', ({ again }) => again),
        ...step('write 1,000 footprints', ({ footprint }) => footprint),
        of('peak memory', ({ peakBytes }) => peakBytes, mebibytes),
        of('facts of an answer, median', ({ timed }) => timed.footprints.facts.median),
        of('facts of an answer, most', ({ timed }) => timed.footprints.facts.most),
        of('characters of a footprint, median', ({ timed }) => timed.footprints.characters.median),
        of('characters of a footprint, most', ({ timed }) => timed.footprints.characters.most),
      ],
    ),
  );
};

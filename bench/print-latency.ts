import { median } from './figures.ts';
import type { Latency } from './latency.ts';
import { table, whole } from './table.ts';

/** Milliseconds that the product may add beside the quiet and the analyzer, at the 95th percentile. */
export const MOST = 2_000;

export const percentile95 = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * 0.95))] ?? Number.NaN;

/** Prints how long it takes from a call to its alert. */
export const printLatency = ({ paths, whole: all, own }: Latency): void => {
  const row = (name: string, values: readonly number[]): readonly string[] => [
    name,
    whole(median(values)),
    whole(percentile95(values)),
    whole(Math.max(...values)),
  ];
  console.log(
    `\nFrom an EC2 call to the alert in hand: ${whole(paths)} paths, one of them broken and mended, ${all.length} calls\n`,
  );
  console.log(
    table(
      ['ms', 'median', '95th percentile', 'most'],
      [row('from the call to the alert', all), row('without quiet, analyzer and queue', own)],
    ),
  );
  const p95 = percentile95(own);
  console.log(`\nThe product's own share at the 95th percentile is ${p95 < MOST ? 'under' : 'NOT under'} 2 s.`);
};

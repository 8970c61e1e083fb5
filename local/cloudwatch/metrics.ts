import * as z from 'zod';
import { parsedJson } from '../../lambda/changes/parsed-json.ts';

/** One value of one metric. `at` in epoch milliseconds. */
export interface Datum {
  readonly at: number;
  readonly value: number;
}

export interface Metrics {
  /** Takes a line of a log: of one in the embedded metric format the metrics are kept, any other is none. */
  take(line: string): void;
  /** The values of a metric from one time on and up to another, which is left out. Epoch milliseconds. */
  values(metric: string, from: number, until: number): readonly number[];
  /** All metrics that have a value, as `metricKey` names them. */
  keys(): readonly string[];
}

/** A dimension's value: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Dimension.html. */
const dimension = z
  .string()
  .max(1024)
  .regex(/^[ -~]*[!-~][ -~]*$/);

/** A line of a function's log that is longer is cut: no metric. Bytes. */
const LONGEST_LINE = 256 * 1024;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html */
const embedded = z.looseObject({
  _aws: z.strictObject({
    Timestamp: z.int().positive(),
    CloudWatchMetrics: z
      .array(
        z.strictObject({
          Namespace: z.string().min(1).max(1024),
          Dimensions: z.array(z.array(z.string().min(1).max(250)).max(30)).min(1),
          Metrics: z.array(z.strictObject({ Name: z.string().min(1).max(1024), Unit: z.string() })).max(100),
        }),
      )
      .min(1),
  }),
});

/** A metric by all that CloudWatch tells it from others by. */
export const metricKey = (
  namespace: string,
  name: string,
  dimensions: readonly (readonly [name: string, value: string])[],
): string => JSON.stringify([namespace, name, dimensions.toSorted(([one], [other]) => (one < other ? -1 : 1))]);

/** CloudWatch takes what is at most two weeks old and at most two hours ahead. Milliseconds. */
const OLD = 14 * 24 * 3600 * 1000;
const AHEAD = 2 * 3600 * 1000;

/** CloudWatch's metrics as its Logs make them out of log lines. */
export const openMetrics = (now: () => Date): Metrics => {
  const kept = new Map<string, Datum[]>();

  const keep = (key: string, datum: Datum): void => {
    const known = kept.get(key) ?? [];
    known.push(datum);
    kept.set(key, known);
  };

  return {
    take: (line) => {
      const { success, data } = embedded.safeParse(parsedJson(line));
      if (!success || Buffer.byteLength(line) > LONGEST_LINE) return;
      const { Timestamp: at, CloudWatchMetrics } = data._aws;
      if (now().getTime() - at > OLD || at - now().getTime() > AHEAD) return;
      for (const { Namespace, Dimensions, Metrics } of CloudWatchMetrics)
        for (const names of Dimensions) {
          const dimensions = names.map((name) => [name, data[name]] as const);
          // A dimension without its value, or with one that is none, makes no metric.
          if (!dimensions.every((pair): pair is readonly [string, string] => dimension.safeParse(pair[1]).success))
            continue;
          for (const { Name } of Metrics) {
            const value = data[Name];
            if (typeof value === 'number') keep(metricKey(Namespace, Name, dimensions), { at, value });
          }
        }
    },
    values: (key, from, until) =>
      (kept.get(key) ?? []).flatMap(({ at, value }) => (at >= from && at < until ? [value] : [])),
    keys: () => [...kept.keys()],
  };
};

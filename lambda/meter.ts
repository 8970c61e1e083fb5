import { createHash } from 'node:crypto';
import { DIMENSION, type Measure, type Measured, NAMESPACE, PATH, TAG, type Whose, whole } from './domain/measure.ts';
import { never } from './domain/verdict.ts';
import type { Meter } from './monitor/ports.ts';

const units: Readonly<Record<Measure, 'Count' | 'Percent' | 'Seconds' | 'None'>> = {
  Looks: 'Count',
  BlindPaths: 'Count',
  UndeliveredAlerts: 'Count',
  BudgetUsed: 'Percent',
  CanaryFailed: 'Count',
  PathsDown: 'Count',
  Spend: 'None',
  DetectionTime: 'Seconds',
};

/** Characters of a dimension's value at most: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Dimension.html. */
const LONGEST = 1024;
const DIGEST = 16;

const encoded = (character: string): string => encodeURIComponent(character.toWellFormed());

/**
 * Any text as a dimension's value, which holds printable ASCII alone and something besides blanks: what is not that, and the
 * percent sign, as in an address (`%C3%A9`), so that two texts stay two. Of what is too long the beginning, and a digest of all.
 */
export const dimensionValue = (text: string): string => {
  const plain = text.replace(/[^ -~]|%/gu, encoded);
  const value = plain.trim() === '' ? `%20${plain.slice(1)}` : plain;
  if (value.length <= LONGEST) return value;
  const digest = createHash('sha256').update(text).digest('hex').slice(0, DIGEST);
  return `${value.slice(0, LONGEST - DIGEST - 1)}~${digest}`;
};

const dimensionsOf = (deployment: string, of: Whose): Readonly<Record<string, string>> => {
  const common = { [DIMENSION]: deployment };
  switch (of.kind) {
    case 'all':
      return common;
    case 'path':
      return { ...common, [PATH]: dimensionValue(of.id) };
    case 'tag':
      return { ...common, [TAG]: dimensionValue(of.tag) };
    default:
      return never(of);
  }
};

/**
 * One line of what was measured, out of which CloudWatch Logs makes metrics: of one set of dimensions, since a line has room for
 * one value of each.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export const metricLine = (deployment: string, values: Measured, at: Date, of: Whose = whole): string => {
  const dimensions = dimensionsOf(deployment, of);
  return JSON.stringify({
    _aws: {
      Timestamp: at.getTime(),
      CloudWatchMetrics: [
        {
          Namespace: NAMESPACE,
          Dimensions: [Object.keys(dimensions)],
          Metrics: (Object.keys(values) as Measure[]).map((name) => ({ Name: name, Unit: units[name] })),
        },
      ],
    },
    ...dimensions,
    ...values,
  });
};

/** Writes to standard output, past `console`: Lambda would wrap what goes through that, and the metric would not be at its root. */
export const lineMeter = (deployment: string, now: () => Date): Meter => ({
  measure: (values, of) => void process.stdout.write(`${metricLine(deployment, values, now(), of)}\n`),
});

/** For where nobody listens, such as on a terminal. */
export const silentMeter: Meter = { measure: () => undefined };

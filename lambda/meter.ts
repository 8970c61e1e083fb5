import { DIMENSION, type Measure, type Measured, NAMESPACE } from './domain/measure.ts';
import type { Meter } from './monitor/ports.ts';

const unitOf = (measure: Measure): 'Count' | 'Percent' => (measure === 'BudgetUsed' ? 'Percent' : 'Count');

/**
 * One line of what was measured, out of which CloudWatch Logs makes metrics:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html.
 */
export const metricLine = (deployment: string, values: Measured, at: Date): string =>
  JSON.stringify({
    _aws: {
      Timestamp: at.getTime(),
      CloudWatchMetrics: [
        {
          Namespace: NAMESPACE,
          Dimensions: [[DIMENSION]],
          Metrics: (Object.keys(values) as Measure[]).map((name) => ({ Name: name, Unit: unitOf(name) })),
        },
      ],
    },
    [DIMENSION]: deployment,
    ...values,
  });

/** Writes to standard output, past `console`: Lambda would wrap what goes through that, and the metric would not be at its root. */
export const lineMeter = (deployment: string, now: () => Date): Meter => ({
  measure: (values) => void process.stdout.write(`${metricLine(deployment, values, now())}\n`),
});

/** For where nobody listens, such as on a terminal. */
export const silentMeter: Meter = { measure: () => undefined };

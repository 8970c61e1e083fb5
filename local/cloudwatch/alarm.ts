import * as z from 'zod';
import { type Metrics, metricKey } from './metrics.ts';

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

const dimensions = z.array(z.strictObject({ Name: z.string(), Value: z.string() })).default([]);

const metric = z.object({
  Namespace: z.string(),
  MetricName: z.string(),
  Dimensions: dimensions,
});

/** The properties of AWS::CloudWatch::Alarm that are known here; another statistic, expression or rule is refused. */
export const alarmProperties = z.looseObject({
  AlarmDescription: z.string(),
  ComparisonOperator: z.enum(['GreaterThanThreshold', 'LessThanThreshold']),
  EvaluationPeriods: z.int().positive(),
  Threshold: z.number(),
  TreatMissingData: z.enum(['breaching', 'notBreaching', 'ignore', 'missing']),
  Namespace: z.string().optional(),
  MetricName: z.string().optional(),
  Dimensions: dimensions,
  Statistic: z.enum(['Sum', 'Maximum']).optional(),
  Period: z.int().optional(),
  Metrics: z
    .array(
      z.object({
        Id: z.string(),
        Expression: z.string().optional(),
        ReturnData: z.boolean().optional(),
        MetricStat: z.object({ Metric: metric, Period: z.int(), Stat: z.enum(['Sum', 'Maximum']) }).optional(),
      }),
    )
    .optional(),
});
export type AlarmProperties = z.output<typeof alarmProperties>;

/** What an alarm watches: one metric, with silence made a zero where an expression says so. */
interface Watched {
  readonly key: string;
  readonly period: number;
  readonly stat: 'Sum' | 'Maximum';
  readonly filled: boolean;
}

const keyOf = ({ Namespace, MetricName, Dimensions }: z.output<typeof metric>): string =>
  metricKey(
    Namespace,
    MetricName,
    Dimensions.map(({ Name, Value }) => [Name, Value] as const),
  );

const watchedBy = (alarm: AlarmProperties): Watched => {
  if (alarm.Metrics === undefined) {
    const { Period, Statistic } = alarm;
    if (Period === undefined || Statistic === undefined)
      throw new Error('an alarm of one metric has its period and statistic');
    return { key: keyOf(metric.parse(alarm)), period: Period, stat: Statistic, filled: false };
  }
  const [expression] = alarm.Metrics.filter(({ Expression }) => Expression !== undefined);
  const [, id] = /^FILL\((\w+), 0\)$/.exec(expression?.Expression ?? '') ?? [];
  const stat = alarm.Metrics.find((one) => one.Id === id)?.MetricStat;
  if (stat === undefined) throw new Error(`the expression ${expression?.Expression} is not known here`);
  return { key: keyOf(stat.Metric), period: stat.Period, stat: stat.Stat, filled: true };
};

/** How many periods more than it judges CloudWatch looks at for data: it says of the number only that it is higher. */
const FURTHER = 3;

const reduced = (values: readonly number[], stat: Watched['stat']): number | undefined => {
  if (values.length === 0) return undefined;
  return stat === 'Sum' ? values.reduce((sum, value) => sum + value, 0) : Math.max(...values);
};

/** The limits that CloudWatch sets an alarm: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html. */
const checkLimits = (period: number, periods: number): void => {
  if (period % 60 !== 0 || period < 60) throw new Error(`a period of ${period} seconds is no multiple of a minute`);
  if (period * periods > (period >= 3600 ? 7 : 1) * 86_400)
    throw new Error(`${periods} periods of ${period} seconds are more than an alarm looks back`);
};

/**
 * The state of an alarm at a time, by CloudWatch's rules for missing data
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html): where enough data lie in the range
 * that it looks at, the newest of them decide; else what is missing is treated as the alarm says.
 */
export const stateAt = (properties: unknown, metrics: Metrics, at: Date, before: AlarmState): AlarmState => {
  const alarm = alarmProperties.parse(properties);
  const { key, period, stat, filled } = watchedBy(alarm);
  const periods = alarm.EvaluationPeriods;
  checkLimits(period, periods);
  const end = Math.floor(at.getTime() / 60_000) * 60_000;
  const found = Array.from({ length: periods + FURTHER }, (_, index) => {
    const until = end - index * period * 1000;
    return reduced(metrics.values(key, until - period * 1000, until), stat);
  });
  const isSilent = found.every((value) => value === undefined);
  const range = filled && !isSilent ? found.map((value) => value ?? 0) : found;
  const isBreaching = (value: number): boolean =>
    alarm.ComparisonOperator === 'GreaterThanThreshold' ? value > alarm.Threshold : value < alarm.Threshold;
  const present = range.flatMap((value) => (value === undefined ? [] : [value]));
  if (present.length === 0 && alarm.TreatMissingData === 'missing') return 'INSUFFICIENT_DATA';
  if (present.length === 0 && alarm.TreatMissingData === 'ignore') return before;
  const judged = present.slice(0, periods).map(isBreaching);
  const missing = Array.from({ length: periods - judged.length }, () => alarm.TreatMissingData === 'breaching');
  return [...judged, ...missing].every(Boolean) ? 'ALARM' : 'OK';
};

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

interface MathAlarm {
  readonly Metrics: readonly {
    readonly MetricStat?: { readonly Metric: object; readonly Period: number; readonly Stat: string };
  }[];
}

const isMathAlarm = (value: unknown): value is MathAlarm =>
  typeof value === 'object' && value !== null && 'Metrics' in value && Array.isArray(value.Metrics);

/** The alarm on the one metric that its expression reads. */
const plain = ({ Metrics, ...alarm }: MathAlarm): object => {
  const [stat, ...others] = Metrics.flatMap(({ MetricStat }) => MetricStat ?? []);
  if (stat === undefined || others.length > 0) throw new Error('an alarm watches one metric');
  return { ...alarm, ...stat.Metric, Period: stat.Period, Statistic: stat.Stat };
};

/**
 * Rewrites the alarms of an app in its folder: the emulator knows no metric math. The expressions are judged over the
 * template by test/monitor/dead.
 */
export const withoutMath = async (assembly: string): Promise<void> => {
  const file = join(assembly, 'Pathwatch.template.json');
  const template: unknown = JSON.parse(await readFile(file, 'utf8'), (_, value: unknown) =>
    isMathAlarm(value) ? plain(value) : value,
  );
  await writeFile(file, JSON.stringify(template));
};

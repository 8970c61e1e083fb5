import { Duration, Stack } from 'aws-cdk-lib';
import {
  type Alarm,
  AlarmStatusWidget,
  Dashboard as CloudWatchDashboard,
  CustomWidget,
  GraphWidget,
  type IMetric,
  MathExpression,
  Metric,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { DIMENSION, type Measure, NAMESPACE, PATH, TAG } from '../lambda/domain/measure.ts';
import { intervalOf } from './heartbeat.ts';

export interface DashboardProps {
  readonly widget: IFunction;
  readonly sweep: IFunction;
  readonly alarms: readonly Alarm[];
  /** Distinct schedules, in the canonical form of the configuration. */
  readonly schedules: readonly string[];
}

/** Columns of a dashboard. */
const WIDE = 24;
const HALF = 12;
const DAY = Duration.days(1);

/** What is not as expected is measured at every look: between two looks, and no longer, it is taken to go on. Seconds. */
const periodOf = (schedules: readonly string[]): Duration => {
  const minutes = Math.ceil(intervalOf(schedules) / 60);
  return Duration.minutes(Math.min(24 * 60, Math.max(5, minutes)));
};

const header = (name: string): string =>
  `# Pathwatch: ${name}
The critical network paths of this deployment. What is not as expected stands first; \`pathwatch status\` and \`pathwatch history PATH\`
tell the same at the command line. A path or a tag is drawn only for the time in which it was measured: nothing is sent of what is well,
and what was not sent for two weeks is found no more.`;

/**
 * One dashboard of the deployment. Three of an account are free, with fifty metrics each; every other is $3 a month:
 * https://aws.amazon.com/cloudwatch/pricing/. Dashboards are of an account, not of a Region, so that its name has both.
 */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, { widget, sweep, alarms, schedules }: DashboardProps) {
    super(scope, id);
    const { stackName, region } = Stack.of(this);
    const period = periodOf(schedules);
    const graph = (title: string, left: readonly IMetric[], unit: string, width = HALF): GraphWidget =>
      new GraphWidget({
        title,
        left: [...left],
        leftYAxis: { min: 0, label: unit, showUnits: false },
        width,
        height: 6,
      });
    new CloudWatchDashboard(this, 'Dashboard', {
      dashboardName: `${stackName}-${region}`,
      defaultInterval: Duration.days(7),
      widgets: [
        [new TextWidget({ markdown: header(stackName), width: WIDE, height: 3 })],
        [
          new CustomWidget({
            functionArn: widget.functionArn,
            title: 'Paths',
            width: WIDE,
            height: 12,
            updateOnRefresh: true,
            updateOnResize: false,
            updateOnTimeRangeChange: false,
          }),
        ],
        [new AlarmStatusWidget({ title: 'Alarms', alarms: [...alarms], width: WIDE, height: 3 })],
        [
          graph('Paths not as expected', [this.each('PathsDown', PATH, 'Maximum', period)], 'paths'),
          graph('Paths not as expected, by tag', [this.each('PathsDown', TAG, 'Maximum', period)], 'paths'),
        ],
        [
          graph('Spent a day', [this.together('Spend', 'Sum', 'dollars of analyses')], 'dollars'),
          graph('Checks that were bought, a day', [this.together('Spend', 'SampleCount', 'checks')], 'checks'),
        ],
        [
          graph('Spent a day, by tag', [this.each('Spend', TAG, 'Sum', DAY)], 'dollars'),
          graph('From the change to the check that found it', [this.own('DetectionTime', 'Average', DAY)], 'seconds'),
        ],
        [
          graph('Paths without a verdict', [this.filled('BlindPaths', period)], 'paths'),
          graph('Budget used, from four fifths on', [this.own('BudgetUsed', 'Maximum', DAY)], 'percent'),
        ],
        [
          graph('Sweeps', [sweep.metricDuration({ statistic: 'Maximum', period: Duration.hours(1) })], 'milliseconds'),
          graph('Errors of the sweep', [sweep.metricErrors({ period: Duration.hours(1) })], 'errors'),
        ],
      ],
    });
  }

  private own(metricName: Measure, statistic: string, period: Duration): Metric {
    const dimensionsMap = { [DIMENSION]: Stack.of(this).stackName };
    return new Metric({ namespace: NAMESPACE, metricName, dimensionsMap, statistic, period });
  }

  /** Silence is none. */
  private filled(metricName: Measure, period: Duration): MathExpression {
    const usingMetrics = { measured: this.own(metricName, 'Maximum', period) };
    return new MathExpression({ expression: 'FILL(measured, 0)', usingMetrics, period, label: metricName });
  }

  /** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html */
  private search(metricName: Measure, dimension: string, statistic: string, period: Duration): string {
    const schema = `{${NAMESPACE},${DIMENSION},${dimension}}`;
    const term = `MetricName="${metricName}" ${DIMENSION}="${Stack.of(this).stackName}"`;
    return `SEARCH('${schema} ${term}', '${statistic}', ${period.toSeconds()})`;
  }

  /** A line for each path, or each tag; the first five hundred that are found. */
  private each(metricName: Measure, dimension: string, statistic: string, period: Duration): MathExpression {
    const expression = `FILL(${this.search(metricName, dimension, statistic, period)}, 0)`;
    return new MathExpression({ expression, usingMetrics: {}, period, label: '' });
  }

  /** The sum over all paths, by day. */
  private together(metricName: Measure, statistic: string, label: string): MathExpression {
    const expression = `SUM(FILL(${this.search(metricName, PATH, statistic, DAY)}, 0))`;
    return new MathExpression({ expression, usingMetrics: {}, period: DAY, label });
  }
}

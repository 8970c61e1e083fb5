import { Duration, Stack } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { DIMENSION, type Measure, NAMESPACE } from '../lambda/domain/measure.ts';
import { type Silence, silenceOf } from './heartbeat.ts';

const PERIOD = Duration.minutes(5);
/** Far beyond the two seconds for which a batch waits, and short of a failed batch's third attempt. */
const LATE = Duration.minutes(5);

/** What was measured last is told for an hour: the next sweep measures it again where it lasts. */
const LASTING = Duration.hours(1);

export interface AlarmsProps {
  readonly troubles: Topic;
  readonly sweep: IFunction;
  /** Where changes wait to be gathered. */
  readonly changes: Queue;
  readonly deadLetters: Queue;
  /** Distinct schedules, in the canonical form of the configuration. */
  readonly schedules: readonly string[];
}

/**
 * What ails the monitor. A sweep's own failures are executions that end badly; the Scheduler's dead letters would not
 * show them: https://docs.aws.amazon.com/lambda/latest/dg/durable-monitoring.html.
 *
 * Ten alarms of one metric each: CloudWatch counts the metrics, so a sum of several would cost the same, and ten are free in
 * an account: https://aws.amazon.com/cloudwatch/pricing/. Starts that fail or are throttled need none of their own: what is
 * not started within minutes is a dead letter, and no look comes. Nor do gatherings, whose changes grow old; nor a sweep that
 * somebody stopped, as Ctrl-C at `pathwatch check` does.
 */
export class Alarms extends Construct {
  readonly #troubles: Topic;
  readonly #all: Alarm[] = [];

  constructor(scope: Construct, id: string, { troubles, sweep, changes, deadLetters, schedules }: AlarmsProps) {
    super(scope, id);
    this.#troubles = troubles;
    this.listen(silenceOf(schedules));
    for (const end of ['Failed', 'TimedOut'] as const)
      this.raise(`Sweep${end}`, this.durable(sweep, `DurableExecution${end}`), 'paths were not looked at to the end');
    this.raise('SweepThrottled', sweep.metricThrottles({ period: PERIOD }), 'sweeps start late');
    this.raise(
      'ChangesLate',
      changes.metricApproximateAgeOfOldestMessage({ period: PERIOD, statistic: 'Maximum' }),
      'changes of the network wait to be looked into; schedules go on',
      LATE.toSeconds(),
    );
    this.raise(
      'DeadLetters',
      deadLetters.metricApproximateNumberOfMessagesVisible({ period: PERIOD, statistic: 'Maximum' }),
      'a scheduled sweep was not started, a change not looked into, or an alert not taken by a subscriber',
    );
    this.raise('Blind', this.own('BlindPaths', LASTING), 'paths have had no verdict for several looks');
    this.raise('Undelivered', this.own('UndeliveredAlerts', LASTING), 'a channel does not take alerts');
    this.raise('Budget', this.own('BudgetUsed', LASTING), 'the budget of the month is nearly spent, or is');
    // Measured once a day.
    this.raise(
      'Canary',
      this.own('CanaryFailed', Duration.days(1)),
      'an open path and a blocked one were answered alike: believe no verdict',
    );
  }

  get all(): readonly Alarm[] {
    return this.#all;
  }

  private durable(sweep: IFunction, metricName: string): Metric {
    return new Metric({
      namespace: 'AWS/Lambda',
      metricName,
      dimensionsMap: { FunctionName: sweep.functionName },
      statistic: 'Sum',
      period: PERIOD,
    });
  }

  /**
   * A metric of ours, with silence made a zero. Left to itself an alarm with missing data goes by the newest data that it still
   * finds, beyond the periods that it is to judge, and rings late, or for hours too long:
   * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html.
   */
  private own(metricName: Measure, period: Duration, statistic: 'Maximum' | 'Sum' = 'Maximum'): MathExpression {
    const measured = new Metric({
      namespace: NAMESPACE,
      metricName,
      dimensionsMap: { [DIMENSION]: Stack.of(this).stackName },
      statistic,
      period,
    });
    return new MathExpression({
      expression: 'FILL(measured, 0)',
      usingMetrics: { measured },
      period,
      label: metricName,
    });
  }

  /** The dead man's switch. */
  private listen({ period, periods }: Silence): void {
    this.tell(
      new Alarm(this, 'Heartbeat', {
        metric: this.own('Looks', Duration.seconds(period), 'Sum'),
        alarmDescription:
          'Pathwatch: no schedule has looked at the network for nearly two intervals: the monitor is dead',
        threshold: 1,
        comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
        evaluationPeriods: periods,
        // Without any data there is nothing to fill: an alarm just made waits for the first look, one that rings goes on ringing.
        treatMissingData: TreatMissingData.IGNORE,
      }),
    );
  }

  private raise(id: string, metric: IMetric, cost: string, threshold = 0): void {
    this.tell(
      new Alarm(this, id, {
        metric,
        alarmDescription: `Pathwatch: ${cost}`,
        threshold,
        comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
        evaluationPeriods: 1,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      }),
    );
  }

  private tell(alarm: Alarm): void {
    alarm.addAlarmAction(new SnsAction(this.#troubles));
    this.#all.push(alarm);
  }
}

import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

const PERIOD = Duration.minutes(5);
/** Far beyond the two seconds for which a batch waits, and short of a failed batch's third attempt. */
const LATE = Duration.minutes(5);

export interface AlarmsProps {
  readonly troubles: Topic;
  readonly sweep: IFunction;
  /** The function that starts sweeps. */
  readonly start: IFunction;
  /** The function that gathers changes. */
  readonly gather: IFunction;
  /** Where changes wait for it. */
  readonly changes: Queue;
  readonly deadLetters: Queue;
}

/**
 * What ails the monitor. A sweep's own failures are executions that end badly; the Scheduler's dead letters would not
 * show them: https://docs.aws.amazon.com/lambda/latest/dg/durable-monitoring.html.
 *
 * Eight alarms of one metric each. CloudWatch counts the metrics, so a sum of several would cost the same:
 * https://aws.amazon.com/cloudwatch/pricing/. Starts that are throttled need none, as what is not started within minutes is a
 * dead letter; nor do throttled gatherings, whose changes grow old.
 */
export class Alarms extends Construct {
  readonly #troubles: Topic;

  constructor(scope: Construct, id: string, { troubles, sweep, start, gather, changes, deadLetters }: AlarmsProps) {
    super(scope, id);
    this.#troubles = troubles;
    for (const end of ['Failed', 'Stopped', 'TimedOut'] as const)
      this.raise(`Sweep${end}`, this.durable(sweep, `DurableExecution${end}`), 'paths were not looked at to the end');
    this.raise('SweepThrottled', sweep.metricThrottles({ period: PERIOD }), 'sweeps start late');
    this.raise('StartFailed', start.metricErrors({ period: PERIOD }), 'a scheduled sweep was not started');
    this.raise(
      'GatherFailed',
      gather.metricErrors({ period: PERIOD }),
      'changes were not taken in, and are tried again',
    );
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

  private raise(id: string, metric: Metric, cost: string, threshold = 0): void {
    new Alarm(this, id, {
      metric,
      alarmDescription: `Pathwatch: ${cost}`,
      threshold,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    }).addAlarmAction(new SnsAction(this.#troubles));
  }
}

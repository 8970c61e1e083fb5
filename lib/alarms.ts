import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

const PERIOD = Duration.minutes(5);

export interface AlarmsProps {
  readonly troubles: Topic;
  readonly sweep: IFunction;
  /** The function that starts sweeps. */
  readonly start: IFunction;
  readonly deadLetters: Queue;
}

/**
 * What ails the monitor. A sweep's own failures are executions that end badly; the Scheduler's dead letters would not
 * show them: https://docs.aws.amazon.com/lambda/latest/dg/durable-monitoring.html.
 */
export class Alarms extends Construct {
  readonly #troubles: Topic;

  constructor(scope: Construct, id: string, { troubles, sweep, start, deadLetters }: AlarmsProps) {
    super(scope, id);
    this.#troubles = troubles;
    for (const end of ['Failed', 'Stopped', 'TimedOut'] as const)
      this.raise(`Sweep${end}`, this.durable(sweep, `DurableExecution${end}`), 'paths were not looked at to the end');
    this.raise('SweepThrottled', sweep.metricThrottles({ period: PERIOD }), 'sweeps start late');
    this.raise('StartFailed', start.metricErrors({ period: PERIOD }), 'a scheduled sweep was not started');
    this.raise('StartThrottled', start.metricThrottles({ period: PERIOD }), 'sweeps start late');
    this.raise(
      'DeadLetters',
      deadLetters.metricApproximateNumberOfMessagesVisible({ period: PERIOD, statistic: 'Maximum' }),
      'a scheduled sweep was not started',
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

  private raise(id: string, metric: Metric, cost: string): void {
    new Alarm(this, id, {
      metric,
      alarmDescription: `Pathwatch: ${cost}`,
      threshold: 0,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    }).addAlarmAction(new SnsAction(this.#troubles));
  }
}

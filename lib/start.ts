import { Duration, Stack, TimeZone } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { ContextAttribute, Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { CANARY, CANARY_RATE } from '../lambda/domain/canary.ts';
import { CLOCK, CLOCK_RATE, needsClock } from '../lambda/domain/clock.ts';
import type { EnvironmentOf, StartEnvironment } from '../lambda/environment.ts';
import { acknowledgeSchedules } from './acknowledgements.ts';
import { LambdaFunction } from './lambda-function.ts';
import { pin } from './pin.ts';
import type { Sweep } from './sweep.ts';

export interface StartProps {
  readonly bundle: string;
  readonly sweep: Sweep;
  /** Distinct schedules, in the canonical form of the configuration. */
  readonly schedules: readonly string[];
  readonly deadLetters: Queue;
  readonly endpoint?: string | undefined;
}

/** `rate(5 minutes)`, or `cron(0 8 ? * MON-FRI *) Europe/Berlin`. */
const expressionOf = (every: string): ScheduleExpression => {
  const end = every.lastIndexOf(') ');
  if (end === -1) return ScheduleExpression.expression(every);
  return ScheduleExpression.expression(every.slice(0, end + 1), TimeZone.of(every.slice(end + 2)));
};

/**
 * The schedules, and the small function that they call: it starts the sweep under a name made of the schedule and its
 * time, so that a delivery that EventBridge Scheduler repeats starts nothing. Scheduler itself cannot: its times hold
 * colons, which such a name does not take.
 */
export class Start extends Construct {
  readonly function: LambdaFunction;

  constructor(scope: Construct, id: string, { bundle, sweep, schedules, deadLetters, endpoint }: StartProps) {
    super(scope, id);
    const environment = {
      SWEEP_ALIAS: sweep.alias.functionArn,
      ...(endpoint === undefined ? {} : { ENDPOINT_LAMBDA: endpoint }),
    } satisfies EnvironmentOf<Omit<StartEnvironment, 'AWS_REGION'>>;
    this.function = new LambdaFunction(this, 'Start', {
      bundle,
      environment,
      description: 'Pathwatch: starts the sweep of a schedule, once',
      memorySize: 256,
      timeout: Duration.seconds(60),
    });
    this.function.role.addToPolicy(
      new PolicyStatement({
        sid: 'StartTheSweep',
        actions: ['lambda:InvokeFunction'],
        resources: [sweep.alias.functionArn],
      }),
    );
    this.function.role.addToPolicy(
      new PolicyStatement({
        sid: 'LeaveDeadLetters',
        actions: ['sqs:SendMessage'],
        resources: [deadLetters.queueArn],
      }),
    );
    this.function.function.configureAsyncInvoke({
      retryAttempts: 2,
      maxEventAge: Duration.minutes(5),
      // CDK's own destination grants reading the queue's attributes too, which Lambda does not need.
      onFailure: { bind: () => ({ destination: deadLetters.queueArn }) },
    });
    pin(this.function.function, 'StartFunction');
    const role = new Role(this, 'Scheduler', {
      description: "Pathwatch: its schedules' own role",
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    });
    acknowledgeSchedules(role, 'StartFunction');
    const call = (name: string, every: string, expression: string): Schedule =>
      new Schedule(this, name, {
        description: `Pathwatch: ${every}`,
        schedule: expressionOf(expression),
        target: new LambdaInvoke(this.function.function, {
          input: ScheduleTargetInput.fromObject({ every, scheduledTime: ContextAttribute.scheduledTime }),
          // By default 185 attempts over a day: a look that comes hours late tells nothing, and the next is due soon.
          retryAttempts: 3,
          maxEventAge: Duration.minutes(5),
          deadLetterQueue: deadLetters,
          role,
        }),
      });
    for (const [index, every] of schedules.entries()) call(`Schedule${index + 1}`, every, every);
    // So that what is to be told at a time is told then, though no path is looked at for hours.
    if (needsClock(schedules)) call('Clock', CLOCK, CLOCK_RATE);
    call('Canary', CANARY, CANARY_RATE);
  }
}

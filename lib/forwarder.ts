import { Duration, Stack } from 'aws-cdk-lib';
import { EventBus, type IRuleTarget, Rule } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { EventBridgePutEvents } from 'aws-cdk-lib/aws-scheduler-targets';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { FORWARDER_SOURCE, forwarderSigns, networkManagerEvents } from '../lambda/changes/patterns.ts';
import { acknowledgeDeadLetters } from './acknowledgements.ts';
import { patternOf } from './event-pattern.ts';

export interface ForwarderProps {
  /** The Region in which Pathwatch runs. */
  readonly region: string;
}

/**
 * Brings Network Manager's events of one Region there: they come in us-west-2 alone,
 * https://docs.aws.amazon.com/network-manager/latest/tgwnm/monitoring-events.html. Each hour it sends a sign of life on the
 * same way, since events that stay away look like a network in which nothing happens.
 */
export class Forwarder extends Construct {
  constructor(scope: Construct, id: string, { region }: ForwarderProps) {
    super(scope, id);
    const deadLetters = new Queue(this, 'DeadLetters', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    acknowledgeDeadLetters(deadLetters);
    const target = this.across(region, deadLetters);
    const signs = patternOf(forwarderSigns, { region: [region] });
    const rules = Object.entries({ Events: patternOf(networkManagerEvents(region)), Signs: signs }).map(
      ([name, eventPattern]) =>
        new Rule(this, name, { description: `Pathwatch: to ${region}`, eventPattern, targets: [target] }),
    );
    deadLetters.addToResourcePolicy(
      new PolicyStatement({
        sid: 'EventsOfTheRules',
        principals: [new ServicePrincipal('events.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [deadLetters.queueArn],
        conditions: { ArnEquals: { 'aws:SourceArn': rules.map((rule) => rule.ruleArn) } },
      }),
    );
    this.live(region, deadLetters);
  }

  /** A role of this account by the service that it is for, and in its name alone. */
  private roleOf(id: string, service: string): Role {
    return new Role(this, id, {
      description: "Pathwatch: its forwarder's own role",
      assumedBy: new ServicePrincipal(service, {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    });
  }

  /** The default bus of that Region; within an account a role is enough to put events there. */
  private across(region: string, deadLetters: Queue): IRuleTarget {
    const arn = Stack.of(this).formatArn({ service: 'events', region, resource: 'event-bus', resourceName: 'default' });
    const role = this.roleOf('Across', 'events.amazonaws.com');
    role.addToPolicy(new PolicyStatement({ sid: 'PutEventsThere', actions: ['events:PutEvents'], resources: [arn] }));
    return {
      bind: () => ({
        arn,
        role,
        deadLetterConfig: { arn: deadLetters.queueArn },
        // By default a day: by then every path has been looked at by its schedule.
        retryPolicy: { maximumEventAgeInSeconds: Duration.hours(1).toSeconds(), maximumRetryAttempts: 60 },
      }),
    };
  }

  private live(region: string, deadLetters: Queue): void {
    new Schedule(this, 'Hourly', {
      description: `Pathwatch: the forwarder to ${region} is alive`,
      schedule: ScheduleExpression.rate(Duration.hours(1)),
      target: new EventBridgePutEvents(
        {
          eventBus: EventBus.fromEventBusName(this, 'Bus', 'default'),
          source: FORWARDER_SOURCE,
          detailType: `${forwarderSigns['detail-type'][0]}`,
          detail: ScheduleTargetInput.fromObject({ region }),
        },
        {
          // The next sign comes in an hour.
          retryAttempts: 3,
          maxEventAge: Duration.minutes(5),
          deadLetterQueue: deadLetters,
          role: this.roleOf('Scheduler', 'scheduler.amazonaws.com'),
        },
      ),
    });
  }
}

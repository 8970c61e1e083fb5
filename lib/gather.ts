import { Duration, Stack } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { forwarderSigns, instanceStates, networkManagerEvents, writeCalls } from '../lambda/changes/patterns.ts';
import type { EnvironmentOf, GatherEnvironment } from '../lambda/environment.ts';
import { patternOf } from './event-pattern.ts';
import { LambdaFunction } from './lambda-function.ts';
import { gatherStatements } from './permissions.ts';
import { pin } from './pin.ts';
import type { Sweep } from './sweep.ts';
import type { MonitorTable } from './table.ts';

export interface GatherProps {
  readonly bundle: string;
  readonly table: MonitorTable;
  readonly sweep: Sweep;
  readonly deadLetters: Queue;
  readonly endpoints: { readonly ENDPOINT_DYNAMODB?: string; readonly ENDPOINT_LAMBDA?: string };
}

const TIMEOUT = Duration.seconds(30);

/**
 * Rules on the Region's default bus, the queue in which their events wait, and the small function that gathers them: so
 * that a storm of changes makes few batches, and no event is lost while the function cannot run.
 */
export class Gather extends Construct {
  readonly function: LambdaFunction;
  /** What has happened and was not gathered yet. */
  readonly changes: Queue;

  constructor(scope: Construct, id: string, { bundle, table, sweep, deadLetters, endpoints }: GatherProps) {
    super(scope, id);
    const environment = {
      TABLE_NAME: table.table.tableName,
      SWEEP_ALIAS: sweep.alias.functionArn,
      ...endpoints,
    } satisfies EnvironmentOf<Omit<GatherEnvironment, 'AWS_REGION'>>;
    this.function = new LambdaFunction(this, 'Gather', {
      bundle,
      environment,
      description: 'Pathwatch: gathers changes of the network until it is quiet',
      memorySize: 256,
      timeout: TIMEOUT,
    });
    pin(this.function.function, 'GatherFunction');
    this.changes = new Queue(this, 'Changes', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // Six times what the function may take: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html.
      visibilityTimeout: Duration.seconds(6 * TIMEOUT.toSeconds()),
      deadLetterQueue: { queue: deadLetters, maxReceiveCount: 5 },
    });
    pin(this.changes, 'ChangesQueue');
    this.fill(deadLetters);
    this.drain();
    for (const statement of gatherStatements(this.changes, table.table, sweep.alias))
      this.function.role.addToPolicy(statement);
  }

  /** The rules; what one of them cannot deliver is left where an alarm sees it. */
  private fill(deadLetters: Queue): void {
    const patterns = {
      WriteCalls: writeCalls,
      InstanceStates: instanceStates,
      NetworkManager: networkManagerEvents(Stack.of(this).region),
      ForwarderSigns: forwarderSigns,
    };
    const rules = Object.entries(patterns).map(
      ([id, pattern]) =>
        new Rule(this, id, {
          description: 'Pathwatch: what may change the network',
          eventPattern: patternOf(pattern),
          // CDK's own target admits EventBridge to reading the queue's attributes too, which it does not need.
          targets: [
            {
              bind: () => ({
                arn: this.changes.queueArn,
                targetResource: this.changes,
                // By default a day: by then every path has been looked at by its schedule.
                retryPolicy: { maximumEventAgeInSeconds: Duration.hours(1).toSeconds(), maximumRetryAttempts: 60 },
                deadLetterConfig: { arn: deadLetters.queueArn },
              }),
            },
          ],
        }),
    );
    // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sqs-permissions
    for (const queue of [this.changes, deadLetters])
      queue.addToResourcePolicy(
        new PolicyStatement({
          sid: 'EventsOfTheRules',
          principals: [new ServicePrincipal('events.amazonaws.com')],
          actions: ['sqs:SendMessage'],
          resources: [queue.queueArn],
          conditions: { ArnEquals: { 'aws:SourceArn': rules.map((rule) => rule.ruleArn) } },
        }),
      );
  }

  /** Not by CDK's own event source, which grants changing the visibility of messages too. */
  private drain(): void {
    new EventSourceMapping(this, 'Batches', {
      target: this.function.function,
      eventSourceArn: this.changes.queueArn,
      // A storm is read in a few bites; what a bite of so many writes fits the function's time.
      batchSize: 1000,
      maxBatchingWindow: Duration.seconds(2),
      // The least that there is. All batches join one gathering in one item of the table, at which more of them would
      // only contend; and a storm must not take the account's concurrency from the sweep that looks into it.
      maxConcurrency: 2,
    });
  }
}

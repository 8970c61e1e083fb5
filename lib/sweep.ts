import { Duration, Stack } from 'aws-cdk-lib';
import { Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type Alias, CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { Channels } from '../lambda/domain/channel.ts';
import type { EnvironmentOf, SweepEnvironment } from '../lambda/environment.ts';
import { acknowledgeSweep } from './acknowledgements.ts';
import type { Chat } from './chat.ts';
import { LambdaFunction } from './lambda-function.ts';
import { sweepStatements } from './permissions.ts';
import { pin } from './pin.ts';
import type { MonitorTable } from './table.ts';
import type { Topics } from './topics.ts';

/** Where services are, other than at AWS; for a deployment onto an emulator. */
export type Endpoints = {
  readonly [Name in
    | 'ENDPOINT_EC2'
    | 'ENDPOINT_ELB'
    | 'ENDPOINT_NETWORK_MANAGER'
    | 'ENDPOINT_DYNAMODB'
    | 'ENDPOINT_SNS'
    | 'ENDPOINT_CLOUDTRAIL'
    | 'ENDPOINT_LOGS'
    | 'ENDPOINT_SECRETS_MANAGER'
    | 'ENDPOINT_EVENTS'
    | 'ENDPOINT_SLACK'
    | 'POLLS']?: string;
};

export interface SweepProps {
  readonly bundle: string;
  readonly table: MonitorTable;
  readonly topics: Topics;
  readonly chat: Chat;
  readonly channels: Channels;
  readonly retentionDays: number;
  readonly endpoints: Endpoints;
  /** Where the function's executions are checkpointed, other than at Lambda; for an emulator that knows none. */
  readonly checkpoints?: string | undefined;
}

/** A sweep waits at most ten minutes twice for analyses; what runs for longer than this hangs. */
const EXECUTION_TIMEOUT = Duration.hours(1);
const HISTORY_DAYS = 14;

/** The topics' ARNs by the channels' names, as JSON that CloudFormation fills in; no variable where there are no channels. */
const chatTopics = (stack: Stack, { topics }: Chat): { readonly CHAT_TOPICS?: string } => {
  const arns = Object.entries(topics).map(([name, topic]) => [name, topic.topicArn]);
  return arns.length === 0 ? {} : { CHAT_TOPICS: stack.toJsonString(Object.fromEntries(arns)) };
};

/** The durable function that looks, behind the alias by which everybody starts it. */
export class Sweep extends Construct {
  readonly alias: Alias;
  readonly function: LambdaFunction;

  constructor(scope: Construct, id: string, props: SweepProps) {
    super(scope, id);
    const { bundle, table, topics, chat, channels, retentionDays, endpoints, checkpoints } = props;
    const stack = Stack.of(this);
    const environment = {
      DEPLOYMENT: stack.stackName,
      ACCOUNT: stack.account,
      TABLE_NAME: table.table.tableName,
      TOPIC_ARN: topics.alerts.topicArn,
      TROUBLES_TOPIC_ARN: topics.troubles.topicArn,
      ...chatTopics(stack, chat),
      RETENTION_DAYS: `${retentionDays}`,
      ...endpoints,
    } satisfies EnvironmentOf<Omit<SweepEnvironment, 'AWS_REGION'>>;
    this.function = new LambdaFunction(this, 'Sweep', {
      bundle,
      // Read by the durable SDK's own client, as by every client of the AWS SDK.
      environment: { ...environment, ...(checkpoints === undefined ? {} : { AWS_ENDPOINT_URL_LAMBDA: checkpoints }) },
      description: 'Pathwatch: looks at the paths that are due',
      // The model of 10,000 network interfaces takes some 340 MiB (docs/bench.md), beside the clients and their answers.
      memorySize: 1024,
      timeout: Duration.minutes(5),
    });
    this.makeDurable();
    pin(this.function.function, 'SweepFunction');
    this.alias = this.function.function.addAlias('live');
    for (const statement of sweepStatements(stack, stack.stackName, channels))
      this.function.role.addToPolicy(statement);
    table.table.grant(
      this.function.role,
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:UpdateItem',
      'dynamodb:Query',
    );
    topics.alerts.grantPublish(this.function.role);
    topics.troubles.grantPublish(this.function.role);
    for (const topic of Object.values(chat.topics)) topic.grantPublish(this.function.role);
    this.admitItself();
    acknowledgeSweep(this, 'HistoryTable', 'SweepFunction');
  }

  /** By the property alone: the construct's own way attaches a managed policy that allows every function's executions. */
  private makeDurable(): void {
    const resource = this.function.function.node.defaultChild;
    if (!(resource instanceof CfnFunction)) throw new Error('the function has no CfnFunction');
    resource.durableConfig = {
      executionTimeout: EXECUTION_TIMEOUT.toSeconds(),
      retentionPeriodInDays: HISTORY_DAYS,
    };
  }

  /** A policy of its own, since the role's is what the function waits for: inside it these would be a cycle. */
  private admitItself(): void {
    new Policy(this, 'Itself', {
      roles: [this.function.role],
      statements: [
        new PolicyStatement({
          sid: 'CheckpointItself',
          actions: ['lambda:CheckpointDurableExecution', 'lambda:GetDurableExecutionState'],
          resources: [`${this.function.function.functionArn}:*`],
        }),
        new PolicyStatement({
          sid: 'StartPortionsOfItself',
          actions: ['lambda:InvokeFunction'],
          resources: [this.alias.functionArn],
        }),
      ],
    });
  }
}

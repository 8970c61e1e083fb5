import { CustomResource, Duration, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { EnvironmentOf, FarewellEnvironment } from '../lambda/environment.ts';
import { acknowledgeFarewell } from './acknowledgements.ts';
import { LambdaFunction } from './lambda-function.ts';
import { farewellStatements } from './permissions.ts';
import type { Endpoints } from './sweep.ts';
import type { MonitorTable } from './table.ts';
import type { Topics } from './topics.ts';

export interface FarewellProps {
  readonly bundle: string;
  readonly table: MonitorTable;
  readonly topics: Topics;
  readonly endpoints: Pick<Endpoints, 'ENDPOINT_EC2' | 'ENDPOINT_SNS'>;
}

/** So long SNS has to deliver the last message before its topic goes. */
const LINGER = Duration.seconds(10);

/**
 * Clears away, when the stack is destroyed, the insights paths and analyses that its sweeps made: they are no resources
 * of the stack, and would stay in the account for good. Then it says what is gone and what stays. Before, it
 * begins the heartbeat when the stack is made, and does nothing else.
 */
export class Farewell extends Construct {
  readonly function: LambdaFunction;

  constructor(scope: Construct, id: string, { bundle, table, topics, endpoints }: FarewellProps) {
    super(scope, id);
    const stack = Stack.of(this);
    const environment = {
      DEPLOYMENT: stack.stackName,
      ACCOUNT: stack.account,
      TABLE_NAME: table.table.tableName,
      TROUBLES_TOPIC_ARN: topics.troubles.topicArn,
      LINGER: `${LINGER.toSeconds()}`,
      ...endpoints,
    } satisfies EnvironmentOf<Omit<FarewellEnvironment, 'AWS_REGION'>>;
    this.function = new LambdaFunction(this, 'Farewell', {
      bundle,
      environment,
      description: 'Pathwatch: removes its insights paths when the stack goes',
      memorySize: 256,
      timeout: Duration.minutes(15),
    });
    for (const statement of farewellStatements(stack, stack.stackName)) this.function.role.addToPolicy(statement);
    topics.troubles.grantPublish(this.function.role);
    acknowledgeFarewell(this);
    const resource = new CustomResource(this, 'OnDelete', {
      serviceToken: this.function.function.functionArn,
      resourceType: 'Custom::PathwatchFarewell',
      properties: { deployment: stack.stackName },
    });
    // They must be there while it says farewell, and so be deleted after it: what it may do, and who hears it.
    resource.node.addDependency(this.function.role, topics);
  }
}

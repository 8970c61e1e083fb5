import { CustomResource, Duration, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { EnvironmentOf, FarewellEnvironment } from '../lambda/environment.ts';
import { acknowledgeFarewell } from './acknowledgements.ts';
import { LambdaFunction } from './lambda-function.ts';
import { farewellStatements } from './permissions.ts';

export interface FarewellProps {
  readonly bundle: string;
  readonly endpoint?: string | undefined;
}

/**
 * Clears away, when the stack is destroyed, the insights paths and analyses that its sweeps made: they are no resources
 * of the stack, and would stay in the account for good. Does nothing before.
 */
export class Farewell extends Construct {
  readonly function: LambdaFunction;

  constructor(scope: Construct, id: string, { bundle, endpoint }: FarewellProps) {
    super(scope, id);
    const stack = Stack.of(this);
    const environment = {
      DEPLOYMENT: stack.stackName,
      ACCOUNT: stack.account,
      ...(endpoint === undefined ? {} : { ENDPOINT_EC2: endpoint }),
    } satisfies EnvironmentOf<Omit<FarewellEnvironment, 'AWS_REGION'>>;
    this.function = new LambdaFunction(this, 'Farewell', {
      bundle,
      environment,
      description: 'Pathwatch: removes its insights paths when the stack goes',
      memorySize: 256,
      timeout: Duration.minutes(15),
    });
    for (const statement of farewellStatements(stack, stack.stackName)) this.function.role.addToPolicy(statement);
    acknowledgeFarewell(this);
    const resource = new CustomResource(this, 'OnDelete', {
      serviceToken: this.function.function.functionArn,
      resourceType: 'Custom::PathwatchFarewell',
      properties: { deployment: stack.stackName },
    });
    // The policy must be there while it says farewell, and so be deleted after it.
    resource.node.addDependency(this.function.role);
  }
}

import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** The clients of someone who looks at a deployment from outside. */
export interface OperatorClients {
  readonly cloudformation: CloudFormationClient;
  readonly lambda: LambdaClient;
  readonly dynamodb: DynamoDBDocumentClient;
  /** Throws where neither the caller nor the SDK's own chain names one. */
  region(): Promise<string>;
  close(): void;
}

/** Credentials, endpoints and, where none is given, the Region are found as the AWS CLI finds them. */
export const operatorClients = (region: string | undefined): OperatorClients => {
  const behaviour = {
    ...(region !== undefined && { region }),
    maxAttempts: 4,
    requestHandler: { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
  };
  const cloudformation = new CloudFormationClient(behaviour);
  const lambda = new LambdaClient(behaviour);
  const dynamodb = new DynamoDBClient(behaviour);
  return {
    cloudformation,
    lambda,
    dynamodb: DynamoDBDocumentClient.from(dynamodb),
    region: () => cloudformation.config.region(),
    close: () => {
      cloudformation.destroy();
      lambda.destroy();
      dynamodb.destroy();
    },
  };
};

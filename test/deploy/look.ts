import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DescribeNetworkInsightsAnalysesCommand,
  DescribeNetworkInsightsPathsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { GetAliasCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamodbStore } from '../../lambda/aws/dynamodb-store.ts';
import type { Canary } from '../../lambda/domain/canary.ts';
import type { Check } from '../../lambda/domain/check.ts';
import { ACCOUNT, REGION } from '../../local/scenario/ids.ts';

/** Clients of a service at `endpoint`, for root of the scenario's network's account. */
export const clientsAt = (endpoint: string, region: string = REGION) => {
  const at = { endpoint, region, credentials: { accessKeyId: ACCOUNT, secretAccessKey: 'test' } };
  return {
    dynamodb: DynamoDBDocumentClient.from(new DynamoDBClient(at)),
    ec2: new EC2Client(at),
    events: new EventBridgeClient(at),
    lambda: new LambdaClient(at),
    scheduler: new SchedulerClient(at),
    secrets: new SecretsManagerClient(at),
    sns: new SNSClient(at),
    sqs: new SQSClient(at),
  };
};

/** The checks of a path that are in the table, newest first. */
export const checksOf = async (
  client: DynamoDBDocumentClient,
  table: string,
  pathId: string,
): Promise<readonly Check[]> =>
  (await dynamodbStore(client, table, 1, () => new Date()).checks(pathId, { limit: 10 })).items;

/** What the newest canary came to. */
export const canaryOf = (client: DynamoDBDocumentClient, table: string): Promise<Canary | undefined> =>
  dynamodbStore(client, table, 1, () => new Date()).canary();

/** Their verdicts, newest first. */
export const verdictsOf = async (client: DynamoDBDocumentClient, table: string, pathId: string): Promise<string> =>
  (await checksOf(client, table, pathId)).map((check) => check.verdict).join(', ');

/** How many insights paths are in the account, and how many analyses of them: no path goes before its analyses. */
export const insightsIn = async (ec2: EC2Client): Promise<{ readonly paths: number; readonly analyses: number }> => {
  const { NetworkInsightsPaths = [] } = await ec2.send(new DescribeNetworkInsightsPathsCommand({}));
  let analyses = 0;
  for (const { NetworkInsightsPathId } of NetworkInsightsPaths) {
    const command = new DescribeNetworkInsightsAnalysesCommand({ NetworkInsightsPathId });
    analyses += ((await ec2.send(command)).NetworkInsightsAnalyses ?? []).length;
  }
  return { paths: NetworkInsightsPaths.length, analyses };
};

/** The version that an alias, by its ARN, stands for. */
export const versionOf = async (lambda: LambdaClient, alias: string): Promise<string> => {
  const [, FunctionName, Name] = /function:([^:]+):([^:]+)$/.exec(alias) ?? [];
  return `${(await lambda.send(new GetAliasCommand({ FunctionName, Name }))).FunctionVersion}`;
};

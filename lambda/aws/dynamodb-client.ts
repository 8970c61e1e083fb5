import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { behaviour, type Patience } from './behaviour.ts';

/** A client of DynamoDB alone, as `ec2Client` is of EC2. */
export const dynamodbClient = (
  region: string,
  endpoint: string | undefined,
  patience?: Patience,
): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(new DynamoDBClient(behaviour(region, endpoint, patience)), {
    marshallOptions: { removeUndefinedValues: true },
  });

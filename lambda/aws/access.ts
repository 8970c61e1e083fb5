import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { type DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { Fault } from '../domain/fault.ts';
import { calling } from './fault.ts';
import { held } from './held.ts';
import { silencePartition } from './table.ts';

/*
 * Whether the caller may act, found out without acting. What may not be done is a `Fault`.
 */

/**
 * Whether the function may be invoked: a dry run, which starts nothing. Lambda refuses to invoke a durable function for as long as
 * ours may run other than asynchronously, and does not say whether a dry run counts: whoever is told so has the right.
 * https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export const tryInvoke = async (client: LambdaClient, alias: string): Promise<void> => {
  const dryRun = new InvokeCommand({ FunctionName: alias, InvocationType: 'DryRun' });
  try {
    await calling('Invoke', () => client.send(dryRun));
  } catch (error) {
    if (!(error instanceof Fault && error.info.code === 'InvalidParameterValueException')) throw error;
  }
};

/** Holds for no item, whether it is there or not: whoever may write is told that the condition failed, and nothing is written. */
const never = 'attribute_exists(pk) AND attribute_not_exists(pk)';

/** Where nothing lies, among the items that an operator may write. */
const nowhere = { pk: silencePartition, sk: 'doctor' };

/** Whether items may be put; DynamoDB knows no dry run, so it is asked for a write that cannot happen. */
export const tryPut = async (client: DynamoDBDocumentClient, table: string): Promise<void> => {
  const put = new PutCommand({ TableName: table, Item: nowhere, ConditionExpression: never });
  await held('PutItem', () => client.send(put));
};

/** Whether items may be updated, in the same way. */
export const tryUpdate = async (client: DynamoDBDocumentClient, table: string): Promise<void> => {
  const update = new UpdateCommand({
    TableName: table,
    Key: nowhere,
    UpdateExpression: 'REMOVE nothing',
    ConditionExpression: never,
  });
  await held('UpdateItem', () => client.send(update));
};

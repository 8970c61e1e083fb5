import * as z from 'zod';
import { dynamodbChanges } from '../aws/dynamodb-changes.ts';
import { dynamodbClient } from '../aws/dynamodb-client.ts';
import { dynamodbLooks } from '../aws/dynamodb-looks.ts';
import { lambdaClient } from '../aws/lambda-client.ts';
import { sweepStarter } from '../aws/sweep-start.ts';
import { GatherEnvironment, readEnvironment } from '../environment.ts';
import { type Gatherer, gather } from '../monitor/gather.ts';

/** What Lambda gets from SQS: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html. */
const QueueEvent = z.object({
  Records: z.array(
    z.object({
      messageId: z.string(),
      body: z.string(),
      attributes: z.object({ SentTimestamp: z.coerce.number() }),
    }),
  ),
});

/** Days for which the forwarder's last sign is remembered. */
const SIGN_DAYS = 30;

/** Without the clients that the sweep composes: this function is small, and starts often. */
const compose = (): Gatherer => {
  const { AWS_REGION, TABLE_NAME, SWEEP_ALIAS, ENDPOINT_DYNAMODB, ENDPOINT_LAMBDA } = readEnvironment(
    GatherEnvironment,
    process.env,
  );
  const dynamodb = dynamodbClient(AWS_REGION, ENDPOINT_DYNAMODB);
  return {
    changes: dynamodbChanges(dynamodb, TABLE_NAME),
    store: dynamodbLooks({ client: dynamodb, name: TABLE_NAME }, SIGN_DAYS),
    starter: sweepStarter(lambdaClient(AWS_REGION, ENDPOINT_LAMBDA), SWEEP_ALIAS),
    now: () => new Date(),
  };
};

let gatherer: Gatherer | undefined;

/** Keeps what the events of a batch tell, and starts the sweep that waits for the quiet; an error brings the batch again. */
export const handler = async (event: unknown): Promise<void> => {
  const { Records } = QueueEvent.parse(event);
  gatherer ??= compose();
  await gather(
    gatherer,
    Records.map(({ messageId, body, attributes }) => ({
      messageId,
      body,
      at: new Date(attributes.SentTimestamp).toISOString(),
    })),
  );
};

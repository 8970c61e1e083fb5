import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

/** A queue of the test, into which a service puts what a source sends. */
export interface Queue {
  readonly arn: string;
  /** The bodies of the messages that have come since. */
  receive(): Promise<readonly string[]>;
}

/** Makes a queue that takes messages of a service, such as `sns`, on behalf of one source, by its ARN. */
export const openQueue = async (
  sqs: SQSClient,
  QueueName: string,
  from: { readonly service: string; readonly source: string },
): Promise<Queue> => {
  const policy = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: `${from.service}.amazonaws.com` },
        Action: 'sqs:SendMessage',
        Resource: '*',
        Condition: { ArnEquals: { 'aws:SourceArn': from.source } },
      },
    ],
  };
  const Policy = JSON.stringify(policy);
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName, Attributes: { Policy } }));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  return {
    arn: Attributes?.QueueArn ?? 'none',
    receive: async () => {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 2 }),
      );
      // What is left there is received again.
      for (const { ReceiptHandle } of Messages) await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      return Messages.map(({ Body = '' }) => Body);
    },
  };
};

import { type SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import * as z from 'zod';

/** A notification as SNS delivers it: https://docs.aws.amazon.com/sns/latest/dg/sns-sqs-as-subscriber.html. */
const Notification = z.object({ TopicArn: z.string(), Subject: z.string(), Message: z.string() });
export type Notification = z.infer<typeof Notification>;

/** Subscribes a new queue to a topic; gives what reads the messages that have come since. */
export const openInbox = async (
  sns: SNSClient,
  sqs: SQSClient,
  topicArn: string,
): Promise<() => Promise<Notification[]>> => {
  const policy = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'sns.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: '*',
        Condition: { ArnEquals: { 'aws:SourceArn': topicArn } },
      },
    ],
  };
  const Policy = JSON.stringify(policy);
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'subscriber', Attributes: { Policy } }));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  await sns.send(new SubscribeCommand({ TopicArn: topicArn, Protocol: 'sqs', Endpoint: Attributes?.QueueArn }));
  return async () => {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 2 }),
    );
    // What is left there is received again.
    for (const { ReceiptHandle } of Messages) await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    return Messages.map(({ Body = '' }) => Notification.parse(JSON.parse(Body)));
  };
};

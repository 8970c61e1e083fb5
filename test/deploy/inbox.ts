import {
  GetSubscriptionAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListTopicsCommand,
  type SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import type { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { openQueue } from './queue.ts';

/** A notification as SNS delivers it: https://docs.aws.amazon.com/sns/latest/dg/sns-sqs-as-subscriber.html. */
const Notification = z.object({ TopicArn: z.string(), Subject: z.string(), Message: z.string() });
export type Notification = z.infer<typeof Notification>;

/** A filter policy: https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html. */
const Filter = z.record(z.string(), z.array(z.string()));
type Filter = z.infer<typeof Filter>;

/** Who is subscribed to a topic, each with its filter; an empty one lets everything through. */
export const subscribersOf = async (sns: SNSClient, TopicArn: string): Promise<Readonly<Record<string, Filter>>> => {
  const { Subscriptions = [] } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
  const found: [string, Filter][] = [];
  for (const { SubscriptionArn, Endpoint } of Subscriptions) {
    const { Attributes } = await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
    found.push([`${Endpoint}`, Filter.parse(JSON.parse(Attributes?.FilterPolicy || '{}'))]);
  }
  return Object.fromEntries(found);
};

/** The one topic whose name has such a part. */
export const topicWith = async (sns: SNSClient, part: string): Promise<string> => {
  const { Topics = [] } = await sns.send(new ListTopicsCommand({}));
  const [only, ...others] = Topics.flatMap(({ TopicArn = '' }) => (TopicArn.includes(part) ? [TopicArn] : []));
  if (only === undefined || others.length > 0) throw new Error(`not one topic with ${part}: ${JSON.stringify(Topics)}`);
  return only;
};

/**
 * Subscribes a new queue to a topic, with the filter that a deployed subscriber has; gives what reads the messages that have
 * come since.
 */
export const openInbox = async (
  sns: SNSClient,
  sqs: SQSClient,
  topicArn: string,
  filter: Filter,
  name = 'subscriber',
): Promise<() => Promise<readonly Notification[]>> => {
  const queue = await openQueue(sqs, name, { service: 'sns', source: topicArn });
  await sns.send(
    new SubscribeCommand({
      TopicArn: topicArn,
      Protocol: 'sqs',
      Endpoint: queue.arn,
      ...(Object.keys(filter).length > 0 && { Attributes: { FilterPolicy: JSON.stringify(filter) } }),
    }),
  );
  return async () => (await queue.receive()).map((body) => Notification.parse(JSON.parse(body)));
};

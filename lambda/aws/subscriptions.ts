import { paginateListSubscriptionsByTopic, type SNSClient } from '@aws-sdk/client-sns';
import { calling } from './fault.ts';

/** Somebody who is to get what a topic takes. */
export interface Subscription {
  /** Such as `email`. */
  readonly protocol: string;
  readonly endpoint: string;
  readonly confirmed: boolean;
}

/**
 * The subscriptions of a topic: a call for each hundred. In place of an ARN, one that nobody has confirmed has the words
 * `PendingConfirmation`. Throws `Fault`. https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptionsByTopic.html
 */
export const subscriptionsOf = (client: SNSClient, topicArn: string): Promise<readonly Subscription[]> =>
  calling('ListSubscriptionsByTopic', async () => {
    const found: Subscription[] = [];
    // One that was ended is listed for some days as `Deleted`.
    for await (const page of paginateListSubscriptionsByTopic({ client }, { TopicArn: topicArn }))
      for (const { Protocol = '', Endpoint = '', SubscriptionArn = '' } of page.Subscriptions ?? [])
        if (SubscriptionArn !== 'Deleted')
          found.push({ protocol: Protocol, endpoint: Endpoint, confirmed: SubscriptionArn.startsWith('arn:') });
    return found;
  });

import { Duration, Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { BackoffFunction, SubscriptionFilter, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription, type SubscriptionProps, UrlSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { EmailChannel, HttpsChannel } from '../lambda/domain/channel.ts';
import { severities as all, type Severity } from '../lambda/domain/path.ts';
import type { TopicKey } from './key.ts';
import { pin } from './pin.ts';

export interface TopicsProps {
  readonly key: TopicKey;
  /** Each is asked by SNS to confirm. */
  readonly email: readonly EmailChannel[];
  readonly https: readonly HttpsChannel[];
  /** Where messages are left that a subscriber by HTTPS has not taken. */
  readonly deadLetters: Queue;
}

/**
 * Messages of the severities alone, by the attribute that every alert carries. A filter lets no message through that lacks the
 * attribute, so there is none where all are wanted. A change of it takes up to 15 minutes:
 * https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html.
 */
const filtered = (severities: readonly Severity[]): Pick<SubscriptionProps, 'filterPolicy'> =>
  all.every((severity) => severities.includes(severity))
    ? {}
    : { filterPolicy: { severity: SubscriptionFilter.stringFilter({ allowlist: [...severities] }) } };

/** Two topics: what the network does, and what ails the monitor itself. */
export class Topics extends Construct {
  readonly alerts: Topic;
  readonly troubles: Topic;

  constructor(scope: Construct, id: string, { key, email, https, deadLetters }: TopicsProps) {
    super(scope, id);
    const encrypted = { masterKey: key.key, enforceSSL: true };
    this.alerts = new Topic(this, 'Alerts', { ...encrypted, displayName: 'Pathwatch' });
    this.troubles = new Topic(this, 'Troubles', { ...encrypted, displayName: 'Pathwatch itself' });
    pin(this.alerts, 'AlertsTopic');
    pin(this.troubles, 'TroublesTopic');
    for (const { address, severities } of email) {
      this.alerts.addSubscription(new EmailSubscription(address, filtered(severities)));
      // What ails the monitor is of no severity, and for everybody.
      this.troubles.addSubscription(new EmailSubscription(address));
    }
    for (const channel of https) this.post(channel, deadLetters);
    this.admitAlarms(key);
  }

  /** In SNS's own envelope, whose signature tells the subscriber who speaks, and which it needs to confirm. */
  private post({ url, severities }: HttpsChannel, deadLetterQueue: Queue): void {
    this.alerts.addSubscription(
      new UrlSubscription(url, {
        ...filtered(severities),
        rawMessageDelivery: false,
        deadLetterQueue,
        // By default three in a minute, within which a subscriber may not have restarted: these take some six minutes.
        deliveryPolicy: {
          healthyRetryPolicy: {
            numRetries: 10,
            minDelayTarget: Duration.seconds(5),
            maxDelayTarget: Duration.minutes(2),
            backoffFunction: BackoffFunction.EXPONENTIAL,
          },
        },
      }),
    );
  }

  /** A topic with a policy of its own admits nobody else: the alarms of this account have to be named. */
  private admitAlarms(key: TopicKey): void {
    const { account } = Stack.of(this);
    key.admit('cloudwatch.amazonaws.com');
    this.troubles.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsOfThisAccount',
        effect: Effect.ALLOW,
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.troubles.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': account } },
      }),
    );
  }
}

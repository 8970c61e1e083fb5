import { Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { TopicKey } from './key.ts';
import { pin } from './pin.ts';

export interface TopicsProps {
  readonly key: TopicKey;
  /** Each is asked by SNS to confirm. */
  readonly email: readonly string[];
}

/** Two topics: what the network does, and what ails the monitor itself. */
export class Topics extends Construct {
  readonly alerts: Topic;
  readonly troubles: Topic;

  constructor(scope: Construct, id: string, { key, email }: TopicsProps) {
    super(scope, id);
    const encrypted = { masterKey: key.key, enforceSSL: true };
    this.alerts = new Topic(this, 'Alerts', { ...encrypted, displayName: 'Pathwatch' });
    this.troubles = new Topic(this, 'Troubles', { ...encrypted, displayName: 'Pathwatch itself' });
    pin(this.alerts, 'AlertsTopic');
    pin(this.troubles, 'TroublesTopic');
    for (const address of email) {
      this.alerts.addSubscription(new EmailSubscription(address));
      this.troubles.addSubscription(new EmailSubscription(address));
    }
    this.admitAlarms(key);
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

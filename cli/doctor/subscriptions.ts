import type { Subscription } from '../../lambda/aws/subscriptions.ts';
import { quoted } from '../../lambda/fixes/text.ts';
import { counted } from '../page.ts';
import { type Aws, awsIn } from './aws.ts';
import { failed, type Judgement, ok, unknown, warning } from './judgement.ts';
import { named } from './named.ts';
import type { Examination } from './patient.ts';

/** A topic, and what it is for. */
export interface TopicSeen {
  readonly arn: string;
  readonly of: string;
}

const subscribing = ({ arn }: TopicSeen): string =>
  `sns subscribe --topic-arn ${quoted(arn)} --protocol email --notification-endpoint ADDRESS`;

/** Whether somebody gets what a topic takes. Who has not confirmed gets nothing. */
export const judgeSubscriptions = (subscriptions: readonly Subscription[], topic: TopicSeen, aws: Aws): Judgement => {
  if (subscriptions.length === 0)
    return warning(
      `nobody subscribes to the topic of ${topic.of}`,
      `declare \`channels.email\` and deploy, or subscribe: ${aws(subscribing(topic))}`,
    );
  const pending = subscriptions.filter(({ confirmed }) => !confirmed);
  const confirmed = subscriptions.length - pending.length;
  if (pending.length === 0)
    return ok(`${counted(confirmed, 'subscription')} to the topic of ${topic.of}, all confirmed`);
  const message = `not confirmed, so that they get nothing of the topic of ${topic.of}: ${named(pending.map(({ protocol, endpoint }) => `${protocol} ${endpoint}`))}`;
  const remedy = `confirm by the link in AWS's mail, which is good for two days; have it sent again: ${aws(subscribing(topic))}`;
  return confirmed === 0 ? failed(message, remedy) : warning(message, remedy);
};

export const subscriptions: Examination = {
  name: 'subscriptions',
  of: 'deployed',
  examine: async (patient) => {
    const { topicArn } = await patient.stack();
    return judgeSubscriptions(
      await patient.subscriptions(topicArn),
      { arn: topicArn, of: 'alerts' },
      awsIn(patient.options.region),
    );
  },
};

/** What ails the monitor itself has a topic of its own, which no output names. */
export const troublesSubscriptions: Examination = {
  name: 'troubles-subscriptions',
  of: 'deployed',
  examine: async (patient) => {
    const topic = (await patient.resources()).find(({ logicalId }) => logicalId === 'TroublesTopic');
    if (topic === undefined)
      return unknown('the stack has no TroublesTopic', 'deploy it anew: `npm run -s cdk -- deploy`');
    const { physicalId: arn } = topic;
    return judgeSubscriptions(
      await patient.subscriptions(arn),
      { arn, of: 'what ails the monitor itself' },
      awsIn(patient.options.region),
    );
  },
};

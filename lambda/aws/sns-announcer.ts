import { type MessageAttributeValue, PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { clean, cleanAscii, cutToBytes } from '../alerts/clean.ts';
import { emailText } from '../alerts/email.ts';
import type { Alert } from '../domain/alert.ts';
import type { Announcer } from '../monitor/ports.ts';
import { calling, having } from './fault.ts';

/** Bytes of message and attributes together: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html. */
const messageLimit = 262_144;
const cutNotice = '\n\n[cut: the message was longer than SNS takes]\n';

/** For subscribers that filter. SNS refuses an empty value, so what is empty once cleaned is left out. */
const attributesOf = (alert: Alert): Record<string, MessageAttributeValue> => {
  const values = { alertId: alert.id, kind: alert.kind, path: alert.pathId, severity: alert.severity };
  return Object.fromEntries(
    Object.entries(values)
      .map(([name, value]) => [name, clean(value, 256)] as const)
      .filter(([, value]) => value !== '')
      .map(([name, value]) => [name, { DataType: 'String', StringValue: value }]),
  );
};

const bytesOf = (attributes: Record<string, MessageAttributeValue>): number =>
  Object.entries(attributes).reduce(
    (sum, [name, { DataType = '', StringValue = '' }]) => sum + Buffer.byteLength(name + DataType + StringValue),
    0,
  );

/** Texts from outside may have got into a subject: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html. */
const subjectLimit = 99;

/** The topics of a deployment. */
export interface TopicArns {
  /** What the network does. */
  readonly alerts: string;
  /** What ails the monitor itself. */
  readonly troubles: string;
}

/** Publishes as plain text. A repeat carries the same id; SNS itself does not deduplicate. */
export const snsAnnouncer = (sns: SNSClient, topics: TopicArns): Announcer => {
  const publish = async (
    TopicArn: string,
    { subject, body }: { readonly subject: string; readonly body: string },
    attributes: Record<string, MessageAttributeValue>,
  ): Promise<void> => {
    const { MessageId } = await calling('Publish', () =>
      sns.send(
        new PublishCommand({
          TopicArn,
          Subject: subject,
          Message: cutToBytes(body, messageLimit - bytesOf(attributes), cutNotice),
          MessageAttributes: attributes,
        }),
      ),
    );
    // Without the id nothing proves that the topic has taken it; telling twice is better than not at all.
    having(MessageId, 'MessageId', 'Publish');
  };
  return {
    publish: (alert) =>
      publish(alert.channel === 'troubles' ? topics.troubles : topics.alerts, emailText(alert), attributesOf(alert)),
    notify: ({ id, subject, body }) =>
      publish(
        topics.troubles,
        { subject: cleanAscii(subject, subjectLimit), body },
        { noticeId: { DataType: 'String', StringValue: clean(id, 256) } },
      ),
  };
};

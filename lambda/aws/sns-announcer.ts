import { PublishCommand, type PublishCommandInput, type SNSClient } from '@aws-sdk/client-sns';
import { chatNotification } from '../alerts/chat.ts';
import { cleanAscii } from '../alerts/clean.ts';
import { emailText } from '../alerts/email.ts';
import { eventDetail } from '../alerts/event.ts';
import type { Alert } from '../domain/alert.ts';
import type { Notice } from '../monitor/ports.ts';
import { calling, having } from './fault.ts';
import { alertAttributes, attributeBytes, attributesOf } from './sns-attributes.ts';
import { messageByProtocol, plainMessage } from './sns-message.ts';

/** Bytes of message and attributes together: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html. */
const messageLimit = 262_144;

/** Texts from outside may have got into a subject: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html. */
const subjectLimit = 99;

const publish = async (sns: SNSClient, input: PublishCommandInput): Promise<void> => {
  const { MessageId } = await calling('Publish', () => sns.send(new PublishCommand(input)));
  // Without the id nothing proves that the topic has taken it; telling twice is better than not at all.
  having(MessageId, 'MessageId', 'Publish');
};

/** To the topic of alerts: text for e-mail, a document for HTTPS. A repeat carries the same id; SNS itself does not deduplicate. */
export const publishAlert = (sns: SNSClient, topicArn: string, alert: Alert): Promise<void> => {
  const { subject, body } = emailText(alert);
  const attributes = alertAttributes(alert);
  return publish(sns, {
    TopicArn: topicArn,
    Subject: subject,
    MessageStructure: 'json',
    Message: messageByProtocol(body, eventDetail(alert), messageLimit - attributeBytes(attributes)),
    MessageAttributes: attributes,
  });
};

/** To the topic of the monitor's own troubles, as plain text for whoever subscribes. */
export const publishTrouble = (sns: SNSClient, topicArn: string, alert: Alert): Promise<void> => {
  const { subject, body } = emailText(alert);
  const attributes = alertAttributes(alert);
  return publish(sns, {
    TopicArn: topicArn,
    Subject: subject,
    Message: plainMessage(body, messageLimit - attributeBytes(attributes)),
    MessageAttributes: attributes,
  });
};

/** A notice to the topic of troubles. */
export const publishNotice = (sns: SNSClient, topicArn: string, { id, subject, body }: Notice): Promise<void> => {
  const attributes = attributesOf({ noticeId: id });
  return publish(sns, {
    TopicArn: topicArn,
    Subject: cleanAscii(subject, subjectLimit),
    Message: plainMessage(body, messageLimit - attributeBytes(attributes)),
    MessageAttributes: attributes,
  });
};

/**
 * To the topic of a chat channel, which Amazon Q Developer subscribes to. It takes its own schema alone, and drops anything else
 * without a word: https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html.
 */
export const publishChat = (sns: SNSClient, topicArn: string, alert: Alert): Promise<void> =>
  publish(sns, { TopicArn: topicArn, Message: JSON.stringify(chatNotification(alert)) });

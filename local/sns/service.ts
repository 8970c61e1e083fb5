import { randomUUID } from 'node:crypto';
import { type Service, ServiceError } from '../endpoint.ts';
import { errorReply, publishReply } from './answer.ts';
import { checkPublish, messagesOf, type PublishRequest, publishRequest } from './publish.ts';

/** One message that a topic has taken. */
export interface Published {
  readonly messageId: string;
  readonly topicArn: string;
  readonly subject?: string;
  /** As it comes by e-mail. */
  readonly message: string;
  /** As it comes by each protocol that has a message of its own, and by all others. */
  readonly messages: Readonly<Record<string, string>>;
  readonly attributes: Readonly<Record<string, string>>;
  /** ISO time. */
  readonly at: string;
}

export interface Topics {
  readonly service: Service;
  /** What all topics took, oldest first. */
  readonly published: readonly Published[];
  /** What one topic took, oldest first; the list goes on growing. */
  to(topicArn: string): readonly Published[];
}

/** SNS as far as alerts need it: `Publish` by awsQuery, over `openEndpoint`; keeps what was published. */
export const openTopics = (options: {
  readonly topics: readonly string[];
  readonly now: () => Date;
  /** Told of each message once it is kept. */
  readonly told?: (message: Published) => void;
}): Topics => {
  const published: Published[] = [];
  const byTopic = new Map(options.topics.map((arn): [string, Published[]] => [arn, []]));

  const publish = (request: PublishRequest): string => {
    const topicArn = checkPublish(request, options.topics);
    const messages = messagesOf(request);
    const messageId = randomUUID();
    const message: Published = {
      messageId,
      topicArn,
      ...(request.subject === undefined ? {} : { subject: request.subject }),
      message: messages.email ?? messages.default ?? '',
      messages,
      attributes: Object.fromEntries(request.attributes.map(({ name, value }) => [name, value])),
      at: options.now().toISOString(),
    };
    published.push(message);
    byTopic.get(topicArn)?.push(message);
    options.told?.(message);
    return messageId;
  };

  return {
    published,
    to: (topicArn) => byTopic.get(topicArn) ?? [],
    service: {
      name: 'sns',
      recognise: ({ body }) => {
        const form = new URLSearchParams(body);
        const operation = form.get('Action') ?? '';
        if (operation !== 'Publish') throw new ServiceError('InvalidAction', `Could not find operation ${operation}`);
        return { operation, input: publishRequest(form) };
      },
      answer: (_, input: PublishRequest) => publishReply(publish(input)),
      refuse: errorReply,
    },
  };
};

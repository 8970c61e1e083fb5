import { createHash } from 'node:crypto';
import { type Channels, chatName, EVENTS, slackName } from '../lambda/domain/channel.ts';
import type { SweepEnvironment } from '../lambda/environment.ts';
import { shownInChat } from './chat/notification.ts';
import { type Endpoint, openEndpoint } from './endpoint.ts';
import { openPutEvents, type PutEvent } from './events/put-events.ts';
import { secretsService } from './secrets/service.ts';
import { openSlack, type Posted } from './slack/service.ts';
import type { Published } from './sns/service.ts';

/** Of the channels that an account has beside its topics. */
export type ChannelOptions = Pick<Channels, 'slack' | 'chat' | 'events'>;

export const noChannels: ChannelOptions = { slack: [], chat: [] };

export interface ChannelEnds {
  readonly endpoints: { readonly secrets: Endpoint; readonly slack: Endpoint; readonly eventBridge: Endpoint };
  /** What the sweep's function would find of them in its environment. */
  readonly environment: Partial<SweepEnvironment>;
  readonly posted: readonly Posted[];
  readonly put: readonly PutEvent[];
  /** ARNs of the topics of chat channels, by the channels' names. */
  readonly chatTopics: Readonly<Record<string, string>>;
}

/** A message that another channel than a topic took. */
export interface Taken {
  /** By its name, such as `slack:ops`. */
  readonly channel: string;
  /** ISO time. */
  readonly at: string;
  /** What it is about, as far as the message has a line for that. */
  readonly title: string;
}

/** A message of the topic of a chat channel, as Amazon Q Developer shows it. */
export const takenInChat = (name: string, { at, message }: Published): Taken => ({
  channel: chatName(name),
  at,
  title: shownInChat(message)?.content.title ?? 'a message that is not of its schema, which nobody is shown',
});

const takenByBus = ({ time, detailType }: PutEvent): Taken => ({ channel: EVENTS, at: time, title: detailType });

/** A webhook of its own for each channel. */
const webhookOf = (name: string): string =>
  `/services/TEMBEDDED/BEMBEDDED/${createHash('sha256').update(name).digest('hex').slice(0, 24)}`;

interface Place {
  readonly account: string;
  readonly region: string;
  readonly now: () => Date;
  /** Told of each message that Slack or the bus took. */
  readonly taken: (message: Taken) => void;
}

/** Opens what stands behind the channels: a webhook and its secret for each of Slack, a topic for each chat, a bus for events. */
export const openChannels = async (
  { slack, chat, events }: ChannelOptions,
  { account, region, now, taken }: Place,
): Promise<ChannelEnds> => {
  const names = new Map(slack.map(({ name }) => [webhookOf(name), name]));
  const webhooks = openSlack({
    webhooks: new Set(names.keys()),
    now,
    told: ({ webhook, at, text = '' }) => taken({ channel: slackName(names.get(webhook) ?? ''), at, title: text }),
  });
  const bus = openPutEvents({
    buses: events === undefined ? [] : [events.bus],
    now,
    told: (event) => taken(takenByBus(event)),
  });
  const secrets = new Map(slack.map(({ name, secret }) => [secret, `https://hooks.slack.com${webhookOf(name)}`]));
  const chatTopics = Object.fromEntries(
    chat.map(({ name }) => [name, `arn:aws:sns:${region}:${account}:pathwatch-chat-${name}`]),
  );
  const endpoints = {
    secrets: await openEndpoint(secretsService({ secrets, account, region })),
    slack: await openEndpoint(webhooks.service),
    eventBridge: await openEndpoint(bus.service),
  };
  return {
    endpoints,
    environment: {
      ENDPOINT_SECRETS_MANAGER: endpoints.secrets.url,
      ENDPOINT_SLACK: endpoints.slack.url,
      ENDPOINT_EVENTS: endpoints.eventBridge.url,
      ...(chat.length === 0 ? {} : { CHAT_TOPICS: JSON.stringify(chatTopics) }),
    },
    posted: webhooks.posted,
    put: bus.taken,
    chatTopics,
  };
};

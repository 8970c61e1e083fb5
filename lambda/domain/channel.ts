import type { Severity } from './path.ts';

/*
 * Where alerts go. A channel is known by a name, which is part of the ids of its alerts: `topic` (e-mail and HTTPS, over the
 * deployment's topic of alerts), `troubles` (the topic of what ails the monitor itself), `events` (EventBridge), and
 * `slack:NAME`, `chat:NAME` for each that is declared.
 */

/** Which severities go there; all of them where not said. */
interface Routed {
  readonly severities: readonly Severity[];
}

export interface EmailChannel extends Routed {
  readonly address: string;
}

/** A subscriber of the topic by HTTPS. */
export interface HttpsChannel extends Routed {
  readonly url: string;
}

/** Slack by an incoming webhook. */
export interface SlackChannel extends Routed {
  readonly name: string;
  /** Name or ARN of the secret in Secrets Manager that holds the webhook's URL, and nothing else. */
  readonly secret: string;
}

/** Slack by Amazon Q Developer in chat applications. */
export interface ChatChannel extends Routed {
  readonly name: string;
  /** Ids of the workspace (`T…`) and of the channel (`C…`). */
  readonly workspace: string;
  readonly channel: string;
}

/** Custom events on a bus of EventBridge. */
export interface EventsChannel extends Routed {
  readonly bus: string;
}

export interface Channels {
  readonly email: readonly EmailChannel[];
  readonly https: readonly HttpsChannel[];
  readonly slack: readonly SlackChannel[];
  readonly chat: readonly ChatChannel[];
  readonly events?: EventsChannel;
}

/** The topics of a deployment, of which the second tells what ails the monitor itself. */
export const TOPIC = 'topic';
export const TROUBLES = 'troubles';
export const EVENTS = 'events';
export const slackName = (name: string): string => `slack:${name}`;
export const chatName = (name: string): string => `chat:${name}`;

/** The names of all channels that alerts of a severity go to. The topic takes all: its subscriptions filter. */
export const channelsFor = ({ slack, chat, events }: Channels, severity: Severity): readonly string[] => [
  TOPIC,
  ...slack.filter(({ severities }) => severities.includes(severity)).map(({ name }) => slackName(name)),
  ...chat.filter(({ severities }) => severities.includes(severity)).map(({ name }) => chatName(name)),
  ...(events?.severities.includes(severity) ? [EVENTS] : []),
];

/** The names of all channels that there are: the topics, and those that are declared. */
export const channelNames = ({ slack, chat, events }: Channels): readonly string[] => [
  TOPIC,
  TROUBLES,
  ...slack.map(({ name }) => slackName(name)),
  ...chat.map(({ name }) => chatName(name)),
  ...(events === undefined ? [] : [EVENTS]),
];

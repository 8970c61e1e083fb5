import { eventDetail } from '../alerts/event.ts';
import { slackMessage } from '../alerts/slack.ts';
import type { Alert } from '../domain/alert.ts';
import { type Channels, chatName, EVENTS, type EventsChannel, slackName, TOPIC, TROUBLES } from '../domain/channel.ts';
import { Fault } from '../domain/fault.ts';
import type { Announcer } from '../monitor/ports.ts';
import type { Clients } from './clients.ts';
import { putEvent } from './event-bus.ts';
import type { PostToSlack } from './slack-webhook.ts';
import { publishAlert, publishChat, publishNotice, publishTrouble } from './sns-announcer.ts';

/** Where a deployment's alerts can go. */
export interface Destinations extends Pick<Channels, 'slack'> {
  /** ARNs of the topics of what the network does, and of what ails the monitor itself. */
  readonly alerts: string;
  readonly troubles: string;
  /** ARNs of the topics of chat channels, by the channels' names. */
  readonly chat: Readonly<Record<string, string>>;
  readonly events: EventsChannel | undefined;
}

type Take = (alert: Alert) => Promise<void>;

const unknown = (channel: string): Fault =>
  new Fault({
    kind: 'invalid',
    operation: 'Publish',
    code: 'NoSuchChannel',
    message: `the channel ${channel} is not configured`,
  });

/** Takes each alert to the channel that is named, in its words. A channel that is not among the destinations takes nothing. */
export const announcer = (
  { sns, eventBridge }: Pick<Clients, 'sns' | 'eventBridge'>,
  postToSlack: PostToSlack,
  { alerts, troubles, chat, slack, events }: Destinations,
): Announcer => {
  const channels = new Map<string, Take>([
    [TOPIC, (alert) => publishAlert(sns, alerts, alert)],
    [TROUBLES, (alert) => publishTrouble(sns, troubles, alert)],
    ...slack.map(({ name, secret }): [string, Take] => [
      slackName(name),
      (alert) => postToSlack(secret, slackMessage(alert)),
    ]),
    ...Object.entries(chat).map(([name, arn]): [string, Take] => [
      chatName(name),
      (alert) => publishChat(sns, arn, alert),
    ]),
  ]);
  if (events !== undefined)
    channels.set(EVENTS, (alert) => putEvent(eventBridge, events.bus, eventDetail(alert), alert.at));
  return {
    publish: async (alert, channel) => {
      const take = channels.get(channel);
      if (take === undefined) throw unknown(channel);
      await take(alert);
    },
    notify: async (notice) => {
      try {
        await publishNotice(sns, troubles, notice);
      } catch (error) {
        // What ails the topic of troubles cannot be told there.
        await publishNotice(sns, alerts, notice).catch(() => Promise.reject(error));
      }
    },
  };
};

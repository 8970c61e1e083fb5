import assert from 'node:assert/strict';
import type { AlertEvent } from '../../lambda/alerts/event-schema.ts';
import type { Posted } from '../../local/slack/service.ts';
import type { BusInbox } from './bus.ts';
import type { Notification } from './inbox.ts';
import type { SlackInbox } from './slack.ts';

/** Where alerts arrive. */
export interface Inboxes {
  readonly email: () => Promise<readonly Notification[]>;
  readonly slack: SlackInbox;
  readonly bus: BusInbox;
}

/** One alert as each channel's reader has it. */
export interface Arrived {
  readonly email: Notification;
  readonly slack: Posted;
  readonly event: AlertEvent;
}

const only = <Message>(channel: string, [first, ...others]: readonly Message[]): Message => {
  assert.deepEqual(others, [], `more than one message by ${channel}`);
  if (first === undefined) throw new Error(`no message by ${channel}`);
  return first;
};

/** The one alert that has come since, by every channel once. */
export const arrivedIn = async ({ email, slack, bus }: Inboxes): Promise<Arrived> => ({
  email: only('e-mail', await email()),
  slack: only('Slack', slack.receive()),
  event: only('EventBridge', await bus.receive()),
});

/** That nothing has come since. */
export const assertQuiet = async ({ email, slack, bus }: Inboxes): Promise<void> => {
  assert.deepEqual([await email(), slack.receive(), await bus.receive()], [[], [], []]);
};

import { slackMessage } from '../../lambda/alerts/slack.ts';
import { type Clients, closeClients } from '../../lambda/aws/clients.ts';
import { announcerOf, clientsOf } from '../../lambda/compose.ts';
import { chatName, EVENTS, slackName, TOPIC, TROUBLES } from '../../lambda/domain/channel.ts';
import type { Announcer } from '../../lambda/monitor/ports.ts';
import { type EmbeddedAccount, openAccount } from '../../local/account.ts';
import { shownInChat } from '../../local/chat/notification.ts';
import { useEmbeddedCredentials } from '../../local/credentials.ts';
import { anAlert } from '../support/alerts.ts';
import { everyChannel } from '../support/channels.ts';
import { hostileAlert } from '../support/hostile.ts';

let account: EmbeddedAccount;
let clients: Clients;
let announcer: Announcer;
let clock = Date.UTC(2026, 10, 22, 10);

const wait = async (milliseconds: number): Promise<void> => {
  clock += milliseconds;
};

beforeEach(async () => {
  useEmbeddedCredentials();
  const now = () => new Date(clock);
  account = await openAccount({ channels: everyChannel, now });
  clients = clientsOf(account.environment);
  announcer = announcerOf(account.environment, clients, { channels: everyChannel, now, wait });
});

afterEach(async () => {
  closeClients(clients);
  await account.close();
});

const channels = [
  TOPIC,
  TROUBLES,
  EVENTS,
  ...everyChannel.slack.map(({ name }) => slackName(name)),
  ...everyChannel.chat.map(({ name }) => chatName(name)),
];

/** How many messages the channels have taken. */
const taken = (): number =>
  [account.published, account.troubles, account.putEvents, account.slack].reduce((sum, { length }) => sum + length, 0) +
  everyChannel.chat.reduce((sum, { name }) => sum + account.chat(name).length, 0);

test('each channel takes the alert in its own words', async () => {
  for (const channel of channels) await announcer.publish(anAlert(), channel);
  expect(account.published).toMatchObject([{ messages: { https: expect.stringContaining('"version":"1"') } }]);
  expect(account.troubles).toMatchObject([{ messages: { default: expect.stringContaining('web-to-db') } }]);
  expect(account.putEvents).toMatchObject([{ bus: 'default', detail: { version: '1', kind: 'broke' } }]);
  expect(account.slack.map(({ text }) => text)).toEqual([slackMessage(anAlert()).text, slackMessage(anAlert()).text]);
  expect(new Set(account.slack.map(({ webhook }) => webhook)).size).toBe(2);
  for (const { name } of everyChannel.chat)
    expect(account.chat(name).map(({ message }) => shownInChat(message)?.metadata?.threadId)).toEqual([
      anAlert().incidentId,
    ]);
});

test('a notice goes to the topic of troubles', async () => {
  await announcer.notify({ id: 'n', subject: 's', body: 'b' });
  expect(account.troubles).toMatchObject([{ subject: 's', message: 'b' }]);
});

test.each([
  ['that misleads', '\u202e\r\n<!channel> *b* `c` a\u0000\u200b<x>&\ud800 äöü😀'],
  ['that is longest in JSON', '"'],
  ['that is longest in UTF-8', '😀'],
  ['that is longest once escaped', '&'],
])('an alert full of text %s is within the limits of every channel', async (_, part) => {
  const alert = hostileAlert(part);
  for (const channel of channels) await announcer.publish(alert, channel);
  expect(taken()).toBe(channels.length);
  for (const { name } of everyChannel.chat) expect(shownInChat(account.chat(name).at(-1)?.message ?? '')).toBeDefined();
});

test.each(['slack:gone', 'chat:gone', 'pager', '__proto__', 'constructor'])(
  'the channel %s is not configured, and never takes an alert',
  async (channel) => {
    await expect(announcer.publish(anAlert(), channel)).rejects.toMatchObject({
      info: { kind: 'invalid', code: 'NoSuchChannel' },
    });
  },
);

test('without channels there are the topics alone', async () => {
  const { CHAT_TOPICS: _, ...environment } = account.environment;
  const topicsOnly = announcerOf(environment, clients, {});
  await topicsOnly.publish(anAlert(), TOPIC);
  for (const channel of channels.filter((name) => name !== TOPIC && name !== TROUBLES))
    await expect(topicsOnly.publish(anAlert(), channel)).rejects.toMatchObject({ info: { kind: 'invalid' } });
});

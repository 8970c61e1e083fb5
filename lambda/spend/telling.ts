import type { PriceName } from '../domain/budget.ts';
import type { Channels } from '../domain/channel.ts';

/** SNS asks the key for two things at each publish to an encrypted topic. */
const PUBLISH_KEY_REQUESTS = 2;

type Told = 'keyRequest' | 'snsPublish' | 'snsEmail' | 'snsHttps' | 'customEvent' | 'secretMonth' | 'secretRequest';

/**
 * What a month of so many alerts takes of the services that bring them to their readers. Each is counted as if every channel
 * heard of it, whatever severities it takes. Of the service that writes into the chat nothing is charged but SNS's delivery to it.
 */
export const tellingOf = (
  alerts: number,
  { email, https, slack, chat, events }: Channels,
): Pick<Record<PriceName, number>, Told> => {
  const published = alerts * (1 + chat.length);
  return {
    keyRequest: published * PUBLISH_KEY_REQUESTS,
    snsPublish: published,
    snsEmail: alerts * email.length,
    snsHttps: alerts * (https.length + chat.length),
    customEvent: events === undefined ? 0 : alerts,
    secretMonth: new Set(slack.map(({ secret }) => secret)).size,
    secretRequest: alerts * slack.length,
  };
};

import type { Parsed } from '../parsed.ts';
import { meant, mistaken } from '../parsed.ts';
import { isWebhookUrl } from './secret.ts';

const form = 'write a URL such as `https://alerts.example.com/pathwatch`';

const urlOf = (text: string): URL | undefined => (URL.canParse(text) ? new URL(text) : undefined);

/** A URL that the topic of alerts can be subscribed with. */
export const parseWebAddress = (text: string): Parsed<string> => {
  if (isWebhookUrl(text))
    return mistaken(
      "Slack's webhooks do not take what SNS sends",
      'put the URL into Secrets Manager and name the secret under `slack`: `slack: [{ name: ops, secret: pathwatch/slack }]`',
    );
  const url = urlOf(text);
  if (url === undefined) return mistaken(`"${text}" is no URL`, form);
  if (url.protocol !== 'https:') return mistaken(`"${text}" is not encrypted on its way`, form);
  return url.username !== '' || url.password !== ''
    ? mistaken('a URL holds a name or password', "leave it out: the receiver knows an alert by SNS's signature")
    : meant(text);
};

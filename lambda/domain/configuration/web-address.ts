import type { Parsed } from '../parsed.ts';
import { meant, mistaken } from '../parsed.ts';
import { isWebhookUrl } from './secret.ts';

const form = 'write a URL such as `https://alerts.example.com/pathwatch`';

const urlOf = (text: string): URL | undefined => (URL.canParse(text) ? new URL(text) : undefined);

/** Names that no public DNS has, and addresses of the host itself, of its link, and private ones, as a URL has them. */
const inner = [
  /(?:^|\.)(?:localhost|local|internal)\.?$/,
  /^(?:0|10|127)(?:\.\d+){3}$/,
  /^(?:169\.254|192\.168|172\.(?:1[6-9]|2\d|3[01])|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))(?:\.\d+){2}$/,
  /^\[(?:::1?|f[cd].*|fe[89ab].*|::ffff:.*)\]$/,
];

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
  if (inner.some((pattern) => pattern.test(url.hostname)))
    return mistaken(
      `SNS does not reach "${url.hostname}", which is not on the Internet`,
      'write a URL that is reached from outside, such as `https://alerts.example.com/pathwatch`',
    );
  return url.username !== '' || url.password !== ''
    ? mistaken('a URL holds a name or password', "leave it out: the receiver knows an alert by SNS's signature")
    : meant(text);
};

import { Fault } from '../domain/fault.ts';

/** https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks; the second is GovSlack's. */
const hosts = ['hooks.slack.com', 'hooks.slack-gov.com'];

/** Of a URL that can be asked for nothing but a webhook of Slack: no other host, port or scheme, no name and password. */
const pathOf = (text: string): { readonly origin: string; readonly path: string } | undefined => {
  const url = URL.parse(text.trim());
  if (url === null || url.protocol !== 'https:' || url.port !== '' || !hosts.includes(url.hostname)) return undefined;
  if (url.username !== '' || url.password !== '' || url.pathname === '/') return undefined;
  return { origin: url.origin, path: url.pathname };
};

/**
 * The webhook that a secret's text names; with `base`, at that address in place of Slack's. Throws a `Fault` that tells
 * nothing of the text: whoever knows the URL can post.
 */
export const webhookUrl = (text: string, base?: string): URL => {
  const named = pathOf(text);
  if (named !== undefined) {
    const url = new URL(base ?? named.origin);
    // Not resolved against it: a path that begins with two slashes would name another host.
    url.pathname = named.path;
    return url;
  }
  throw new Fault({
    kind: 'not-found',
    operation: 'SlackWebhook',
    code: 'NoWebhookUrl',
    message: `the secret's text is no URL of a webhook at https://${hosts.join('/ or https://')}/`,
  });
};

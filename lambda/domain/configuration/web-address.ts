import { BlockList, isIP } from 'node:net';
import type { Parsed } from '../parsed.ts';
import { meant, mistaken } from '../parsed.ts';
import { isWebhookUrl } from './secret.ts';

const form = 'write a URL such as `https://alerts.example.com/pathwatch`';

const urlOf = (text: string): URL | undefined => (URL.canParse(text) ? new URL(text) : undefined);

/** Addresses that nobody reaches from outside: of the host itself, of its link, and private ones. */
const inner = new BlockList();
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  inner.addSubnet(net, prefix, 'ipv4');
inner.addAddress('::1', 'ipv6');
inner.addSubnet('fc00::', 7, 'ipv6');
inner.addSubnet('fe80::', 10, 'ipv6');

/** By its address, or by a name that no public DNS has. */
const isInner = (hostname: string): boolean => {
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  return isIP(host) === 0
    ? /(?:^|\.)(?:localhost|local|internal)\.?$/.test(host)
    : inner.check(host, isIP(host) === 4 ? 'ipv4' : 'ipv6');
};

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
  if (isInner(url.hostname))
    return mistaken(
      `SNS does not reach "${url.hostname}", which is not on the Internet`,
      'write a URL that is reached from outside, such as `https://alerts.example.com/pathwatch`',
    );
  return url.username !== '' || url.password !== ''
    ? mistaken('a URL holds a name or password', "leave it out: the receiver knows an alert by SNS's signature")
    : meant(text);
};

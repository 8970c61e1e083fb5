import { webhookUrl } from '../../../lambda/aws/slack-url.ts';
import { Fault } from '../../../lambda/domain/fault.ts';
import { anyText } from '../any-text.ts';
import { must, type Target } from '../target.ts';

const TOKEN = 'planted0token0of0a0webhook';

const seeds = [
  `https://hooks.slack.com/services/T0123ABCD/B0123ABCD/${TOKEN}`,
  `https://hooks.slack-gov.com/services/T0/B0/${TOKEN}\n`,
  `{"url": "https://hooks.slack.com/services/T0/B0/${TOKEN}"}`,
];

const words = [
  '@',
  ':8443',
  'http:',
  'user:pass@',
  '.evil.example',
  '\\',
  '//',
  '#',
  '?x=',
  '..',
  '%2e',
  'hooks.slack.com',
];

/** What a secret holds: the URL of a webhook of Slack, or a fault that tells nothing of it. */
export const webhooks: Target<string> = {
  name: 'webhooks',
  parses: 'what the secret of a webhook holds',
  inputs: anyText(seeds, words),
  take: (text) => {
    try {
      const { protocol, hostname, port, username, password } = webhookUrl(text);
      must(protocol === 'https:' && port === '', 'it is asked by https, at its own port');
      must(hostname === 'hooks.slack.com' || hostname === 'hooks.slack-gov.com', 'it is at Slack');
      must(username === '' && password === '', 'it names nobody');
      return 'accepted';
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      must(
        !JSON.stringify([error.info, error.message, error.stack]).includes('planted'),
        'a fault tells nothing of it',
      );
      return 'refused';
    }
  },
};

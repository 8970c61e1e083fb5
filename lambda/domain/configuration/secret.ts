import type { Parsed } from '../parsed.ts';
import { meant, mistaken } from '../parsed.ts';

/** Whoever has the URL of an incoming webhook can post: it is a secret, and never repeated in a message. */
export const isWebhookUrl = (text: string): boolean => /hooks\.slack(-gov)?\.com/i.test(text);

/** What https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html allows in a name. */
const name = /^[A-Za-z0-9/_+=.@-]{1,512}$/;
const arn = /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[A-Za-z0-9/_+=.@-]{1,519}$/;

/** Name or ARN of the secret that holds a webhook's URL. */
export const parseSecret = (text: string): Parsed<string> => {
  if (text.includes('://') || isWebhookUrl(text))
    return mistaken(
      '`secret` holds the URL itself, which whoever reads the file could post with',
      'put it into Secrets Manager (`aws secretsmanager create-secret --name pathwatch/slack --secret-string file://FILE`) ' +
        'and name it here: `secret: pathwatch/slack`',
    );
  return name.test(text) || arn.test(text)
    ? meant(text)
    : mistaken(
        `"${text}" is no name of a secret`,
        'write the name or ARN of a secret in Secrets Manager: `pathwatch/slack`',
      );
};

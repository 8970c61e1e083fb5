import { CreateSecretCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { openEndpoint } from '../../local/endpoint.ts';
import { openSlack, type Posted } from '../../local/slack/service.ts';
import { SECRET } from './configurations.ts';

const WEBHOOK = '/services/T0DEPLOY/B0DEPLOY/onlyTheSecretKnows';

export interface SlackInbox {
  /** For `PATHWATCH_ENDPOINT_SLACK`. */
  readonly url: string;
  /** The messages that have come since. */
  receive(): readonly Posted[];
  close(): Promise<void>;
}

/** Slack on this machine, whose one webhook's URL is in a secret of the emulator and nowhere else. */
export const openSlackInbox = async (secrets: SecretsManagerClient): Promise<SlackInbox> => {
  await secrets.send(new CreateSecretCommand({ Name: SECRET, SecretString: `https://hooks.slack.com${WEBHOOK}` }));
  const { service, posted } = openSlack({ webhooks: new Set([WEBHOOK]), now: () => new Date() });
  const { url, close } = await openEndpoint(service);
  let read = 0;
  return {
    url,
    receive: () => {
      const since = posted.slice(read);
      read = posted.length;
      return since;
    },
    close,
  };
};

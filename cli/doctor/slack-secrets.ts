import type { SecretStanding } from '../../lambda/aws/secret-standing.ts';
import { quoted } from '../../lambda/fixes/text.ts';
import { counted } from '../page.ts';
import { type Aws, awsIn } from './aws.ts';
import { declared } from './configuration.ts';
import { failed, type Judgement, ok } from './judgement.ts';
import { named } from './named.ts';
import type { Examination } from './patient.ts';

export interface SecretSeen {
  readonly channel: string;
  readonly secret: string;
  readonly standing: SecretStanding;
}

const lackOf = ({ channel, secret, standing }: SecretSeen): string =>
  `${channel} needs the secret ${secret}, which ${standing === 'deleted' ? 'is marked for deletion' : 'is not there'}`;

const remedyFor = ({ secret, standing }: SecretSeen, aws: Aws): string =>
  standing === 'deleted'
    ? `keep it: ${aws(`secretsmanager restore-secret --secret-id ${quoted(secret)}`)}`
    : `put the webhook's URL into it: ${aws(`secretsmanager create-secret --name ${quoted(secret)} --secret-string file://FILE`)}`;

/** Whether the secrets of Slack's webhooks are there; what they hold is not looked at. */
export const judgeSecrets = (secrets: readonly SecretSeen[], aws: Aws): Judgement => {
  if (secrets.length === 0) return ok('no webhook of Slack is declared');
  const lacking = secrets.filter(({ standing }) => standing !== 'there');
  const [first] = lacking;
  return first === undefined
    ? ok(`${counted(secrets.length, 'secret')} of webhooks ${secrets.length === 1 ? 'is' : 'are'} there`)
    : failed(named(lacking.map(lackOf)), remedyFor(first, aws));
};

export const slackSecrets: Examination = {
  name: 'slack-secrets',
  of: 'both',
  examine: async (patient) => {
    const { slack } = (await declared(patient)).channels;
    return judgeSecrets(
      await Promise.all(
        slack.map(async ({ name, secret }) => ({
          channel: `slack:${name}`,
          secret,
          standing: await patient.secret(secret),
        })),
      ),
      awsIn(patient.options.region),
    );
  },
};

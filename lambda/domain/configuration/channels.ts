import * as z from 'zod';
import type { Channels } from '../channel.ts';
import type { Parsed } from '../parsed.ts';
import { meant, mistaken } from '../parsed.ts';
import { readBy } from './reading.ts';
import { parseSecret } from './secret.ts';
import { severities, severitiesOf } from './severities.ts';
import { standard } from './standard.ts';
import { parseWebAddress } from './web-address.ts';

const matching =
  (what: string, pattern: RegExp, advice: string) =>
  (text: string): Parsed<string> =>
    pattern.test(text) ? meant(text) : mistaken(`"${text}" is no ${what}`, advice);

/** Each is one more call for each alert. */
const MOST = 20;

const name = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$/)
  .meta({
    description:
      'Name of the channel: 1 to 32 letters, digits, `_` or `-`, a letter or a digit first. Part of the ids of its alerts.',
    examples: ['netops'],
  });

const url = z.string().transform(readBy(parseWebAddress)).meta({
  description: 'URL of the receiver: `https` only, without a name or password in it, reached from the Internet.',
});

export const emailMap = z.strictObject({
  address: z.email().meta({ description: 'The address; AWS asks to confirm first.' }),
  severities,
});
export const httpsMap = z.strictObject({ url, severities });
export const slackMap = z.strictObject({
  name,
  secret: z
    .string()
    .meta({ examples: ['pathwatch/slack'] })
    .transform(readBy(parseSecret))
    .meta({
      description: "Name or ARN of the secret in Secrets Manager that holds the webhook's URL, and nothing else.",
    }),
  severities,
});
export const chatMap = z.strictObject({
  name,
  workspace: z
    .string()
    .meta({ examples: ['T012ABCDEFG'] })
    .transform(
      readBy(
        matching(
          'id of a workspace',
          /^T[0-9A-Z]{2,20}$/,
          'write `T` and capitals and digits, as the console of Amazon Q Developer in chat applications shows it',
        ),
      ),
    )
    .meta({
      description: 'Id of the Slack workspace, `T…`, which was authorised once in the console of Amazon Q Developer.',
    }),
  channel: z
    .string()
    .meta({ examples: ['C012ABCDEFG'] })
    .transform(
      readBy(
        matching(
          'id of a channel',
          /^[CG][0-9A-Z]{2,20}$/,
          "write `C` or `G` and capitals and digits, not the name: the channel's link ends with it",
        ),
      ),
    )
    .meta({ description: 'Id of the Slack channel, `C…` or `G…`, into which the app was invited.' }),
  severities,
});
export const eventsMap = z.strictObject({
  bus: z
    .string()
    .meta({ default: standard.bus })
    .transform(
      readBy(
        matching(
          'name of an event bus',
          /^[A-Za-z0-9._/-]{1,256}$/,
          'write the name of a bus of this account: `bus: default`; from there a rule leads to other accounts',
        ),
      ),
    )
    .meta({ description: 'Name of a bus of this account and Region.' })
    .optional(),
  severities,
});

export const channels = z
  .strictObject({
    email: z
      .array(z.union([z.email(), emailMap]))
      .meta({
        description: 'Addresses that get alerts by e-mail; AWS asks each to confirm first.',
        examples: [['netops@example.com']],
      })
      .optional(),
    https: z
      .array(z.union([url, httpsMap]))
      .meta({
        description: 'URLs that get alerts by HTTPS, from SNS; each must confirm the subscription first.',
        examples: [['https://alerts.example.com/']],
      })
      .optional(),
    slack: z
      .array(slackMap)
      .max(MOST)
      .meta({
        description: 'Slack channels, each by an incoming webhook.',
        examples: [[{ name: 'netops', secret: 'pathwatch/slack' }]],
      })
      .optional(),
    chat: z
      .array(chatMap)
      .max(MOST)
      .meta({
        description: 'Slack channels, each by Amazon Q Developer in chat applications.',
        examples: [[{ name: 'oncall', workspace: 'T012ABCDEFG', channel: 'C012ABCDEFG' }]],
      })
      .optional(),
    events: z
      .union([eventsMap, z.boolean()])
      .meta({
        description: 'Custom events on a bus of EventBridge: `true`, `false` for none, or a map.',
        examples: [true],
      })
      .optional(),
  })
  .meta({ description: 'Where alerts go; nowhere if left out.' });

/** The channels as declared, each with the severities that go there. */
export const channelsOf = ({ email, https, slack, chat, events }: z.output<typeof channels> = {}): Channels => ({
  email: (email ?? []).map((one) =>
    typeof one === 'string'
      ? { address: one, severities: severitiesOf(undefined) }
      : { address: one.address, severities: severitiesOf(one.severities) },
  ),
  https: (https ?? []).map((one) =>
    typeof one === 'string'
      ? { url: one, severities: severitiesOf(undefined) }
      : { url: one.url, severities: severitiesOf(one.severities) },
  ),
  slack: (slack ?? []).map((one) => ({ ...one, severities: severitiesOf(one.severities) })),
  chat: (chat ?? []).map((one) => ({ ...one, severities: severitiesOf(one.severities) })),
  ...(events !== undefined &&
    events !== false && {
      events:
        events === true
          ? { bus: standard.bus, severities: severitiesOf(undefined) }
          : { bus: events.bus ?? standard.bus, severities: severitiesOf(events.severities) },
    }),
});

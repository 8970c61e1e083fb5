import * as z from 'zod';
import { parseEndpoint, parseSource } from '../endpoint-text.ts';
import type { Parsed } from '../parsed.ts';
import { selectableTypes } from '../path.ts';
import { parsePorts } from '../ports-text.ts';
import { parseSchedule } from '../schedule.ts';
import { alerts } from './policy.ts';
import { DAY, duration, HOUR, readBy } from './reading.ts';
import { severity } from './severities.ts';
import { standard } from './standard.ts';

export const endpointObject = z
  .strictObject({
    id: z
      .string()
      .meta({
        description:
          'Id of the resource: `i-`, `eni-`, `igw-`, `tgw-`, `tgw-attach-`, `vgw-`, `vpce-`, `vpce-svc-` or `pcx-`.',
        examples: ['i-0123456789abcdef0'],
      })
      .optional(),
    arn: z
      .string()
      .meta({
        description: 'ARN of the resource; needed where it belongs to another account.',
        examples: ['arn:aws:ec2:eu-central-1:111111111111:instance/i-0123456789abcdef0'],
      })
      .optional(),
    ip: z
      .string()
      .meta({
        description: 'IPv4 address; as `to` only. Another form of `to: 10.0.20.236`.',
        examples: ['10.0.20.236'],
      })
      .optional(),
    tags: z
      .record(z.string(), z.string())
      .meta({
        description:
          'Selects every resource that has all these tags, at least one. `*` and `?` are wildcards in the values, not in the keys.',
        examples: [{ Name: 'web-*' }],
      })
      .optional(),
    type: z
      .enum(selectableTypes)
      .meta({ description: 'Type of the resources that `tags` selects.', default: 'instance' })
      .optional(),
    match: z
      .enum(['any', 'all'])
      .meta({
        description: 'How many of the selected resources must be as expected: every one, or one of them.',
        default: 'all',
      })
      .optional(),
  })
  .meta({ oneOf: ['id', 'arn', 'ip', 'tags'].map((key) => ({ required: [key] })) });

const endpointInput = z.union([
  z.string().meta({ examples: ['i-0123456789abcdef0', 'eni-0123456789abcdef0', 'igw-0123456789abcdef0'] }),
  endpointObject,
]);

const ports = (description: string) =>
  z
    .union([
      z.number().meta({ type: 'integer', minimum: 0, maximum: 65535 }),
      z.string().meta({
        pattern: '^\\s*\\d{1,5}(\\s*-\\s*\\d{1,5})?(\\s*,\\s*\\d{1,5}(\\s*-\\s*\\d{1,5})?)*\\s*$',
        examples: ['1024-65535', '0-21,23-65535'],
      }),
    ])
    .transform(readBy(parsePorts))
    .meta({ description });

/** Limits of a tag in Network Insights: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Tag.html. */
const tagKey = z.string().transform(
  readBy((key: string): Parsed<string> => {
    if (/^aws:/i.test(key))
      return {
        ok: false,
        message: `the tag key "${key}" is reserved`,
        advice: 'use a key that does not start with `aws:`',
      };
    return key.length >= 1 && key.length <= 127
      ? { ok: true, value: key }
      : { ok: false, message: `a tag key of ${key.length} characters`, advice: 'use 1 to 127 characters' };
  }),
);

const schedule = z
  .union([
    z.string().meta({ examples: ['5 minutes', 'rate(1 hour)', 'cron(0 8 ? * MON-FRI *) Europe/Berlin'] }),
    z.strictObject({
      cron: z.string().meta({
        description:
          'Six fields: minutes, hours, day of month, month, day of week (1 is Sunday), year; `?` in exactly one of the two days.',
        examples: ['0 8 ? * MON-FRI *'],
      }),
      timezone: z
        .string()
        .meta({ description: 'Name of the IANA database.', default: 'UTC', examples: ['Europe/Berlin'] })
        .optional(),
    }),
  ])
  .transform(readBy(parseSchedule))
  .meta({
    description:
      'When the path is looked at, whatever happens: a rate in minutes, hours or days, or a cron expression with its time zone. ' +
      'Must be given, here or in `defaults`; after a change of the network the path is looked at besides.',
  });

/** What a path may say and `defaults` too. */
export const shared = {
  protocol: z
    .enum(['tcp', 'udp'])
    .meta({ description: 'Protocol of the connection. Must be given, here or in `defaults`.' })
    .optional(),
  port: ports(
    'Destination port: a number, a range or a list of ranges. Must be given, here or in `defaults`. Each range is one paid ' +
      'analysis, each pair with a range of `sourcePort` too; at most 10 a path.',
  ).optional(),
  sourcePort: ports('Source port, in the same forms; any if left out.').optional(),
  expect: z
    .enum(['reachable', 'unreachable'])
    .meta({
      description:
        'What is as it should be: `reachable` alerts when the path breaks, `unreachable`, a promise of segmentation, when it opens.',
      default: standard.expect,
    })
    .optional(),
  every: schedule.optional(),
  audit: duration(
    'After so long the analyses are bought again though nothing that the path depends on has changed, as an audit of the model.',
    { least: HOUR, most: 90 * DAY, usual: standard.audit },
    ['7 days', '12 hours'],
  ).optional(),
  severity: severity
    .meta({
      description:
        'How grave it is when the path is not as expected; told with every alert, and says which channels hear of it.',
      default: standard.severity,
    })
    .optional(),
  tags: z
    .record(tagKey, z.string().max(256))
    .meta({
      description:
        'Words of yours, told with every alert; those of `defaults` are added. Keys of 1 to 127 characters, not starting with ' +
        '`aws:`; values of at most 256.',
      examples: [{ team: 'payments' }],
    })
    .optional(),
  alerts: alerts.optional(),
  maxPairs: z
    .int()
    .min(1)
    .max(20)
    .meta({
      description: 'Where an end is a selector, at most so many pairs of resources are analysed. Each is paid for.',
      default: standard.maxPairs,
    })
    .optional(),
};

export const pathEntry = z.strictObject({
  id: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/)
    .meta({
      description:
        'Name of the path, unique in the file: 1 to 64 letters, digits, `.`, `_` or `-`, a letter or a digit first. Its history ' +
        'hangs on it.',
      examples: ['web-db'],
    }),
  from: endpointInput
    .transform(readBy(parseSource))
    .meta({ description: 'The end that opens the connection: an id, an ARN, or a selector by tags. No address.' }),
  to: endpointInput
    .transform(readBy(parseEndpoint))
    .meta({ description: 'The end that is connected to: an id, an ARN, an IPv4 address, or a selector by tags.' }),
  ...shared,
});

export const defaults = z.strictObject(shared).meta({
  description: 'What every path says that does not say otherwise: any key of a path but `id`, `from` and `to`.',
});

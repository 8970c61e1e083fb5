import * as z from 'zod';
import { priceNames } from './budget.ts';
import { parseDuration } from './duration.ts';
import { parseEndpoint, parseSource } from './endpoint-text.ts';
import type { Parsed } from './parsed.ts';
import { selectableTypes } from './path.ts';
import { parsePorts } from './ports-text.ts';
import { parseSchedule } from './schedule.ts';

/** What a path is where neither it nor `defaults` says otherwise. */
export const standard = {
  expect: 'reachable',
  severity: 'critical',
  maxPairs: 5,
  blindAfter: 3,
  audit: 7 * 24 * 3600,
  /** Dollars. */
  budget: 50,
  quiet: 30,
  retentionDays: 90,
} as const;

/** Puts one of the domain's own readers behind a schema; its advice travels with the issue. */
const readBy =
  <Input, Value>(parse: (input: Input) => Parsed<Value>) =>
  (input: Input, context: z.RefinementCtx): Value => {
    const parsed = parse(input);
    if (parsed.ok) return parsed.value;
    context.addIssue({ code: 'custom', message: parsed.message, params: { advice: parsed.advice } });
    return z.NEVER;
  };

const endpointObject = z
  .strictObject({
    id: z
      .string()
      .meta({ description: 'Id of the resource.', examples: ['i-0123456789abcdef0'] })
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
      .meta({ description: 'IPv4 address; as `to` only.', examples: ['10.0.20.236'] })
      .optional(),
    tags: z
      .record(z.string(), z.string())
      .meta({
        description: 'Selects every resource that has all these tags. `*` and `?` are wildcards in the values.',
        examples: [{ Name: 'web-*' }],
      })
      .optional(),
    type: z
      .enum(selectableTypes)
      .meta({ description: 'Type of the resources that `tags` selects.', default: 'instance' })
      .optional(),
    match: z
      .enum(['any', 'all'])
      .meta({ description: 'How many of the selected resources must be as expected.', default: 'all' })
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
        description: 'Minutes, hours, day of month, month, day of week, year; `?` in exactly one of the two days.',
        examples: ['0 8 ? * MON-FRI *'],
      }),
      timezone: z
        .string()
        .meta({ description: 'Name of the IANA database.', default: 'UTC', examples: ['Europe/Berlin'] })
        .optional(),
    }),
  ])
  .transform(readBy(parseSchedule))
  .meta({ description: 'When the path is looked at: a rate, or a cron expression with its time zone.' });

const duration = (description: string, least: number, most: number, examples: readonly string[]) =>
  z
    .string()
    .meta({ examples: [...examples] })
    .transform(readBy((text: string) => parseDuration(text, least, most)))
    .meta({ description });

const DAY = 24 * 3600;

/** What a path may say and `defaults` too. */
const shared = {
  protocol: z.enum(['tcp', 'udp']).meta({ description: 'Protocol of the connection.' }).optional(),
  port: ports('Destination port: a number, a range or a list of ranges. Each range is one paid analysis.').optional(),
  sourcePort: ports('Source port, in the same forms; any if left out.').optional(),
  expect: z
    .enum(['reachable', 'unreachable'])
    .meta({
      description: 'What is as it should be; `unreachable` is a promise of segmentation.',
      default: standard.expect,
    })
    .optional(),
  every: schedule.optional(),
  audit: duration(
    'After so long the analyses are bought again though nothing that the path depends on has changed.',
    3600,
    90 * DAY,
    ['7 days', '12 hours'],
  ).optional(),
  severity: z
    .enum(['critical', 'warning', 'info'])
    .meta({ description: 'How grave it is when the path is not as expected.', default: standard.severity })
    .optional(),
  tags: z
    .record(tagKey, z.string().max(256))
    .meta({ description: 'Told with every alert; those of `defaults` are added.', examples: [{ team: 'payments' }] })
    .optional(),
  alerts: z
    .strictObject({
      blindAfter: z
        .int()
        .min(1)
        .max(100)
        .meta({
          description: 'After so many checks in a row without a verdict the monitor says that it is blind here.',
          default: standard.blindAfter,
        })
        .optional(),
    })
    .meta({ description: 'When to tell.' })
    .optional(),
  maxPairs: z
    .int()
    .min(1)
    .max(20)
    .meta({ description: 'At most so many pairs of selected resources are analysed.', default: standard.maxPairs })
    .optional(),
};

const pathEntry = z.strictObject({
  id: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/)
    .meta({ description: 'Name of the path, unique in the file; its history hangs on it.', examples: ['web-db'] }),
  from: endpointInput.transform(readBy(parseSource)).meta({ description: 'The end that opens the connection.' }),
  to: endpointInput.transform(readBy(parseEndpoint)).meta({ description: 'The end that is connected to.' }),
  ...shared,
});

const defaults = z.strictObject(shared).meta({ description: 'What every path says that does not say otherwise.' });

const channels = z
  .strictObject({
    email: z
      .array(z.email())
      .meta({ description: 'Addresses that get every alert.', examples: [['netops@example.com']] })
      .optional(),
  })
  .meta({ description: 'Where alerts go.' });

const retention = z
  .strictObject({
    days: z
      .int()
      .min(1)
      .max(3650)
      .meta({ description: 'Days for which the history is kept.', default: standard.retentionDays })
      .optional(),
  })
  .meta({ description: 'How long the history is kept.' });

const dollars = z.number().min(0).max(1_000_000);

const budget = z
  .strictObject({
    monthly: dollars
      .meta({ description: 'Dollars a month for paid analyses, of all paths together.', default: standard.budget })
      .optional(),
    paths: z
      .record(z.string(), dollars)
      .meta({ description: 'Dollars a month of single paths, by their ids.', examples: [{ 'web-db': 5 }] })
      .optional(),
    tags: z
      .record(z.string(), dollars)
      .meta({
        description: 'Dollars a month of all paths that carry a tag, by `key=value`.',
        examples: [{ 'team=payments': 10 }],
      })
      .optional(),
    prices: z
      .partialRecord(z.enum(priceNames), z.number().min(0))
      .meta({ description: "Prices in dollars in place of the table's, by their names in docs/cost.md." })
      .optional(),
  })
  .meta({ description: 'What may be spent on paid analyses.' });

const changes = z
  .strictObject({
    quiet: duration('For so long the network must have been quiet after a change before it is looked at.', 1, 180, [
      '30 seconds',
      '2 minutes',
    ]).optional(),
  })
  .meta({ description: 'How changes of the network are gathered.' });

/** The shape of `pathwatch.yaml`; its output holds canonical values, and still `defaults` beside `paths`. */
export const configurationFile = z.strictObject({
  defaults: defaults.optional(),
  paths: z.array(pathEntry).min(1).meta({ description: 'The critical connections.' }),
  channels: channels.optional(),
  budget: budget.optional(),
  changes: changes.optional(),
  retention: retention.optional(),
});
export type ConfigurationFile = z.output<typeof configurationFile>;
export type PathEntry = z.output<typeof pathEntry>;

/** The keys that are known where a key was found, by the name of the section. */
export const knownKeys: Readonly<Record<string, readonly string[]>> = {
  '': Object.keys(configurationFile.shape),
  defaults: Object.keys(shared),
  paths: Object.keys(pathEntry.shape),
  from: Object.keys(endpointObject.shape),
  to: Object.keys(endpointObject.shape),
  every: ['cron', 'timezone'],
  alerts: ['blindAfter'],
  channels: Object.keys(channels.shape),
  budget: Object.keys(budget.shape),
  prices: priceNames,
  changes: Object.keys(changes.shape),
  retention: Object.keys(retention.shape),
};

/** The published JSON Schema, in draft 7, which editors know best. */
export const configurationJsonSchema = (): Readonly<Record<string, unknown>> => ({
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: 'urn:pathwatch:configuration',
  title: 'Pathwatch configuration',
  description: 'The critical network paths that Pathwatch watches: pathwatch.yaml.',
  ...z.toJSONSchema(configurationFile, { io: 'input', target: 'draft-7' }),
});

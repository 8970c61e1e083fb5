import * as z from 'zod';
import { priceNames } from './budget.ts';
import { channels, chatMap, emailMap, eventsMap, httpsMap, slackMap } from './configuration/channels.ts';
import { maintenance, windowMap } from './configuration/maintenance.ts';
import { defaults, endpointObject, pathEntry, shared } from './configuration/paths.ts';
import { alerts, flapMap } from './configuration/policy.ts';
import { duration } from './configuration/reading.ts';
import { standard } from './configuration/standard.ts';

const retention = z
  .strictObject({
    days: z
      .int()
      .min(1)
      .max(3650)
      .meta({
        description:
          'Days for which checks, sweeps and incidents are kept. How paths stood is kept by day for ten years.',
        default: standard.retentionDays,
      })
      .optional(),
  })
  .meta({ description: 'How long the history is kept.' });

const dollars = z.number().min(0).max(1_000_000);

const budget = z
  .strictObject({
    monthly: dollars
      .meta({
        description:
          'Dollars a month for paid analyses, of all paths together; `0` buys nothing. At the bound the network model answers alone.',
        default: standard.budget,
      })
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
    quiet: duration(
      'For so long the network must have been quiet after a change before it is looked at.',
      { least: 1, most: 180, usual: standard.quiet },
      ['30 seconds', '2 minutes'],
    ).optional(),
  })
  .meta({ description: 'How changes of the network are gathered.' });

/** The shape of `pathwatch.yaml`; its output holds canonical values, and still `defaults` beside `paths`. */
export const configurationFile = z.strictObject({
  defaults: defaults.optional(),
  paths: z.array(pathEntry).min(1).meta({ description: 'The critical connections, at least one.' }),
  channels: channels.optional(),
  maintenance: maintenance.optional(),
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
  alerts: Object.keys(alerts.shape),
  flap: Object.keys(flapMap.shape),
  channels: Object.keys(channels.shape),
  email: Object.keys(emailMap.shape),
  https: Object.keys(httpsMap.shape),
  slack: Object.keys(slackMap.shape),
  chat: Object.keys(chatMap.shape),
  events: Object.keys(eventsMap.shape),
  maintenance: Object.keys(windowMap.shape),
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

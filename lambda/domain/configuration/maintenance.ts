import * as z from 'zod';
import type { Maintenance, Scope } from '../silence.ts';
import { DAY, duration } from './reading.ts';
import { readWindow, type SaidWindow } from './window.ts';

const tagList = z.array(z.string()).min(1);
const tagMap = z.record(z.string(), z.string());
type SaidTags = z.output<typeof tagList> | z.output<typeof tagMap>;

/** Tags as `key=value`, however they were written. */
const tagsOf = (said: SaidTags = []): readonly string[] =>
  Array.isArray(said) ? said : Object.entries(said).map(([key, value]) => `${key}=${value}`);

const scopeOf = (paths: readonly string[] | undefined, tags: SaidTags | undefined): Scope =>
  paths === undefined && tags === undefined
    ? { kind: 'all' }
    : { kind: 'some', paths: paths ?? [], tags: tagsOf(tags) };

const whenOf = (said: SaidWindow, context: z.RefinementCtx): Maintenance['when'] => {
  const read = readWindow(said);
  if ('when' in read) return read.when;
  for (const { key, message, advice } of read.mistakes)
    context.addIssue({
      code: 'custom',
      message,
      params: { advice },
      ...(key !== undefined && { path: [key] }),
    });
  return z.NEVER;
};

export const windowMap = z.strictObject({
  name: z
    .string()
    .regex(/^\S(.{0,62}\S)?$/)
    .meta({ description: 'What people call it; told with what it kept back.', examples: ['patch night'] }),
  paths: z
    .array(z.string())
    .min(1)
    .meta({ description: 'Ids of the paths that it is about.', examples: [['web-db']] })
    .optional(),
  tags: z
    .union([tagList, tagMap])
    .meta({
      description: 'Paths that carry one of these tags are in it too. Without `paths` and `tags` all are.',
      examples: [['team=payments'], { team: 'payments' }],
    })
    .optional(),
  from: z
    .string()
    .meta({
      description: 'When it begins, once: with its offset, or in `timezone`.',
      examples: ['2026-12-05T22:00+01:00'],
    })
    .optional(),
  until: z
    .string()
    .meta({ description: 'When that ends.', examples: ['2026-12-06T02:00+01:00'] })
    .optional(),
  cron: z
    .string()
    .meta({
      description: 'When it begins, again and again: minutes, hours, day of month, month, day of week.',
      examples: ['0 22 * * SAT'],
    })
    .optional(),
  duration: duration('How long each of those lasts.', 60, 7 * DAY, ['2 hours']).optional(),
  timezone: z
    .string()
    .meta({ description: 'Name of the IANA database; of `cron` UTC if left out.', examples: ['Europe/Berlin'] })
    .optional(),
});

export const maintenance = z
  .array(
    windowMap.transform(
      ({ name, paths, tags, ...said }, context): Maintenance => ({
        name,
        scope: scopeOf(paths, tags),
        when: whenOf(said, context),
      }),
    ),
  )
  .max(100)
  .meta({
    description: 'When paths are worked on: they are looked at, and what is still broken at the end is told then.',
  });

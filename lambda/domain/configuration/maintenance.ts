import * as z from 'zod';
import type { Flaw, Place } from '../configuration-flaw.ts';
import type { Maintenance, Scope } from '../silence.ts';
import { section } from './section.ts';
import { readWindow } from './window.ts';

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

export const windowMap = z.strictObject({
  name: z
    .string()
    .regex(/^\S(.{0,62}\S)?$/)
    .meta({
      description: 'What people call it, 1 to 64 characters, unique in the file; told with what it kept back.',
      examples: ['patch night'],
    }),
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
      description: 'When it begins, of a window that comes once: an ISO time with its offset, or in `timezone`.',
      examples: ['2026-12-05T22:00+01:00'],
    })
    .optional(),
  until: z
    .string()
    .meta({ description: 'When that ends; in the same forms.', examples: ['2026-12-06T02:00+01:00'] })
    .optional(),
  cron: z
    .string()
    .meta({
      description:
        'When it begins, of a window that comes again: minutes, hours, day of month, month, day of week (0 and 7 are Sunday).',
      examples: ['0 22 * * SAT'],
    })
    .optional(),
  duration: z
    .string()
    .meta({ description: 'How long each of those lasts. From 1 minute to 7 days.', examples: ['2 hours'] })
    .optional(),
  timezone: z
    .string()
    .meta({
      description: 'Name of the IANA database, for the clock on the wall; of `cron` UTC if left out.',
      examples: ['Europe/Berlin'],
    })
    .optional(),
});

/** When each of them is, `mistimed` tells: windows are read key by key there, so that all that is wrong is told. */
export const maintenance = z.array(windowMap).max(100).meta({
  description: 'When paths are worked on: they are looked at, and what is still broken at the end is told then.',
});

/** The windows as declared. */
export const maintenanceOf = (said: z.output<typeof maintenance> = []): readonly Maintenance[] =>
  said.flatMap(({ name, paths, tags, ...window }) => {
    const read = readWindow(window);
    return 'when' in read ? [{ name, scope: scopeOf(paths, tags), when: read.when }] : [];
  });

/** All that is wrong with when a window is. */
export const mistimed = (window: unknown, place: Place): readonly Flaw[] => {
  const read = typeof window === 'object' && window !== null ? readWindow(section(window)) : { mistakes: [] };
  return 'when' in read
    ? []
    : read.mistakes.map(
        ({ key, message, advice }): Flaw => ({
          place: key === undefined ? place : [...place, key],
          part: 'value',
          message,
          advice,
        }),
      );
};

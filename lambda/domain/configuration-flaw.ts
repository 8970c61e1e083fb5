import type { z } from 'zod';
import { knownKeys } from './configuration-schema.ts';
import { nearest } from './nearest.ts';

export type Place = readonly (string | number)[];

/** One thing that is wrong with a configuration, wherever its text came from. */
export interface Flaw {
  /** Where: keys and indexes from the top. */
  readonly place: Place;
  /** Whether the key itself is wrong, or its value. */
  readonly part: 'key' | 'value';
  readonly message: string;
  readonly advice: string;
  /** The earlier place that this one collides with. */
  readonly collidesWith?: Place;
}

/** How each key is written, by its name. */
const howTo: Readonly<Record<string, string>> = {
  defaults: 'write keys of a path under it, such as `defaults: { every: 5 minutes }`, or leave it out',
  paths: 'list the paths under `paths:`, each with `id`, `from`, `to`, `protocol`, `port` and `every`',
  channels: 'write `channels: { email: [netops@example.com] }`, or leave it out',
  email: 'list addresses: `email: [netops@example.com]`',
  retention: 'write `retention: { days: 90 }`, or leave it out',
  budget: 'write `budget: { monthly: 50 }`, or leave it out',
  monthly: 'write dollars a month: `monthly: 50`',
  prices: 'write dollars by the names of docs/cost.md: `prices: { analysis: 0.1 }`',
  changes: 'write `changes: { quiet: 30 seconds }`, or leave it out',
  quiet: 'write a time from 1 second to 3 minutes: `quiet: 30 seconds`',
  audit: 'write a time from 1 hour to 90 days: `audit: 7 days`',
  days: 'write a whole number of days from 1 to 3650',
  id: 'write 1 to 64 letters, digits, `.`, `_` or `-`, a letter or a digit first: `id: web-db` (a number in quotes)',
  from: 'write an id (`from: i-0123456789abcdef0`), an ARN, or a selector (`from: { tags: { Name: "web-*" } }`)',
  to: 'write an id (`to: i-0123456789abcdef0`), an ARN, an IPv4 address, or a selector (`to: { tags: { Name: "web-*" } }`)',
  arn: 'write `arn: arn:aws:ec2:REGION:ACCOUNT:TYPE/ID`',
  ip: 'write one IPv4 address: `ip: 10.0.20.236`',
  type: 'write a type that can be selected, such as `type: instance`',
  match: 'write `match: all` or `match: any`',
  protocol: 'write `protocol: tcp` or `protocol: udp`',
  port: 'write `port: 443`, `port: "1024-65535"` or `port: "0-21,23-65535"`',
  sourcePort: 'write `sourcePort: "1024-65535"`, or leave it out',
  expect: 'write `expect: reachable` or `expect: unreachable`',
  every: 'write `every: 5 minutes`, or `every: cron(0 8 ? * MON-FRI *) Europe/Berlin`',
  cron: 'write the six fields in quotes: `cron: "0 8 ? * MON-FRI *"`',
  timezone: 'write a name of the IANA database: `timezone: Europe/Berlin`',
  severity: 'write `severity: critical`, `warning` or `info`',
  tags: 'write keys and values, both text, a number in quotes: `tags: { team: payments, floor: "3" }`',
  alerts: 'write `alerts: { blindAfter: 3 }`, or leave it out',
  blindAfter: 'write a whole number of checks from 1 to 100',
  maxPairs: 'write a whole number from 1 to 20',
};

const namesOf = (place: Place): readonly string[] => place.filter((step) => typeof step === 'string');

/** `tags` are free: advice on one of them is that on all. */
export const howToWrite = (place: Place): string => {
  const names = namesOf(place);
  const name = names.at(-2) === 'tags' ? 'tags' : names.at(-1);
  return howTo[name ?? 'paths'] ?? 'see docs/configuration.md';
};

const told = (value: unknown): string => {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  return typeof value === 'string' ? `"${value.length > 60 ? `${value.slice(0, 60)}…` : value}"` : `${value}`;
};

const types: Readonly<Record<string, string>> = {
  array: 'a list',
  object: 'a map',
  record: 'a map',
  string: 'text',
  // Every number of the file is a whole one.
  int: 'a whole number',
  number: 'a whole number',
};

const valueAt = (raw: unknown, place: Place): unknown =>
  place.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null
        ? Object.entries(value).find(([key]) => key === `${step}`)?.[1]
        : undefined,
    raw,
  );

const wording = (issue: z.core.$ZodIssue, subject: string, value: unknown): string => {
  if (value === undefined) return `${subject} is missing`;
  if (value === null) return `${subject} has no value`;
  switch (issue.code) {
    case 'invalid_type':
      return `${subject} is ${told(value)}, not ${types[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `${subject} is ${told(value)}, not ${issue.values.map((allowed) => `\`${String(allowed)}\``).join(' or ')}`;
    case 'too_big':
      return issue.origin === 'string'
        ? `${subject} is longer than ${issue.maximum} characters`
        : `${subject} is ${told(value)}, above ${issue.maximum}`;
    case 'too_small':
      return issue.origin === 'array' ? `${subject} is empty` : `${subject} is ${told(value)}, below ${issue.minimum}`;
    case 'invalid_format':
      return issue.format === 'email' ? `${told(value)} is not an e-mail address` : `${told(value)} is no ${subject}`;
    case 'invalid_union':
      return `${subject} cannot be ${told(value)}`;
    default:
      return issue.message;
  }
};

/** `port`, or `paths[2]` where an entry of a list is meant. */
const subjectOf = (place: Place): string => {
  const last = place.at(-1);
  if (last === undefined) return 'the file';
  return typeof last === 'number' ? `\`${namesOf(place).at(-1)}[${last}]\`` : `\`${last}\``;
};

const unknownKey = (place: Place, key: string): Flaw => {
  const known = knownKeys[namesOf(place).at(-1) ?? ''] ?? [];
  const meant = nearest(key, known);
  return {
    place: [...place, key],
    part: 'key',
    message: `unknown key \`${key}\``,
    advice: meant === undefined ? `known here: ${known.join(', ')}` : `did you mean \`${meant}\`?`,
  };
};

/** The branch of a union that the value was written for: the one that does not already fail by its type. */
const intended = (issue: z.core.$ZodIssueInvalidUnion): readonly z.core.$ZodIssue[] =>
  issue.errors.find((branch) => !branch.some((inner) => inner.code === 'invalid_type' && inner.path.length === 0)) ??
  [];

/** One issue of zod as flaws in our words; `raw` is the value that was checked. */
export const flawsOf = (issue: z.core.$ZodIssue, raw: unknown, within: Place = []): readonly Flaw[] => {
  const place: Place = [...within, ...issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))];
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(place, key));
  if (issue.code === 'invalid_union') {
    const inner = intended(issue);
    if (inner.length > 0) return inner.flatMap((one) => flawsOf(one, raw, place));
  }
  if (issue.code === 'invalid_key')
    return issue.issues.flatMap((one) => flawsOf(one, raw, place).map((flaw): Flaw => ({ ...flaw, part: 'key' })));
  const subject = subjectOf(place);
  const advice: unknown = issue.code === 'custom' ? issue.params?.advice : undefined;
  return [
    {
      place,
      part: 'value',
      message: wording(issue, subject, valueAt(raw, place)),
      advice: typeof advice === 'string' ? advice : howToWrite(place),
    },
  ];
};

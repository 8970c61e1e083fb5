import type { z } from 'zod';
import { howToWrite, namesOf } from './configuration/how-to.ts';
import { isWebhookUrl } from './configuration/secret.ts';
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

const told = (value: unknown): string => {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  if (typeof value === 'string' && isWebhookUrl(value)) return "the URL of one of Slack's webhooks";
  return typeof value === 'string' ? `"${value.length > 60 ? `${value.slice(0, 60)}…` : value}"` : `${value}`;
};

const types: Readonly<Record<string, string>> = {
  array: 'a list',
  object: 'a map',
  boolean: '`true` or `false`',
  record: 'a map',
  string: 'text',
  // Every number of the file is a whole one.
  int: 'a whole number',
  number: 'a whole number',
};

const valueAt = (raw: unknown, place: Place): unknown =>
  place.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, step) ? Reflect.get(value, step) : undefined,
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
      if (issue.origin === 'array') return `${subject} has more than ${issue.maximum} entries`;
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

/** The branch of a union that the value was written for: the first that does not already fail by its type; maps stand first. */
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

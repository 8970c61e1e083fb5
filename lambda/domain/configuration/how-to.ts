import type { Place } from '../configuration-flaw.ts';

/** How each key is written, by its name; where another section has the same name, after the section's. */
const howTo: Readonly<Record<string, string>> = {
  defaults: 'write keys of a path under it, such as `defaults: { every: 5 minutes }`, or leave it out',
  paths: 'list the paths under `paths:`, each with `id`, `from`, `to`, `protocol`, `port` and `every`',
  channels: 'write `channels: { email: [netops@example.com] }`, or leave it out',
  email: 'list addresses: `email: [netops@example.com]`, or `{ address: netops@example.com, severities: [critical] }`',
  address: 'write `address: netops@example.com`',
  severities: 'list some of `critical`, `warning` and `info`: `severities: [critical]`, or leave it out for all',
  https: 'list URLs: `https: [https://alerts.example.com/pathwatch]`',
  url: 'write `url: https://alerts.example.com/pathwatch`',
  slack: 'list webhooks: `slack: [{ name: netops, secret: pathwatch/slack }]`',
  chat: 'list channels: `chat: [{ name: oncall, workspace: T012ABCDEFG, channel: C012ABCDEFG }]`',
  name: 'write 1 to 32 letters, digits, `_` or `-`, a letter or a digit first: `name: netops`',
  secret: 'write the name or ARN of a secret in Secrets Manager: `secret: pathwatch/slack`',
  workspace: 'write the id of the workspace: `workspace: T012ABCDEFG`',
  channel: 'write the id of the channel: `channel: C012ABCDEFG`',
  events: 'write `events: true`, `events: false` for none, or `events: { bus: default, severities: [critical] }`',
  bus: 'write the name of a bus: `bus: default`',
  maintenance:
    'list windows: `maintenance: [{ name: patch night, cron: "0 22 * * SAT", duration: 2 hours, timezone: Europe/Berlin }]`',
  'maintenance.name': 'write 1 to 64 characters: `name: patch night`',
  'maintenance.paths': 'list ids of paths: `paths: [web-db]`, or leave it out',
  'maintenance.tags': 'list tags: `tags: [team=payments]`, or write a map: `tags: { team: payments }`',
  'maintenance.from': 'write a time: `from: 2026-12-05T22:00+01:00`',
  'maintenance.cron': 'write the five fields in quotes: `cron: "0 22 * * SAT"`',
  until: 'write a time: `until: 2026-12-06T02:00+01:00`',
  duration: 'write a time from 1 minute to 7 days: `duration: 2 hours`',
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
  alerts: 'write keys under it, such as `alerts: { failureThreshold: 2 }`, or leave it out',
  blindAfter: 'write a whole number of checks from 1 to 100',
  failureThreshold: 'write a whole number of checks from 1 to 10: `failureThreshold: 2`',
  successThreshold: 'write a whole number of checks from 1 to 10: `successThreshold: 2`',
  reminderInterval: 'write a time from 5 minutes to 30 days, or `off`: `reminderInterval: 4 hours`',
  sendOnResolved: 'write `sendOnResolved: true` or `sendOnResolved: false`',
  flap: 'write `flap: { changes: 4, within: 1 hour, steady: 30 minutes }`, or `flap: off`',
  'flap.changes': 'write a whole number of changes from 3 to 20: `changes: 4`',
  within: 'write a time from 5 minutes to 1 day: `within: 1 hour`',
  steady: 'write a time from 5 minutes to 1 day: `steady: 30 minutes`',
  maxPairs: 'write a whole number from 1 to 20',
};

/** The keys of a place, without the indexes. */
export const namesOf = (place: Place): readonly string[] => place.filter((step) => typeof step === 'string');

/** `tags` are free: advice on one of them is that on all. */
export const howToWrite = (place: Place): string => {
  const all = namesOf(place);
  const names = all.at(-2) === 'tags' ? all.slice(0, -1) : all;
  const name = names.at(-1) ?? 'paths';
  return howTo[`${names.at(-2)}.${name}`] ?? howTo[name] ?? 'see docs/configuration.md';
};

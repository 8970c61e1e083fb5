import { toConfiguration } from '../../lambda/domain/configuration.ts';
import { nearest } from '../../lambda/domain/nearest.ts';
import { aPath, aPolicy, noChannels } from '../support/paths.ts';

const flap = { changes: 4, within: 3600, steady: 1800 };
const aDeclaredPath = (over: Parameters<typeof aPath>[0] = {}) => aPath({ alerts: aPolicy({ flap }), ...over });
const all = ['critical', 'warning', 'info'];

const declared = {
  id: 'web-db',
  from: 'i-0aaaaaaaaaaaaaaaa',
  to: 'i-0bbbbbbbbbbbbbbbb',
  protocol: 'tcp',
  port: 443,
  every: '5 minutes',
};

const flawsOf = (raw: unknown) => {
  const read = toConfiguration(raw);
  return read.ok ? [] : read.flaws;
};

test('what is not declared is filled in', () => {
  expect(toConfiguration({ paths: [declared] })).toEqual({
    ok: true,
    configuration: {
      paths: [aDeclaredPath()],
      channels: noChannels,
      maintenance: [],
      budget: { monthly: 50, paths: {}, tags: {}, prices: {} },
      quiet: 30,
      retentionDays: 90,
    },
  });
});

test('every key finds its place, in canonical form', () => {
  const read = toConfiguration({
    paths: [
      {
        ...declared,
        protocol: 'udp',
        port: '90,80-89',
        sourcePort: '1024-65535',
        expect: 'unreachable',
        every: { cron: '0 8 ? * mon-fri *', timezone: 'Europe/Berlin' },
        audit: '12 hours',
        severity: 'info',
        tags: { team: 'payments' },
        alerts: {
          blindAfter: 7,
          failureThreshold: 2,
          successThreshold: 3,
          reminderInterval: '1 day',
          sendOnResolved: false,
          flap: { changes: 5, within: '2 hours', steady: '1 hour' },
        },
        maxPairs: 20,
      },
    ],
    channels: {
      email: ['netops@example.com', { address: 'oncall@example.com', severities: ['critical'] }],
      https: ['https://a.example.com/', { url: 'https://b.example.com/', severities: ['info', 'critical', 'info'] }],
      slack: [{ name: 'netops', secret: 'pathwatch/slack', severities: ['warning'] }],
      chat: [{ name: 'oncall', workspace: 'T012ABCDEFG', channel: 'C012ABCDEFG' }],
      events: { bus: 'alerts' },
    },
    maintenance: [
      {
        name: 'patch night',
        tags: { team: 'payments' },
        cron: '0 22 * * sat',
        duration: '2 hours',
        timezone: 'Europe/Berlin',
      },
      {
        name: 'move',
        paths: ['web-db'],
        tags: ['team=payments'],
        from: '2026-12-05T22:00+01:00',
        until: '2026-12-06T02:00Z',
      },
      { name: 'all', from: '2026-07-01T22:00', until: '2026-07-02T02:00:30', timezone: 'Europe/Berlin' },
    ],
    budget: { monthly: 12.5, paths: { 'web-db': 5 }, tags: { 'team=payments': 0 }, prices: { analysis: 0.2 } },
    changes: { quiet: '2 minutes' },
    retention: { days: 3650 },
  });
  expect(read).toEqual({
    ok: true,
    configuration: {
      paths: [
        aPath({
          alerts: {
            failureThreshold: 2,
            successThreshold: 3,
            reminderInterval: 86_400,
            sendOnResolved: false,
            flap: { changes: 5, within: 7200, steady: 3600 },
          },
          protocol: 'udp',
          ports: [{ from: 80, to: 90 }],
          sourcePorts: [{ from: 1024, to: 65535 }],
          expect: 'unreachable',
          every: 'cron(0 8 ? * MON-FRI *) Europe/Berlin',
          audit: 12 * 3600,
          severity: 'info',
          tags: { team: 'payments' },
          blindAfter: 7,
          maxPairs: 20,
        }),
      ],
      channels: {
        email: [
          { address: 'netops@example.com', severities: all },
          { address: 'oncall@example.com', severities: ['critical'] },
        ],
        https: [
          { url: 'https://a.example.com/', severities: all },
          { url: 'https://b.example.com/', severities: ['critical', 'info'] },
        ],
        slack: [{ name: 'netops', secret: 'pathwatch/slack', severities: ['warning'] }],
        chat: [{ name: 'oncall', workspace: 'T012ABCDEFG', channel: 'C012ABCDEFG', severities: all }],
        events: { bus: 'alerts', severities: all },
      },
      maintenance: [
        {
          name: 'patch night',
          scope: { kind: 'some', paths: [], tags: ['team=payments'] },
          when: { kind: 'recurring', cron: '0 22 * * SAT', timezone: 'Europe/Berlin', seconds: 7200 },
        },
        {
          name: 'move',
          scope: { kind: 'some', paths: ['web-db'], tags: ['team=payments'] },
          when: { kind: 'once', from: '2026-12-05T21:00:00.000Z', until: '2026-12-06T02:00:00.000Z' },
        },
        {
          name: 'all',
          scope: { kind: 'all' },
          when: { kind: 'once', from: '2026-07-01T20:00:00.000Z', until: '2026-07-02T00:00:30.000Z' },
        },
      ],
      budget: { monthly: 12.5, paths: { 'web-db': 5 }, tags: { 'team=payments': 0 }, prices: { analysis: 0.2 } },
      quiet: 120,
      retentionDays: 3650,
    },
  });
});

test('defaults speak for every path that does not; tags are joined', () => {
  const read = toConfiguration({
    defaults: {
      protocol: 'tcp',
      port: 443,
      every: '5 minutes',
      tags: { team: 'a', floor: '1' },
      alerts: { blindAfter: 9 },
    },
    paths: [
      { id: 'one', from: declared.from, to: declared.to },
      { id: 'two', from: declared.from, to: declared.to, port: 22, tags: { team: 'b' }, alerts: {} },
    ],
  });
  expect(read).toMatchObject({
    ok: true,
    configuration: {
      paths: [
        aDeclaredPath({ id: 'one', tags: { team: 'a', floor: '1' }, blindAfter: 9 }),
        aDeclaredPath({ id: 'two', ports: [{ from: 22, to: 22 }], tags: { team: 'b', floor: '1' }, blindAfter: 9 }),
      ],
    },
  });
});

test.each([
  ['the file', null, [], 'the file has no value'],
  ['the file', [], [], 'the file is a list, not a map'],
  ['paths', {}, ['paths'], '`paths` is missing'],
  ['paths', { paths: [] }, ['paths'], '`paths` is empty'],
  ['an entry', { paths: [null] }, ['paths', 0], '`paths[0]` has no value'],
  ['id', { paths: [{ ...declared, id: 7 }] }, ['paths', 0, 'id'], '`id` is 7, not text'],
  ['id', { paths: [{ ...declared, id: '-a' }] }, ['paths', 0, 'id'], '"-a" is no `id`'],
  ['id', { paths: [{ ...declared, id: 'a'.repeat(65) }] }, ['paths', 0, 'id'], `"${'a'.repeat(60)}…" is no \`id\``],
  [
    'protocol',
    { paths: [{ ...declared, protocol: 'icmp' }] },
    ['paths', 0, 'protocol'],
    '`protocol` is "icmp", not `tcp` or `udp`',
  ],
  ['port', { paths: [{ ...declared, port: [443] }] }, ['paths', 0, 'port'], '`port` cannot be a list'],
  ['maxPairs', { paths: [{ ...declared, maxPairs: 21 }] }, ['paths', 0, 'maxPairs'], '`maxPairs` is 21, above 20'],
  [
    'maxPairs',
    { paths: [{ ...declared, maxPairs: 1.5 }] },
    ['paths', 0, 'maxPairs'],
    '`maxPairs` is 1.5, not a whole number',
  ],
  [
    'alerts',
    { paths: [{ ...declared, alerts: { blindAfter: 0 } }] },
    ['paths', 0, 'alerts', 'blindAfter'],
    '`blindAfter` is 0, below 1',
  ],
  ['a tag', { paths: [{ ...declared, tags: { floor: 3 } }] }, ['paths', 0, 'tags', 'floor'], '`floor` is 3, not text'],
  [
    'a tag',
    { paths: [{ ...declared, tags: { 'aws:x': '' } }] },
    ['paths', 0, 'tags', 'aws:x'],
    'the tag key "aws:x" is reserved',
  ],
  [
    'a tag',
    { paths: [{ ...declared, tags: { a: 'b'.repeat(257) } }] },
    ['paths', 0, 'tags', 'a'],
    '`a` is longer than 256 characters',
  ],
  ['from', { paths: [{ ...declared, from: undefined }] }, ['paths', 0, 'from'], '`from` is missing'],
  [
    'from',
    { paths: [{ ...declared, from: { tags: { a: 1 } } }] },
    ['paths', 0, 'from', 'tags', 'a'],
    '`a` is 1, not text',
  ],
  [
    'to',
    { paths: [{ ...declared, to: { tags: { a: '1' }, macth: 'any' } }] },
    ['paths', 0, 'to', 'macth'],
    'unknown key `macth`',
  ],
  ['defaults', { defaults: { id: 'x' }, paths: [declared] }, ['defaults', 'id'], 'unknown key `id`'],
  [
    'email',
    { paths: [declared], channels: { email: ['netops'] } },
    ['channels', 'email', 0],
    '"netops" is not an e-mail address',
  ],
  ['retention', { paths: [declared], retention: { days: 3651 } }, ['retention', 'days'], '`days` is 3651, above 3650'],
  ['audit', { paths: [{ ...declared, audit: '59 minutes' }] }, ['paths', 0, 'audit'], '"59 minutes" is too short'],
  ['audit', { paths: [{ ...declared, audit: '91 days' }] }, ['paths', 0, 'audit'], '"91 days" is too long'],
  ['audit', { paths: [{ ...declared, audit: 7 }] }, ['paths', 0, 'audit'], '`audit` is 7, not text'],
  ['budget', { paths: [declared], budget: 50 }, ['budget'], '`budget` is 50, not a map'],
  [
    'monthly budget',
    { paths: [declared], budget: { monthly: -0.01 } },
    ['budget', 'monthly'],
    '`monthly` is -0.01, below 0',
  ],
  [
    "path's budget",
    { paths: [declared], budget: { paths: { 'web-dp': 5 } } },
    ['budget', 'paths', 'web-dp'],
    'no path has the id "web-dp"',
  ],
  [
    "tag's budget",
    { defaults: { tags: { team: 'a' } }, paths: [declared], budget: { tags: { 'team=a': 1, 'team=b': 5 } } },
    ['budget', 'tags', 'team=b'],
    'no path has the tag "team=b"',
  ],
  [
    'price',
    { paths: [declared], budget: { prices: { analyses: 0.2 } } },
    ['budget', 'prices', 'analyses'],
    'unknown key `analyses`',
  ],
  [
    'price',
    { paths: [declared], budget: { prices: { analysis: -1 } } },
    ['budget', 'prices', 'analysis'],
    '`analysis` is -1, below 0',
  ],
  ['quiet', { paths: [declared], changes: { quiet: '4 minutes' } }, ['changes', 'quiet'], '"4 minutes" is too long'],
  ['changes', { paths: [declared], changes: { quite: '1 minute' } }, ['changes', 'quite'], 'unknown key `quite`'],
])('a wrong %s is one flaw with its place', (_, raw, place, message) => {
  expect(flawsOf(raw)).toEqual([expect.objectContaining({ place, message, advice: expect.stringMatching(/\w/) })]);
});

test('a path wants protocol, port and every, unless defaults say them', () => {
  const { id, from, to } = declared;
  expect(flawsOf({ defaults: { port: 1 }, paths: [{ id, from, to }] })).toMatchObject([
    { place: ['paths', 0, 'protocol'], message: '`protocol` is missing' },
    {
      place: ['paths', 0, 'every'],
      message: '`every` is missing',
      advice: expect.stringContaining('under `defaults`'),
    },
  ]);
});

test('an audit of defaults speaks for every path that says no other', () => {
  const { id: _, ...same } = declared;
  expect(
    toConfiguration({
      defaults: { audit: '1 day' },
      paths: [
        { id: 'a', ...same },
        { id: 'b', ...same, audit: '2 days' },
      ],
    }),
  ).toMatchObject({ ok: true, configuration: { paths: [{ audit: 86_400 }, { audit: 172_800 }] } });
});

test('a repeated id is told beside what the schema finds, with where it collides', () => {
  const flaws = flawsOf({
    paths: [declared, { ...declared, port: 70000 }],
    channels: { email: ['a@example.com', 'a@example.com'] },
  });
  expect(flaws).toMatchObject([
    { place: ['paths', 1, 'port'], message: 'port 70000 is above 65535' },
    { place: ['paths', 1, 'id'], message: 'the id "web-db" is already used', collidesWith: ['paths', 0, 'id'] },
    { place: ['channels', 'email', 1], collidesWith: ['channels', 'email', 0] },
  ]);
});

test('ports times source ports is bounded, since each pair is paid for', () => {
  expect(flawsOf({ defaults: { sourcePort: '1,3,5' }, paths: [{ ...declared, port: '1,3,5,7' }] })).toMatchObject([
    { message: '`port` and `sourcePort` together ask for 12 paid analyses, more than 10' },
  ]);
});

test.each([
  ['expct', 'expect'],
  ['pahts', 'paths'],
  ['ports', 'port'],
  ['source_port', 'sourcePort'],
  ['Protocol', 'protocol'],
  ['proto', 'protocol'],
  ['xyz', undefined],
  ['??', undefined],
  ['', undefined],
])('the nearest key to %j is %s', (word, key) => {
  expect(nearest(word, ['paths', 'expect', 'port', 'sourcePort', 'protocol', 'id'])).toBe(key);
});

import { toConfiguration } from '../../lambda/domain/configuration.ts';
import { declarationDigest } from '../../lambda/monitor/question.ts';
import { aPolicy, noChannels } from '../support/paths.ts';

const declared = {
  id: 'web-db',
  from: 'i-0aaaaaaaaaaaaaaaa',
  to: 'i-0bbbbbbbbbbbbbbbb',
  protocol: 'tcp',
  port: 443,
  every: '5 minutes',
  tags: { team: 'payments' },
};

const flawsOf = (raw: object) => {
  const read = toConfiguration({ paths: [declared], ...raw });
  return read.ok ? [] : read.flaws;
};

const pathWith = (alerts: unknown, defaults: unknown = {}) => {
  const read = toConfiguration({ defaults: { alerts: defaults }, paths: [{ ...declared, alerts }] });
  if (!read.ok) throw new Error(read.flaws.map(({ message }) => message).join());
  const [path] = read.configuration.paths;
  if (path === undefined) throw new Error('no path');
  return path;
};

const flap = { changes: 4, within: 3600, steady: 1800 };

test('a path says for itself when to tell; what it leaves open, `defaults` say', () => {
  const defaults = { failureThreshold: 3, reminderInterval: 'off', flap: { changes: 6, within: '2 hours' } };
  expect(pathWith({}, defaults).alerts).toEqual(
    aPolicy({ failureThreshold: 3, reminderInterval: 0, flap: { changes: 6, within: 7200, steady: 1800 } }),
  );
  expect(pathWith({ failureThreshold: 1, flap: { within: '1 day' } }, defaults).alerts).toEqual(
    aPolicy({ reminderInterval: 0, flap: { changes: 6, within: 86_400, steady: 1800 } }),
  );
});

test('flapping and reminders can be turned off, by `defaults` too, and on again', () => {
  expect(pathWith({ flap: 'off', reminderInterval: 0 }).alerts).toEqual(aPolicy({ reminderInterval: 0 }));
  expect(pathWith({}, { flap: 'off' }).alerts).toEqual(aPolicy());
  expect(pathWith({ flap: false, reminderInterval: false }).alerts).toEqual(aPolicy({ reminderInterval: 0 }));
  expect(pathWith({ flap: {} }, { flap: 'off' }).alerts).toEqual(aPolicy({ flap }));
});

test('another policy is not another path: its history goes on', () => {
  const strict = pathWith({ failureThreshold: 5, reminderInterval: 'off', sendOnResolved: false, flap: 'off' });
  expect(declarationDigest(strict)).toBe(declarationDigest(pathWith({})));
});

test.each([
  ['failureThreshold', 11, '`failureThreshold` is 11, above 10'],
  ['successThreshold', 0, '`successThreshold` is 0, below 1'],
  ['reminderInterval', '4 minutes', '"4 minutes" is too short'],
  ['reminderInterval', 7, '`reminderInterval` is 7, not `0` or `false`'],
  ['sendOnResolved', 'no', '`sendOnResolved` is "no", not `true` or `false`'],
  ['flap', 'of', '`flap` is "of", not `off` or `false`'],
])('a wrong %s (%j) is one flaw', (key, value, message) => {
  expect(flawsOf({ paths: [{ ...declared, alerts: { [key]: value } }] })).toEqual([
    {
      place: ['paths', 0, 'alerts', key],
      part: 'value',
      message,
      advice: expect.stringContaining(key === 'reminderInterval' ? 'off' : key),
    },
  ]);
});

test('what is wrong within `flap` is told at its key', () => {
  expect(
    flawsOf({ defaults: { alerts: { flap: { changes: 2, within: '1 minute', stedy: '1 hour' } } } }),
  ).toMatchObject([
    { place: ['defaults', 'alerts', 'flap', 'changes'], message: '`changes` is 2, below 3' },
    { place: ['defaults', 'alerts', 'flap', 'within'], message: '"1 minute" is too short' },
    { place: ['defaults', 'alerts', 'flap', 'stedy'], advice: 'did you mean `steady`?' },
  ]);
});

test('`events: true` is the default bus', () => {
  expect(toConfiguration({ paths: [declared], channels: { events: true } })).toMatchObject({
    ok: true,
    configuration: { channels: { events: { bus: 'default', severities: ['critical', 'warning', 'info'] } } },
  });
});

test('`events: false` is none', () => {
  const read = toConfiguration({ paths: [declared], channels: { events: false } });
  expect(read.ok && read.configuration.channels).toEqual(noChannels);
});

test('what is no map is told once, though it is there twice', () => {
  expect(flawsOf({ channels: { slack: ['netops', 'netops'] } })).toMatchObject([
    { place: ['channels', 'slack', 0], message: '`slack[0]` is "netops", not a map' },
    { place: ['channels', 'slack', 1], message: '`slack[1]` is "netops", not a map' },
  ]);
});

const webhook = 'https://hooks.slack.com/services/T000/B000/XXXXXXXX';

test.each<[string, object, readonly (string | number)[], string]>([
  ['address', { email: [{ address: 'netops' }] }, ['email', 0, 'address'], '"netops" is not an e-mail address'],
  [
    'severity',
    { email: [{ address: 'a@example.com', severities: ['fatal'] }] },
    ['email', 0, 'severities', 0],
    '`severities[0]` is "fatal", not `critical` or `warning` or `info`',
  ],
  ['list of severities', { events: { severities: [] } }, ['events', 'severities'], '`severities` is empty'],
  ['URL', { https: ['http://a.example.com'] }, ['https', 0], '"http://a.example.com" is not encrypted on its way'],
  ['URL', { https: [{ url: 'a.example.com' }] }, ['https', 0, 'url'], '"a.example.com" is no URL'],
  [
    'URL with a password',
    { https: ['https://me:secret@a.example.com'] },
    ['https', 0],
    'a URL holds a name or password',
  ],
  ['webhook as URL', { https: [webhook] }, ['https', 0], "Slack's webhooks do not take what SNS sends"],
  [
    'webhook as secret',
    { slack: [{ name: 'a', secret: webhook }] },
    ['slack', 0, 'secret'],
    '`secret` holds the URL itself, which whoever reads the file could post with',
  ],
  [
    'webhook as entry',
    { slack: [webhook] },
    ['slack', 0],
    "`slack[0]` is the URL of one of Slack's webhooks, not a map",
  ],
  ['name', { slack: [{ name: 'net ops', secret: 'a' }] }, ['slack', 0, 'name'], '"net ops" is no `name`'],
  ['secret', { slack: [{ name: 'a', secret: 'a b' }] }, ['slack', 0, 'secret'], '"a b" is no name of a secret'],
  [
    'workspace',
    { chat: [{ name: 'a', workspace: 'acme', channel: 'C012' }] },
    ['chat', 0, 'workspace'],
    '"acme" is no id of a workspace',
  ],
  [
    'channel',
    { chat: [{ name: 'a', workspace: 'T012', channel: '#ops' }] },
    ['chat', 0, 'channel'],
    '"#ops" is no id of a channel',
  ],
  ['bus', { events: { bus: 'a b' } }, ['events', 'bus'], '"a b" is no name of an event bus'],
  ['events', { events: 'on' }, ['events'], '`events` cannot be "on"'],
  [
    'URL',
    { https: ['https://localhost/'] },
    ['https', 0],
    'SNS does not reach "localhost", which is not on the Internet',
  ],
  ['URL', { https: ['https://0x7f.1/'] }, ['https', 0], 'SNS does not reach "127.0.0.1", which is not on the Internet'],
  [
    'URL',
    { https: ['https://[fd00::1]/'] },
    ['https', 0],
    'SNS does not reach "[fd00::1]", which is not on the Internet',
  ],
  ['kind', { mail: [] }, ['mail'], 'unknown key `mail`'],
])('a wrong %s of a channel is one flaw, which repeats no secret', (_, channels, place, message) => {
  const flaws = flawsOf({ channels });
  expect(flaws).toEqual([
    expect.objectContaining({ place: ['channels', ...place], message, advice: expect.stringMatching(/\w/) }),
  ]);
  expect(JSON.stringify(flaws)).not.toContain('XXXXXXXX');
});

test('the name of a secret may be its ARN', () => {
  const secret = 'arn:aws:secretsmanager:eu-central-1:111111111111:secret:pathwatch/slack-AbCdEf';
  expect(flawsOf({ channels: { slack: [{ name: 'a', secret }] } })).toEqual([]);
});

test('channels of one kind have names of their own, in whatever form they are written', () => {
  const slack = [
    { name: 'a', secret: 'a' },
    { name: 'a', secret: 'b' },
  ];
  const email = ['a@example.com', { address: 'a@example.com' }];
  expect(flawsOf({ channels: { email, slack } })).toMatchObject([
    { place: ['channels', 'email', 1, 'address'], collidesWith: ['channels', 'email', 0] },
    { place: ['channels', 'slack', 1, 'name'], collidesWith: ['channels', 'slack', 0, 'name'] },
  ]);
});

test('no alert takes more than twenty calls of a kind', () => {
  const slack = Array.from({ length: 21 }, (_, index) => ({ name: `a${index}`, secret: 'a' }));
  expect(flawsOf({ channels: { slack } })).toMatchObject([{ message: '`slack` has more than 20 entries' }]);
});

const window = { name: 'patch night' };
const again = { ...window, cron: '0 22 * * SAT', duration: '2 hours' };
const once = { ...window, from: '2026-12-05T22:00Z', until: '2026-12-06T02:00Z' };

const endless = expect.stringContaining('the window never ends');

test.each<[string, object, readonly (string | number)[], string]>([
  ['neither time nor rule', window, [], 'it is not said when the window is'],
  ['both', { ...again, ...once }, [], 'the window comes once and again'],
  ['no end', { ...window, from: once.from }, [], 'the window has no `until`'],
  ['no length', { ...window, cron: again.cron }, [], 'the window has no `duration`'],
  ['its end before its beginning', { ...once, until: once.from }, ['until'], 'the window ends before it begins'],
  [
    'a time without a zone',
    { ...once, from: '2026-12-05T22:00' },
    ['from'],
    '"2026-12-05T22:00" says neither offset nor time zone',
  ],
  ['a day that there is not', { ...once, until: '2027-02-30T22:00Z' }, ['until'], '"2027-02-30T22:00Z" is no time'],
  [
    'a time that no clock shows',
    { ...once, from: '2026-03-29T02:30', timezone: 'Europe/Berlin' },
    ['from'],
    'no clock of Europe/Berlin shows 2026-03-29T02:30: they are set ahead then',
  ],
  ['a zone that there is not', { ...again, timezone: 'Berlin' }, ['timezone'], '"Berlin" is not a time zone'],
  [
    'six fields',
    { ...again, cron: '0 0 22 * * SAT' },
    ['cron'],
    'the cron expression of a window has 5 fields, this one 6',
  ],
  ['a field out of range', { ...again, cron: '61 22 * * SAT' }, ['cron'], '"61" is no value for the minutes'],
  [
    'two wrong fields',
    { ...again, cron: '0 25 * * foo' },
    ['cron'],
    '"25" is no value for the hours, "FOO" is no value for the day of week',
  ],
  [
    'the form of `every`',
    { ...again, cron: 'cron(0 22 ? * SAT *)' },
    ['cron'],
    '"cron(0 22 ? * SAT *)" is not how a window says when it begins',
  ],
  ['no pause', { ...again, cron: '*/1 * * * *', duration: '1 hour' }, ['duration'], endless],
  ['no pause from day to day', { ...again, cron: '0 0 * * *', duration: '1d' }, ['duration'], endless],
  ['no pause from week to week', { ...again, duration: '7 days' }, ['duration'], endless],
  ['a day that never comes', { ...again, cron: '0 0 30 2 *' }, ['cron'], '"0 0 30 2 *" never comes'],
  ['a length out of bounds', { ...again, duration: '8 days' }, ['duration'], '"8 days" is too long'],
  ['a path that there is not', { ...again, paths: ['web-dp'] }, ['paths', 0], 'no path has the id "web-dp"'],
  ['a tag that no path has', { ...again, tags: ['team=payment'] }, ['tags', 0], 'no path has the tag "team=payment"'],
  ['such a tag in a map', { ...again, tags: { team: 'a' } }, ['tags', 'team'], 'no path has the tag "team=a"'],
  ['a tag that is no text', { ...again, tags: { team: 3 } }, ['tags', 'team'], '`team` is 3, not text'],
  ['no path', { ...again, paths: [] }, ['paths'], '`paths` is empty'],
  ['an unknown key', { ...again, zone: 'UTC' }, ['zone'], 'unknown key `zone`'],
])('a window of maintenance with %s is one flaw', (_, said, place, message) => {
  expect(flawsOf({ maintenance: [said] })).toEqual([
    expect.objectContaining({ place: ['maintenance', 0, ...place], message, advice: expect.stringMatching(/\w/) }),
  ]);
});

test('all that is wrong with a window is told at once', () => {
  const said = { name: '', cron: '0 22 * * FOO', duration: '8 days', timezone: 'Mars/X', zone: 'UTC' };
  expect(flawsOf({ maintenance: [said, { ...window, cron: '0 22 * *', timezone: 'Mars/X' }] })).toMatchObject([
    { place: ['maintenance', 0, 'name'] },
    { place: ['maintenance', 0, 'zone'] },
    { place: ['maintenance', 0, 'cron'], message: '"FOO" is no value for the day of week' },
    { place: ['maintenance', 0, 'duration'] },
    { place: ['maintenance', 0, 'timezone'] },
    { place: ['maintenance', 1], message: 'the window has no `duration`' },
    { place: ['maintenance', 1, 'cron'], message: 'the cron expression of a window has 5 fields, this one 4' },
    { place: ['maintenance', 1, 'timezone'] },
  ]);
});

test.each([
  ['* * * 1 *', '1h'],
  ['* * * * MON-SAT', '1m'],
  ['0 0,12 * * 1-6', '12 hours'],
  ['0 0 1 * *', '7d'],
  ['0 0 * * *', '1439m'],
])('a window at "%s" for %s ends', (cron, duration) => {
  expect(flawsOf({ maintenance: [{ ...window, cron, duration }] })).toEqual([]);
});

test('a window that is over is no mistake: the file is built from again years later', () => {
  expect(flawsOf({ maintenance: [{ ...once, from: '2020-12-05T22:00Z', until: '2020-12-06T02:00Z' }] })).toEqual([]);
});

test('of a time that clocks show twice the first is meant', () => {
  const said = { ...window, from: '2026-10-25T02:30', until: '2026-10-25T12:00', timezone: 'Europe/Berlin' };
  expect(toConfiguration({ paths: [declared], maintenance: [said] })).toMatchObject({
    configuration: { maintenance: [{ when: { from: '2026-10-25T00:30:00.000Z', until: '2026-10-25T11:00:00.000Z' } }] },
  });
});

test('two windows of one name are told', () => {
  expect(flawsOf({ maintenance: [again, once] })).toMatchObject([
    { place: ['maintenance', 1, 'name'], message: 'the name "patch night" is already used' },
  ]);
});

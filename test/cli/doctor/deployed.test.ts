import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { examinations } from '../../../cli/doctor/examinations.ts';
import type { Examined } from '../../../cli/doctor/examine.ts';
import { dynamodbClient } from '../../../lambda/aws/dynamodb-client.ts';
import { toConfiguration } from '../../../lambda/domain/configuration.ts';
import { declarationDigest } from '../../../lambda/monitor/question.ts';
import type { AccountOptions } from '../../../local/account.ts';
import { ACCOUNT, REGION } from '../../../local/scenario/ids.ts';
import { anAlert } from '../../support/alerts.ts';
import { routesNotApplicable } from '../../support/evidence.ts';
import { aCheck, aFinding, anIncident, aState, aSweepRecord } from '../../support/records.ts';
import { openWell, type Well } from '../../support/well.ts';

/*
 * The doctor of a deployed monitor, over the real clients and the services' own protocols: what is well, and then each thing
 * that is not, and each call that is refused.
 */

const declared = {
  defaults: { protocol: 'tcp', port: 443, every: '5 minutes' },
  channels: { slack: [{ name: 'noc', secret: 'pathwatch/slack' }] },
  budget: { monthly: 10 },
  paths: [{ id: 'app', from: 'i-0d1c5a8e3f7b92604', to: 'i-0e4f7a2b6c9d13508' }],
};

const pathOf = (content: unknown) => {
  const read = toConfiguration(content);
  if (!read.ok) throw new Error(read.flaws[0]?.message);
  return read.configuration;
};
const configuration = pathOf(declared);
const digests = configuration.paths.map(declarationDigest);

let well: Well;
const minutesAgo = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();

/** A monitor that has looked at its one path three minutes ago, and hears of its forwarder. */
const open = async (account: AccountOptions = {}): Promise<void> => {
  well = await openWell({ channels: configuration.channels, ...account });
  await well.shell.write('pathwatch.json', JSON.stringify(declared));
  await well.store.putState(stateOf({}), 0);
  await well.store.putSweep(aSweepRecord({ startedAt: minutesAgo(3), trigger: { by: 'schedule', every } }));
  await well.store.putLook({ kind: every, at: minutesAgo(3), sweepId: 's', except: [] });
  const told = { at: minutesAgo(300), open: 'reachable', blocked: 'unreachable' } as const;
  await well.store.putCanary({ lookedAt: minutesAgo(300), model: told, aws: told });
  await well.store.putLook({ kind: 'forwarder', at: minutesAgo(30), sweepId: 'forwarder', except: [] });
};

const every = 'rate(5 minutes)';
const stateOf = (over: Parameters<typeof aState>[0]) =>
  aState({ pathId: 'app', declared: { text: 'app', digest: `${digests[0]}` }, ...over });

afterEach(() => well.close());

/** The one transit gateway, in no global network. */
const alone: AccountOptions = { registered: { registrations: [] } };

const pending = { arn: 'PendingConfirmation', protocol: 'email', endpoint: 'new@example.com' };
const ringing = {
  name: 'Pathwatch-SweepFailed',
  description: 'paths were not looked at to the end',
  state: 'ALARM',
  acts: true,
};

const status = (to: string): void => {
  well.stacks.splice(0, 1, { ...stackOf(), status: to });
};

const output = (name: string, value: string | undefined): void => {
  const { [name]: _, ...outputs } = stackOf().outputs ?? {};
  well.stacks.splice(0, 1, { ...stackOf(), outputs: { ...outputs, ...(value !== undefined && { [name]: value }) } });
};

const stackOf = () => {
  const [stack] = well.stacks;
  if (stack === undefined) throw new Error('no stack');
  return stack;
};

const declare = (content: unknown): Promise<void> => well.shell.write('pathwatch.json', JSON.stringify(content));

const troubledSweep = () =>
  aSweepRecord({
    id: 'troubled',
    startedAt: minutesAgo(2),
    trigger: { by: 'hand' },
    tally: { ...aSweepRecord().tally, troubled: 1 },
    outcomes: [
      {
        pathId: 'app',
        verdict: 'unknown',
        standing: 'undetermined',
        how: 'analysed',
        analyses: 0,
        alerts: 0,
        trouble: 'lost',
      },
    ],
  });

const blindState = () =>
  stateOf({
    version: 2,
    blind: {
      checks: 4,
      since: minutesAgo(20),
      reported: true,
      findings: [aFinding({ says: 'unknown', message: 'the analysis failed' })],
    },
  });

const otherState = () => stateOf({ version: 2, declared: { text: 'app', digest: 'another' } });

const undelivered = () =>
  anIncident({
    outbox: [
      {
        alert: anAlert({ at: minutesAgo(30) }),
        waiting: [{ channel: 'slack:noc', attempts: 3, failingSince: minutesAgo(29), lastFault: 'no_text' }],
      },
    ],
  });

const crossing = () =>
  aCheck({ pathId: 'app', observedAt: minutesAgo(3), evidence: [routesNotApplicable('it is not registered')] });

const examined = async (args = 'doctor'): Promise<{ readonly exit: number; readonly all: readonly Examined[] }> => {
  const { exit, document } = await well.shell.json(args);
  return { exit, all: document as readonly Examined[] };
};

const named = (all: readonly Examined[], check: string): Examined => {
  const found = all.find((each) => each.check === check);
  if (found === undefined) throw new Error(`no check ${check}`);
  return found;
};

const others = (all: readonly Examined[], checks: readonly string[]): readonly Examined[] =>
  all.filter(({ check, outcome }) => !checks.includes(check) && outcome !== 'ok');

describe('a monitor that is well', () => {
  beforeEach(() => open());

  test('is so by every check, and exits 0', async () => {
    const { exit, all } = await examined();
    expect(others(all, [])).toEqual([]);
    expect(exit).toBe(0);
    expect(all.map(({ check }) => check)).toEqual(examinations.map(({ name }) => name));
    expect(all).toContainEqual({
      check: 'credentials',
      outcome: 'ok',
      message: `arn:aws:iam::${ACCOUNT}:user/netops of the account ${ACCOUNT}`,
      remedy: null,
    });
    expect(named(all, 'slack-secrets').message).toBe('1 secret of webhooks is there');
  });

  test('is not changed by being looked at: nothing is written, started or told', async () => {
    const client = dynamodbClient(REGION, well.endpoints.dynamodb.url);
    const items = async () => (await client.send(new ScanCommand({ TableName: 'pathwatch' }))).Items;
    const before = await items();
    await examined();
    expect(await items()).toEqual(before);
    client.destroy();
    expect(before).toHaveLength(5);
    expect(well.invocations).toEqual([]);
    const asked = Object.values(well.endpoints).flatMap(({ calls }) => calls.map(({ operation }) => operation));
    expect(
      asked.filter((operation) => !/^(Describe|List|Get|Query|Scan|Invoke|PutItem|UpdateItem)/.test(operation)),
    ).toEqual([]);
    expect(asked).not.toContain('GetSecretValue');
  });

  test('is asked for with as many calls as the documentation says', async () => {
    await examined();
    const counts = Object.entries(well.endpoints).map(([name, { calls }]) => [name, calls.length]);
    expect(Object.fromEntries(counts)).toEqual({
      sts: 1,
      // The deployment, its resources, the forwarder's stack.
      cloudformation: 3,
      lambda: 1,
      // Three of the table itself, two writes that cannot be, four queries of what is in it, one item.
      dynamodb: 11,
      cloudwatch: 1,
      sns: 2,
      // One, and two for the one trail.
      cloudtrail: 3,
      // One, and one for the one global network.
      networkManager: 2,
      ec2: 2,
      // The one webhook.
      secrets: 1,
    });
  });

  test('is told in words as a table with marks', async () => {
    const { exit, stdout } = await well.shell.run('doctor');
    expect(exit).toBe(0);
    expect(stdout).toMatch(/^ +check +what was seen\n✔ {2}credentials +arn:aws:iam::/);
    expect(stdout).toMatch(/\n\n25 checks: 0 failed, 0 could not be seen, 0 warnings, 25 ok\.\n$/);
  });
});

describe('what ails it is told by its own check, and by no other', () => {
  interface Ailment {
    readonly check: string;
    readonly ails: (well: Well) => Promise<unknown> | unknown;
    readonly outcome: Examined['outcome'];
    readonly words: RegExp;
    readonly account?: AccountOptions;
  }
  const nothing = () => undefined;

  // biome-ignore format: a table, one line an ailment
  test.each<Ailment>([
    { check: 'deployment', ails: () => status('UPDATE_ROLLBACK_COMPLETE'), outcome: 'warning', words: /its last change did not come about/ },
    { check: 'deployment', ails: () => status('UPDATE_ROLLBACK_FAILED'), outcome: 'failed', words: /is UPDATE_ROLLBACK_FAILED/ },
    { check: 'version', ails: () => output('Version', undefined), outcome: 'warning', words: /does not tell its version/ },
    { check: 'version', ails: () => output('Version', '0.0.1'), outcome: 'warning', words: /^0\.0\.1 is deployed/ },
    { check: 'table', ails: ({ table }) => Object.assign(table, { status: 'UPDATING' }), outcome: 'warning', words: /pathwatch is UPDATING/ },
    { check: 'table-recovery', ails: ({ table }) => Object.assign(table, { recovery: 'DISABLED' }), outcome: 'failed', words: /recovery/ },
    { check: 'table-protection', ails: ({ table }) => Object.assign(table, { protected: false }), outcome: 'warning', words: /not protected/ },
    { check: 'table-expiry', ails: ({ table }) => Object.assign(table, { expiry: { TimeToLiveStatus: 'DISABLED' } }), outcome: 'failed', words: /grows/ },
    { check: 'canary', ails: ({ store }) => store.putCanary({ lookedAt: minutesAgo(1), why: 'no path is open' }), outcome: 'warning', words: /no path is open/ },
    { check: 'sweeps', ails: ({ store }) => store.putSweep(troubledSweep()), outcome: 'warning', words: /1 path not to the end \(app: lost\)/ },
    { check: 'blindness', ails: ({ store }) => store.putState(blindState(), 1), outcome: 'failed', words: /1 path: app: the analysis failed/ },
    { check: 'alerts', ails: ({ store }) => store.putIncident(undelivered(), 0), outcome: 'failed', words: /slack:noc has not taken 1 alert \(no_text\)/ },
    { check: 'alarms', ails: ({ alarms }) => alarms.splice(0, 1, ringing), outcome: 'failed', words: /Pathwatch-SweepFailed \(paths were not/ },
    { check: 'subscriptions', ails: ({ subscriptions }) => subscriptions.alerts.splice(0), outcome: 'warning', words: /nobody subscribes/ },
    { check: 'subscriptions', ails: ({ subscriptions }) => subscriptions.alerts.push(pending), outcome: 'warning', words: /email new@example.com/ },
    { check: 'troubles-subscriptions', ails: ({ subscriptions }) => subscriptions.troubles.splice(0, 1, pending), outcome: 'failed', words: /monitor/ },
    { check: 'trail', ails: nothing, outcome: 'warning', words: /no trail of CloudTrail covers ap-northeast-1/, account: { trail: false } },
    { check: 'trail', ails: nothing, outcome: 'warning', words: /management-events is not logging/, account: { trail: { logging: false } } },
    { check: 'global-network', ails: ({ store }) => store.putCheck(crossing()), outcome: 'warning', words: /tgw-0e8d7c6b5a4f39201.*1 path: app$/, account: alone },
    { check: 'budget', ails: () => declare({ ...declared, budget: { monthly: 0 } }), outcome: 'warning', words: /buys no analysis/ },
    { check: 'declarations', ails: ({ store }) => store.putState(otherState(), 1), outcome: 'warning', words: /declared otherwise here: 1 path: app/ },
  ])('$check is $outcome: $words', async ({ check, ails, outcome, words, account = {} }) => {
    await open(account);
    await ails(well);
    const { exit, all } = await examined();
    const told = named(all, check);
    expect(told.outcome).toBe(outcome);
    expect(told.message).toMatch(words);
    expect(told.remedy).toContain('`');
    expect(others(all, [check])).toEqual([]);
    expect(exit).toBe(outcome === 'failed' ? 1 : 0);
  });

  test('sweeps that do not come any more', async () => {
    await open();
    const now = () => new Date(Date.now() + 3_600_000);
    const { exit, stdout } = await well.shell.run('doctor --json', { now });
    const told = named(JSON.parse(stdout), 'sweeps');
    expect({ exit, told }).toMatchObject({
      exit: 1,
      told: { outcome: 'failed', remedy: expect.stringContaining('check') },
    });
    expect(told.message).toMatch(/^11 looks of rate\(5 minutes\) did not come; last swept /);
    // The clock of this machine is an hour ahead, too.
    expect(named(JSON.parse(stdout), 'clock')).toMatchObject({
      outcome: 'failed',
      message: expect.stringMatching(/ahead/),
    });
  });

  test('a month whose budget is spent', async () => {
    await open();
    const at = new Date().toISOString();
    const tokens = Array.from({ length: 100 }, (_, index) => `token-number-${index}`.padEnd(20, '-'));
    const reservation = { month: at.slice(0, 7), day: Number(at.slice(8, 10)), pathId: 'app', tagCaps: {} };
    for (const token of tokens)
      await well.store.reserve({ ...reservation, reason: 'hand', cap: 100, tokens: [token.slice(-7) + token] });
    const { exit, all } = await examined();
    expect(named(all, 'budget')).toMatchObject({
      outcome: 'failed',
      message: expect.stringMatching(/^100 of 100 analyses are bought in \d{4}-\d\d \(\$10\.00 of \$10\.00\)/),
    });
    expect(exit).toBe(1);
  });

  test('a webhook of which no secret is there', async () => {
    await open({ channels: { ...configuration.channels, slack: [] } });
    expect(named((await examined()).all, 'slack-secrets')).toMatchObject({
      outcome: 'failed',
      message: 'slack:noc needs the secret pathwatch/slack, which is not there',
    });
  });

  test('a forwarder that is not there, is silent, or is not needed', async () => {
    await open();
    await well.store.putLook({ kind: 'forwarder', at: minutesAgo(1), sweepId: 'forwarder', except: [] });
    const told = async (now = () => new Date()) => {
      const { stdout } = await well.shell.run('doctor --json', { now });
      return named(JSON.parse(stdout), 'forwarder');
    };
    expect(await told()).toMatchObject({ outcome: 'ok' });
    const later = () => new Date(Date.now() + 4 * 3_600_000);
    expect(await told(later)).toMatchObject({ outcome: 'failed', message: expect.stringContaining('4 h ago') });
    well.stacks.splice(1);
    expect(await told(later)).toMatchObject({
      outcome: 'warning',
      message: expect.stringContaining(`no stack Pathwatch-forwarder-${REGION} in us-west-2`),
    });
    await well.close();
    await open({ registered: { globalNetworks: [], registrations: [] } });
    well.stacks.splice(1);
    expect(await told(later)).toMatchObject({ outcome: 'ok', message: expect.stringContaining('not needed') });
  });

  test('a configuration that is wrong, or not there', async () => {
    await open();
    await declare({ ...declared, paths: [] });
    const wrong = await examined();
    expect(named(wrong.all, 'configuration')).toMatchObject({ outcome: 'failed' });
    const resting = ['declarations', 'slack-secrets', 'budget'];
    for (const check of resting)
      expect(named(wrong.all, check)).toMatchObject({
        outcome: 'unknown',
        message: 'not looked at: pathwatch.json is wrong',
      });
    expect(others(wrong.all, ['configuration', ...resting])).toEqual([]);
    const none = await well.shell.run('doctor --json', { folder: '/' });
    expect(none.exit).toBe(3);
    expect(named(JSON.parse(none.stdout), 'configuration').outcome).toBe('warning');
    expect(named(JSON.parse(none.stdout), 'budget').message).toBe('not looked at: there is no configuration file here');
  });

  test('a stack that is not there: what rests on it is not looked at, and all else is', async () => {
    await open();
    well.stacks.splice(0, 1);
    const { exit, all } = await examined();
    expect(exit).toBe(1);
    expect(named(all, 'deployment')).toMatchObject({
      outcome: 'failed',
      message: expect.stringMatching(/^no stack of/),
    });
    const unseen = all.filter(({ outcome }) => outcome === 'unknown');
    expect(unseen.map(({ check }) => check)).toEqual([
      'version',
      'permissions',
      'declarations',
      'table',
      'table-recovery',
      'table-expiry',
      'table-protection',
      'sweeps',
      'canary',
      'blindness',
      'alerts',
      'alarms',
      'subscriptions',
      'troubles-subscriptions',
      'forwarder',
      'quotas',
      'budget',
    ]);
    expect(new Set(unseen.map(({ message }) => message))).toEqual(
      new Set(['not looked at: there is no deployed stack']),
    );
    const { stdout } = await well.shell.run('doctor');
    expect(stdout).toMatch(/^\? {2}version +not looked at.*\n +→ put `deployment` right.*\n +so too: permissions, /m);
    expect(named((await examined('doctor --stack nix')).all, 'deployment').message).toContain('no stack named nix');
  });

  test('no Region at all', async () => {
    await open();
    delete process.env.AWS_REGION;
    process.env.AWS_CONFIG_FILE = '/nowhere';
    const { exit, all } = await examined();
    expect(exit).toBe(1);
    expect(named(all, 'region')).toMatchObject({ outcome: 'failed', message: 'no Region is set' });
    expect(named(all, 'table')).toMatchObject({ outcome: 'unknown', message: 'no Region is set' });
  });
});

describe('what AWS refuses is unknown, with the permission that it needs, and hides nothing else', () => {
  test.each<
    readonly [endpoint: keyof Well['endpoints'], operation: string, permission: string, checks: readonly string[]]
  >([
    ['cloudformation', 'ListStackResources', 'cloudformation:ListStackResources', ['alarms', 'troubles-subscriptions']],
    ['cloudwatch', 'DescribeAlarms', 'cloudwatch:DescribeAlarms', ['alarms']],
    ['sns', 'ListSubscriptionsByTopic', 'sns:ListSubscriptionsByTopic', ['subscriptions', 'troubles-subscriptions']],
    ['cloudtrail', 'DescribeTrails', 'cloudtrail:DescribeTrails', ['trail']],
    ['cloudtrail', 'GetTrailStatus', 'cloudtrail:GetTrailStatus', ['trail']],
    ['cloudtrail', 'GetEventSelectors', 'cloudtrail:GetEventSelectors', ['trail']],
    [
      'networkManager',
      'DescribeGlobalNetworks',
      'networkmanager:DescribeGlobalNetworks',
      ['global-network', 'forwarder'],
    ],
    [
      'networkManager',
      'GetTransitGatewayRegistrations',
      'networkmanager:GetTransitGatewayRegistrations',
      ['global-network', 'forwarder'],
    ],
    ['ec2', 'DescribeTransitGateways', 'ec2:DescribeTransitGateways', ['global-network']],
    ['ec2', 'DescribeNetworkInsightsPaths', 'ec2:DescribeNetworkInsightsPaths', ['quotas']],
    ['secrets', 'DescribeSecret', 'secretsmanager:DescribeSecret', ['slack-secrets']],
    ['dynamodb', 'DescribeTable', 'dynamodb:DescribeTable', ['table-protection']],
    ['dynamodb', 'DescribeContinuousBackups', 'dynamodb:DescribeContinuousBackups', ['table-recovery']],
    ['dynamodb', 'DescribeTimeToLive', 'dynamodb:DescribeTimeToLive', ['table-expiry']],
  ])('%s %s', async (endpoint, operation, permission, checks) => {
    await open();
    const code = endpoint === 'ec2' ? 'UnauthorizedOperation' : 'AccessDeniedException';
    well.endpoints[endpoint].disturb((call) =>
      call.operation === operation ? { kind: 'error', status: 403, code } : undefined,
    );
    const { exit, all } = await examined();
    expect(exit).toBe(3);
    for (const check of checks) {
      const { outcome, message, remedy } = named(all, check);
      expect([check, outcome]).toEqual([check, 'unknown']);
      expect(message).toContain(`AWS refused ${operation}: `);
      expect(remedy).toContain(`\`${permission}\``);
    }
    expect(others(all, checks)).toEqual([]);
  });

  test('of reading the table everything that rests on it, and the permission itself has failed', async () => {
    await open();
    well.endpoints.dynamodb.disturb(({ operation }) =>
      operation === 'Query' ? { kind: 'error', status: 400, code: 'AccessDeniedException' } : undefined,
    );
    const { exit, all } = await examined();
    expect(exit).toBe(1);
    const resting = ['declarations', 'table', 'sweeps', 'blindness', 'alerts', 'forwarder', 'quotas'];
    for (const check of resting)
      expect(named(all, check)).toMatchObject({
        outcome: 'unknown',
        remedy: expect.stringContaining('dynamodb:Query'),
      });
    expect(named(all, 'permissions')).toMatchObject({
      outcome: 'failed',
      message: expect.stringMatching(/dynamodb:Query on the table .*dynamodb:Query on its indexes/),
    });
    expect(others(all, ['permissions', ...resting])).toEqual([]);
  });

  test.each<readonly [keyof Well['endpoints'], string, string]>([
    ['lambda', 'Invoke', 'lambda:InvokeFunction (for check and alert test)'],
    ['dynamodb', 'PutItem', 'dynamodb:PutItem (for mute and ack)'],
    ['dynamodb', 'UpdateItem', 'dynamodb:UpdateItem (for unmute)'],
  ])('of acting by %s %s it is warned, since who only looks may do without', async (endpoint, operation, words) => {
    await open();
    well.endpoints[endpoint].disturb((call) =>
      call.operation === operation ? { kind: 'error', status: 403, code: 'AccessDeniedException' } : undefined,
    );
    const { exit, all } = await examined();
    expect(named(all, 'permissions')).toMatchObject({ outcome: 'warning', message: expect.stringContaining(words) });
    expect(others(all, ['permissions'])).toEqual([]);
    expect(exit).toBe(0);
  });

  test('of finding the stack the permission has failed, and nothing that rests on it is made up', async () => {
    await open();
    well.endpoints.cloudformation.disturb(() => ({ kind: 'error', status: 403, code: 'AccessDenied' }));
    const { exit, all } = await examined();
    expect(exit).toBe(1);
    expect(named(all, 'permissions')).toMatchObject({
      outcome: 'failed',
      message: expect.stringContaining('cloudformation:DescribeStacks (for every command)'),
    });
    for (const check of ['deployment', 'version', 'table', 'alarms', 'budget'])
      expect(named(all, check)).toMatchObject({
        outcome: 'unknown',
        remedy: expect.stringContaining('`cloudformation:DescribeStacks`'),
      });
    expect(named(all, 'trail').outcome).toBe('ok');
  });

  test('credentials that have expired have failed, and what time it is at AWS is told all the same', async () => {
    await open();
    well.endpoints.sts.disturb(() => ({ kind: 'error', status: 403, code: 'ExpiredToken' }));
    const { exit, all } = await examined();
    expect(exit).toBe(1);
    expect(named(all, 'credentials')).toMatchObject({
      outcome: 'failed',
      remedy: expect.stringContaining('aws sso login'),
    });
    expect(others(all, ['credentials'])).toEqual([]);
  });

  test('an AWS that does not answer leaves all of it unknown', async () => {
    await open();
    const gone = 'http://127.0.0.1:9';
    for (const name of Object.keys(process.env)) if (name.startsWith('AWS_ENDPOINT_URL_')) process.env[name] = gone;
    process.env.AWS_MAX_ATTEMPTS = '1';
    const { exit, all } = await examined();
    expect(exit).toBe(3);
    expect(others(all, []).map(({ outcome }) => outcome)).toEqual(Array.from({ length: 23 }, () => 'unknown'));
  });
});

test('what comes from outside cannot mislead a terminal', async () => {
  await open();
  well.alarms.splice(0, 1, { ...ringing, description: 'a\u001b[2Jb\u202ec' });
  const { stdout } = await well.shell.run('doctor');
  expect(stdout).toContain('(a[2Jbc)');
  expect((await well.shell.run('doctor --json')).stdout).not.toContain('\u001b');
});

test('on a terminal the marks are coloured, and sentences wrap below their column', async () => {
  await open();
  well.alarms.splice(0, 1, ringing);
  const written: string[] = [];
  const stdout = { write: (text: string) => void written.push(text), isTerminal: true };
  await well.shell.run('doctor', { stdout, columns: 80, environment: {} });
  const text = written.join('');
  expect(text).toContain('\u001b[31m✖\u001b[39m');
  expect(text).toContain('\u001b[32m✔\u001b[39m');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character begins every colour
  const plain = text.replace(/\u001b\[\d+m/g, '');
  expect(Math.max(...plain.split('\n').map((row) => row.length))).toBeLessThanOrEqual(80);
  expect(plain.indexOf('✖  alarms')).toBeLessThan(plain.indexOf('✔  credentials'));
});

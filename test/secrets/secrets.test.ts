import { createHash } from 'node:crypto';
import { toConfiguration } from '../../lambda/domain/configuration.ts';
import type { SweepRequest } from '../../lambda/domain/sweep.ts';
import type { Raw } from '../../lambda/snapshot/raw.ts';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { useEmbeddedCredentials } from '../../local/credentials.ts';
import type { Disturbance } from '../../local/endpoint.ts';
import { ids } from '../../local/scenario/ids.ts';
import { scenario } from '../../local/scenario.ts';
import { openShell } from '../support/command-line.ts';
import { templateOf } from '../support/synthesized.ts';
import { says } from './search.ts';
import { openWatched, type WatchedFunction } from './watched-function.ts';

/*
 * Secrets are planted wherever one may stand, the built function is run through good days and bad ones, and all that has left its
 * process is searched. That the search looks everywhere is shown by a word that is meant to be told: it must be found at every exit.
 */

/** As the embedded account makes the webhook of a channel. */
const webhookToken = createHash('sha256').update('noc').digest('hex').slice(0, 24);

/** Where each may be seen, as the exit's name; nowhere else. */
const plants = {
  webhook: webhookToken,
  secretKey: 'plantedSecretKey0000000000000000000000000',
  sessionToken: 'plantedSessionToken00000000000000000000000',
  accessKey: 'AKIAPLANTEDPLANTED00',
  channelUrl: 'plantedTokenOfTheHttpsChannel',
  address: 'planted-address@example.com',
  instanceTag: 'plantedPasswordInATag',
  groupText: 'plantedPasswordInADescription',
  tunnelKey: 'plantedPreSharedKeyOfATunnel',
} as const;

/** What is told on purpose: the id of a path, and a tag of its declaration. */
const TOLD = 'canary-path';

const content = {
  defaults: { every: '5 minutes', protocol: 'tcp' },
  paths: [{ id: TOLD, from: ids.instanceA, to: ids.instanceB, port: 3389, severity: 'critical' }],
  channels: {
    email: [plants.address],
    https: [{ url: `https://pager.example.com/sns?token=${plants.channelUrl}` }],
    slack: [{ name: 'noc', secret: 'pathwatch/slack/noc' }],
    chat: [{ name: 'room', workspace: 'T0123ABCD', channel: 'C0123ABCD' }],
    events: { bus: 'default' },
  },
};

const read = toConfiguration(content);
if (!read.ok) throw new Error(JSON.stringify(read.flaws));
const { configuration } = read;

const tagged = (raw: Raw, field: string): Raw => ({
  ...raw,
  [field]: [...(Array.isArray(raw[field]) ? raw[field] : []), { Key: 'password', Value: plants.instanceTag }],
});

/** The scenario's network, in which somebody has written secrets where they should not stand. */
const network: Documents = {
  ...scenario,
  Reservations: (scenario.Reservations ?? []).map((reservation) => ({
    ...reservation,
    Instances: (Array.isArray(reservation.Instances) ? reservation.Instances : []).map((one) => tagged(one, 'Tags')),
  })),
  NetworkInterfaces: (scenario.NetworkInterfaces ?? []).map((one) => tagged(one, 'TagSet')),
  SecurityGroups: (scenario.SecurityGroups ?? []).map((one) => ({
    ...tagged(one, 'Tags'),
    Description: plants.groupText,
  })),
  VpnConnections: [
    {
      VpnConnectionId: 'vpn-0123456789abcdef0',
      State: 'available',
      Type: 'ipsec.1',
      CustomerGatewayConfiguration: `<vpn><pre_shared_key>${plants.tunnelKey}</pre_shared_key></vpn>`,
      Options: { TunnelOptions: [{ OutsideIpAddress: '192.0.2.1', PreSharedKey: plants.tunnelKey }] },
    },
  ],
};

const byHand: SweepRequest = { trigger: { by: 'hand', audit: true } };
const slackUrl = `https://hooks.slack.com/services/TEMBEDDED/BEMBEDDED/${webhookToken}`;

const quoting = (status: number): Disturbance => ({
  kind: 'error',
  status,
  code: `cannot post to ${slackUrl}`,
});

/** What left the process, by the exit. */
const exitsOf = async (watched: WatchedFunction): Promise<ReadonlyMap<string, string>> => {
  const { sent, account } = watched;
  const exits = new Map<string, string>([
    ['the log', watched.printed()],
    ['the table', JSON.stringify(await watched.table())],
    ['the topic of alerts', JSON.stringify(account.published)],
    ['the topic of troubles', JSON.stringify(account.troubles)],
    ['the topic of the chat', JSON.stringify(account.chat('room'))],
    ['messages to Slack', JSON.stringify(account.slack.map(({ webhook: _webhook, ...message }) => message))],
    ['events on the bus', JSON.stringify(account.putEvents)],
  ]);
  for (const { to, line, headers, body } of sent) {
    const { authorization = '', 'x-amz-security-token': token = '', ...others } = headers;
    const add = (part: string, text: string): void => {
      exits.set(`${part} of ${to}`, `${exits.get(`${part} of ${to}`) ?? ''}${text}\n`);
    };
    add('lines', line);
    add('bodies', body);
    add('headers', JSON.stringify(others));
    add('signatures', authorization);
    add('tokens', token);
  }
  return exits;
};

/** The only places where a secret belongs: a signature names its key, a session its token, and Slack is asked by its URL. */
const belongs = (plant: string, exit: string): boolean => {
  if (exit.endsWith('ENDPOINT_SLACK')) return plant === 'webhook' && exit.startsWith('lines');
  return (
    (plant === 'accessKey' && exit.startsWith('signatures')) || (plant === 'sessionToken' && exit.startsWith('tokens'))
  );
};

const foundIn = (exits: ReadonlyMap<string, string>): readonly string[] =>
  Object.entries(plants).flatMap(([plant, secret]) =>
    [...exits].flatMap(([exit, said]) => (says(said, secret) && !belongs(plant, exit) ? [`${plant} in ${exit}`] : [])),
  );

describe('of what is secret nothing leaves the function', () => {
  let watched: WatchedFunction;
  let exits: ReadonlyMap<string, string>;
  const came: boolean[] = [];

  const sweep = async (request = byHand): Promise<void> => {
    came.push(await watched.run(request));
  };

  beforeAll(async () => {
    useEmbeddedCredentials();
    const { slack, chat, events } = configuration.channels;
    watched = await openWatched(
      content,
      { network, runSeconds: 1, polls: '1,1', channels: { slack, chat, ...(events && { events }) } },
      {
        AWS_ACCESS_KEY_ID: plants.accessKey,
        AWS_SECRET_ACCESS_KEY: plants.secretKey,
        AWS_SESSION_TOKEN: plants.sessionToken,
      },
    );
    const { account } = watched;
    const { slack: hooks, secrets, sns, eventBridge, ec2 } = account.endpoints;
    await sweep();
    // The path breaks, and nobody can be told: each refuses, and quotes what it was asked.
    await account.breakNetwork('security-group-closed');
    hooks.disturb(() => quoting(403));
    sns.disturb(() => ({ kind: 'malformed', body: `<no ${plants.accessKey}` }));
    eventBridge.disturb(() => ({ kind: 'reset' }));
    await sweep();
    hooks.disturb(() => ({ kind: 'reset' }));
    secrets.disturb(() => ({ kind: 'malformed', body: `{"SecretString": "${slackUrl}` }));
    await watched.anew();
    await sweep();
    secrets.disturb(() => ({ kind: 'error', status: 400, code: 'AccessDeniedException' }));
    await watched.anew();
    await sweep();
    // Slack alone is left behind.
    for (const endpoint of [sns, eventBridge, secrets]) endpoint.disturb(() => undefined);
    hooks.disturb(() => quoting(500));
    await sweep();
    hooks.disturb(() => undefined);
    await sweep({ trigger: { by: 'test', channel: 'slack:noc' } });
    // The network cannot be described; the function's own variables are wrong.
    ec2.disturb(() => ({ kind: 'error', status: 403, code: 'UnauthorizedOperation' }));
    await sweep();
    ec2.disturb(() => undefined);
    await account.repair('security-group-closed');
    await sweep();
    await watched.anew({ ACCOUNT: 'none' });
    await sweep();
    exits = await exitsOf(watched);
  }, 300_000);

  afterAll(() => watched.close());

  test('though it was told at every exit what is meant to be told', () => {
    const told = [...exits].flatMap(([exit, said]) => (says(said, TOLD) ? [exit] : []));
    expect(told).toEqual(
      expect.arrayContaining([
        'the table',
        'the topic of alerts',
        'the topic of the chat',
        'messages to Slack',
        'events on the bus',
        'bodies of ENDPOINT_DYNAMODB',
        'bodies of ENDPOINT_EC2',
        'bodies of ENDPOINT_SNS',
        'bodies of ENDPOINT_SLACK',
        'bodies of ENDPOINT_EVENTS',
        'bodies of AWS_ENDPOINT_URL_LAMBDA',
      ]),
    );
    expect(exits.get('the log')).toContain('slack:noc');
    expect(came.filter((isDone) => !isDone)).toHaveLength(1);
  });

  test('and secrets were used where they belong', () => {
    const used = Object.entries(plants).flatMap(([plant, secret]) =>
      [...exits].flatMap(([exit, said]) => (belongs(plant, exit) && says(said, secret) ? [`${plant} in ${exit}`] : [])),
    );
    expect(used).toEqual(
      expect.arrayContaining([
        'webhook in lines of ENDPOINT_SLACK',
        'accessKey in signatures of ENDPOINT_EC2',
        'sessionToken in tokens of ENDPOINT_DYNAMODB',
      ]),
    );
    expect(exits.has('tokens of ENDPOINT_SLACK') && exits.get('tokens of ENDPOINT_SLACK')?.trim()).toBe('');
  });

  test('the log, the table, the messages, the requests and the checkpoints hold none', () => {
    expect(foundIn(exits)).toEqual([]);
  });

  test('one that were to leave by any exit would be found', () => {
    for (const [exit, said] of exits)
      for (const [plant, secret] of Object.entries(plants))
        if (!belongs(plant, exit))
          expect(foundIn(new Map([[exit, `${said.slice(0, 1000)}{"url":"x/${secret}/y"}`]]))).toContain(
            `${plant} in ${exit}`,
          );
  });

  test('the template holds the addresses of its subscribers, and no other secret', () => {
    const template = JSON.stringify(templateOf(configuration).toJSON());
    const held = Object.entries(plants).flatMap(([plant, secret]) => (says(template, secret) ? [plant] : []));
    expect(held).toEqual(['channelUrl', 'address']);
  });
});

describe('the command line with `--debug`', () => {
  test('tells where an error comes from, and nothing of the credentials that it was asked with', async () => {
    const shell = await openShell();
    const before = { ...process.env };
    Object.assign(process.env, {
      AWS_ACCESS_KEY_ID: plants.accessKey,
      AWS_SECRET_ACCESS_KEY: plants.secretKey,
      AWS_SESSION_TOKEN: plants.sessionToken,
      // Nobody listens there.
      AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
      AWS_MAX_ATTEMPTS: '1',
    });
    try {
      for (const command of ['status', 'doctor', 'check']) {
        const { exit, stdout, stderr } = await shell.run(`${command} --region us-east-1 --debug`);
        expect({ command, exit: exit > 0 }).toEqual({ command, exit: true });
        const found = Object.values(plants).filter((secret) => says(`${stdout}${stderr}`, secret));
        expect({ command, found }).toEqual({ command, found: [] });
        if (command === 'status') expect(stderr).toMatch(/\n {4}at /);
      }
    } finally {
      for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
      Object.assign(process.env, before);
      await shell.remove();
    }
  });
});

import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { ConfiguredRetryStrategy } from '@smithy/core/retry';
import { type Clients, closeClients } from '../../lambda/aws/clients.ts';
import { callHistory } from '../../lambda/aws/cloudtrail.ts';
import { clientsOf, servicesOf } from '../../lambda/compose.ts';
import type { Budget } from '../../lambda/domain/budget.ts';
import { type Measured, whole } from '../../lambda/domain/measure.ts';
import type { Configuration, Path } from '../../lambda/domain/path.ts';
import type { SweepRecord, SweepRequest } from '../../lambda/domain/sweep.ts';
import { metricLine } from '../../lambda/meter.ts';
import type { Delivery } from '../../lambda/monitor/gather.ts';
import type { Services } from '../../lambda/monitor/ports.ts';
import { sweep } from '../../lambda/monitor/sweep.ts';
import { type AccountOptions, type EmbeddedAccount, openAccount } from '../../local/account.ts';
import { useEmbeddedCredentials } from '../../local/credentials.ts';
import { ids } from '../../local/scenario/ids.ts';
import { isEach } from '../faults/each.ts';
import { openRecorder, type Recorder, type RoleName, recordedAs } from '../permissions/recorder.ts';
import { direct } from './direct.ts';
import { type Execution, execute, type Options } from './durable.ts';
import { type DynamodbProxy, openProxy } from './dynamodb-proxy.ts';
import { aPath, noChannels } from './paths.ts';

const silent = { info: () => undefined, error: () => undefined };

/** What was measured, and when: ISO time. */
export type MeasuredAt = Measured & { readonly at: string };

/** The embedded account with the real clients and flow, on a clock that only waits move. */
export interface Monitor {
  readonly account: EmbeddedAccount;
  readonly services: Services;
  /** Of whoever else is in the account; the sweep has clients of its own, whose calls are recorded. */
  readonly clients: Clients;
  readonly own: Clients;
  readonly recorder: Recorder;
  readonly configuration: Configuration;
  /** Stands before the table; the sweep alone goes through it. */
  readonly table: DynamodbProxy;
  readonly now: () => Date;
  /** What the sweeps have measured of themselves, oldest first. */
  readonly measured: readonly MeasuredAt[];
  /** All of it as lines of the log, in the same order, with what was measured of single paths and tags. */
  readonly metricLines: readonly string[];
  /** From the next sweep on, these paths are declared and no others. */
  declare(paths: readonly Path[]): void;
  /** From the next sweep on, so much may be spent. */
  allow(budget: Partial<Budget>): void;
  pass(seconds: number): void;
  /** Runs a sweep on the checkpoint double; `services` stands in where a test interferes. */
  run(request?: SweepRequest, options?: Options, services?: () => Services): Promise<Execution<SweepRecord>>;
  close(): Promise<void>;
}

/** The scenario's path, its promise of segmentation, and a path whose ends do not exist. */
export const scenarioPaths: readonly Path[] = [
  aPath({
    id: 'a-to-b',
    from: { kind: 'id', id: ids.instanceA },
    to: { kind: 'id', id: ids.instanceB },
    ports: [{ from: 3389, to: 3389 }],
  }),
  aPath({
    id: 'b-not-to-a',
    from: { kind: 'id', id: ids.instanceB },
    to: { kind: 'id', id: ids.instanceA },
    ports: [{ from: 445, to: 445 }],
    expect: 'unreachable',
  }),
  aPath({ id: 'nowhere', blindAfter: 100 }),
];

/** Buys whatever is known, so that each sweep analyses every path. */
export const byHand: SweepRequest = { trigger: { by: 'hand', audit: true } };

/** A look as the schedule makes it: what rests on the same facts is carried. */
export const bySchedule: SweepRequest = { trigger: { by: 'schedule', every: 'rate(5 minutes)' } };

interface Tunable {
  readonly config: { readonly requestHandler: { updateHttpClientConfig(key: string, milliseconds: number): void } };
}

const isTunable = (client: object): client is Tunable =>
  'config' in client &&
  typeof client.config === 'object' &&
  client.config !== null &&
  'requestHandler' in client.config &&
  typeof client.config.requestHandler === 'object' &&
  client.config.requestHandler !== null &&
  'updateHttpClientConfig' in client.config.requestHandler;

/** From now on a client waits so many milliseconds for an answer; 0: for ever, and no timer keeps the test's process waiting. */
export const waitFor = (client: object, milliseconds: number): void => {
  if (isTunable(client)) client.config.requestHandler.updateHttpClientConfig('requestTimeout', milliseconds);
};

const twice = async () => new ConfiguredRetryStrategy(2, () => 1);

/** The clients, but with two attempts and hardly a wait between them; that of CloudWatch Logs makes one, as deployed. */
const hurried = async (clients: Clients): Promise<Clients> => {
  const { ec2, elbv2, elb, sns, networkManager, secrets, eventBridge, dynamodb, cloudtrail } = clients;
  for (const client of Object.values<object>({ ...clients })) waitFor(client, 0);
  for (const { config } of [ec2, elbv2, elb, sns, secrets, eventBridge, dynamodb, cloudtrail])
    config.retryStrategy = twice;
  // An older client, which takes a strategy of its own make alone.
  const own = await networkManager.config.retryStrategy();
  if (!('refreshRetryTokenForRetry' in own)) throw new Error('the client retries by a strategy of the first kind');
  networkManager.config.retryStrategy = async () => ({
    acquireInitialRetryToken: (scope) => own.acquireInitialRetryToken(scope),
    refreshRetryTokenForRetry: async (token, error) => {
      const next = await own.refreshRetryTokenForRetry(token, error);
      if (next.getRetryCount() > 1) throw new Error('two attempts were made');
      return Object.assign(next, { getRetryDelay: () => 1 });
    },
    recordSuccess: (token) => own.recordSuccess(token),
  });
  return clients;
};

/** When the tests' clock begins. */
const BEGINNING = Date.UTC(2026, 10, 22, 10);

export const openMonitor = async (
  paths: readonly Path[] = scenarioPaths,
  given: AccountOptions = {},
  beginning = BEGINNING,
  role: RoleName = 'sweep',
): Promise<Monitor> => {
  useEmbeddedCredentials();
  let clock = beginning;
  let executions = 0;
  const now = () => new Date(clock);
  const pass = (seconds: number) => {
    clock += seconds * 1000;
  };
  const measured: MeasuredAt[] = [];
  const metricLines: string[] = [];
  const channels = { ...noChannels, ...given.channels };
  const account = await openAccount({ now, runSeconds: 30, windowSeconds: 0.01, ...given });
  const clients = await hurried(clientsOf(account.environment));
  const recorder = openRecorder();
  const table = await openProxy(account.table);
  const own = recordedAs(
    role,
    await hurried(clientsOf({ ...account.environment, ENDPOINT_DYNAMODB: table.url })),
    recorder,
  );
  // Every fault is met over the wire by `npm run -s faults`.
  if (!isEach) direct([clients, own], [...Object.values(account.endpoints), account.table, table]);
  const services: Services = {
    ...servicesOf(account.environment, own, {
      now,
      log: silent,
      meter: {
        measure: (values, of = whole) => {
          metricLines.push(metricLine(account.environment.DEPLOYMENT, values, now(), of));
          if (of.kind === 'all') measured.push({ at: now().toISOString(), ...values });
        },
      },
      channels,
      wait: async (milliseconds) => pass(milliseconds / 1000),
    }),
    calls: callHistory(own.cloudtrail, {
      region: account.environment.AWS_REGION,
      // The embedded CloudTrail takes look-ups as fast as they come.
      wait: async () => undefined,
      clientIn: () => own.cloudtrail,
    }),
  };
  let declared = paths;
  let budget: Budget = { monthly: 1_000, paths: {}, tags: {}, prices: {} };
  const configuration: Configuration = {
    get paths() {
      return declared;
    },
    channels,
    maintenance: [],
    get budget() {
      return budget;
    },
    quiet: 30,
    retentionDays: 90,
  };
  return {
    account,
    services,
    clients,
    own,
    recorder,
    configuration,
    table,
    now,
    measured,
    metricLines,
    declare: (next) => {
      declared = next;
    },
    allow: (next) => {
      budget = { ...budget, ...next };
    },
    pass,
    run: (request = byHand, options = {}, compose = () => services) => {
      executions += 1;
      return execute(
        sweep(() => ({ services: compose(), configuration })),
        request,
        { name: `execution-${executions}`, pass, ...options },
      );
    },
    close: async () => {
      closeClients(clients);
      closeClients(own);
      await table.close();
      await account.close();
    },
  };
};

/** What the account's queue delivers of all that happens in it meanwhile. */
export const heard = async (
  { account }: Pick<Monitor, 'account'>,
  act: () => Promise<unknown>,
): Promise<readonly Delivery[]> => {
  const all: Delivery[] = [];
  const subscription = account.events.subscribe(async ({ Records }) => {
    for (const { messageId, body, attributes } of Records)
      all.push({ messageId, body, at: new Date(Number(attributes.SentTimestamp)).toISOString() });
  });
  await act();
  await account.events.settled();
  await subscription.close();
  return all;
};

/** Every item of the table as it lies there, in the order of its keys. */
export const tableOf = async ({ clients, account }: Monitor): Promise<readonly Record<string, unknown>[]> => {
  const { Items = [] } = await clients.dynamodb.send(new ScanCommand({ TableName: account.environment.TABLE_NAME }));
  return Items.toSorted((a, b) => (`${a.pk} ${a.sk}` < `${b.pk} ${b.sk}` ? -1 : 1));
};

import { announcer } from '../../lambda/aws/announcer.ts';
import { dynamodbStore } from '../../lambda/aws/dynamodb-store.ts';
import { secretsOf } from '../../lambda/aws/secrets.ts';
import { slackWebhooks } from '../../lambda/aws/slack-webhook.ts';
import { severities } from '../../lambda/domain/path.ts';
import { chatTopicsOf } from '../../lambda/environment.ts';
import type { Pacing, Services, Store } from '../../lambda/monitor/ports.ts';
import { isRaw, list, text } from '../../lambda/snapshot/raw.ts';
import { type ChannelOptions, noChannels } from '../../local/channels.ts';
import type { Call } from '../../local/endpoint.ts';
import { ids } from '../../local/scenario/ids.ts';
import { type Kept as AccountKept, kept, restoreAccount, restoreTable } from '../support/forked.ts';
import { memoryStore } from '../support/memory-store.ts';
import { byHand, type Monitor, openMonitor } from '../support/monitor.ts';
import { aPath } from '../support/paths.ts';
import type { Fault, Sites } from './fault.ts';
import { type Impatience, impatient } from './impatience.ts';
import { network, SPARED_PORT } from './network.ts';
import { remembering } from './remembering.ts';
import { type Wire, wireOf } from './wire.ts';

/*
 * The story that every fault is told in. A first sweep finds `hit` and `spared` well; then `gone` is declared no more, and somebody
 * takes the rule from a security group that `hit` needs: a second sweep, by hand, buys both paths, tells the break on every
 * channel, finds who did it, and removes what stood for `gone`. That sweep meets the fault.
 */

const ends = { from: { kind: 'id', id: ids.instanceA }, to: { kind: 'id', id: ids.instanceB } } as const;
const declared = [
  aPath({ id: 'hit', ...ends, ports: [{ from: 3389, to: 3389 }] }),
  aPath({ id: 'spared', ...ends, ports: [{ from: SPARED_PORT, to: SPARED_PORT }] }),
];

/** Removed from the configuration before the fault: what it leaves at AWS is to be cleared away. */
const gone = aPath({
  id: 'gone',
  from: { kind: 'id', id: ids.instanceB },
  to: { kind: 'id', id: ids.instanceA },
  ports: [{ from: 445, to: 445 }],
  expect: 'unreachable',
});

/** Beside the topic. A fault of the table meets the records of one channel as it does those of four. */
const channelsOn = (ground: Ground): ChannelOptions =>
  ground === 'table'
    ? noChannels
    : {
        slack: [{ name: 'noc', secret: 'pathwatch/slack/noc', severities }],
        chat: [{ name: 'war-room', workspace: 'T0123ABCD', channel: 'C0123ABCD', severities }],
        events: { bus: 'default', severities },
      };

/** As deployed, but with fewer repeats: each of them runs the flow's step again. */
const pacing: Pacing = { polls: [15, 15, 20, 30], retries: [5], searches: [60, 240] };

/** Where the paths' records are: in a table, or, where the fault is elsewhere, in the store that keeps the same contract in memory. */
export type Ground = 'table' | 'memory';

/** What the first sweep has left, with what it wrote to a store in memory. */
export interface Kept extends AccountKept {
  readonly written: readonly (readonly [method: string, given: readonly unknown[]])[];
}

export interface World extends Monitor {
  readonly wire: Wire;
  /** Read without a fault. */
  readonly store: Store;
  /** Ids of the insights paths that the account has, asked of it without a call. */
  insightsPaths(): Promise<readonly string[]>;
  /** Analyses since the first sweep that were counted and that were started, and tokens of starts that nobody had counted before. */
  money(): { readonly counted: number; readonly started: number; readonly uncounted: readonly string[] };
}

type Writing = (method: string, given: readonly unknown[]) => void;

const tokensIn = (reservation: unknown): readonly string[] =>
  isRaw(reservation) && Array.isArray(reservation.tokens) ? reservation.tokens.map(String) : [];

const tokenOf = ({ operation, input }: Call): string | undefined =>
  operation === 'StartNetworkInsightsAnalysis' && isRaw(input) ? text(input, 'ClientToken') : undefined;

/** Tells what was written to a store, so that it can be written again. */
const overheard = (store: Store, told: Writing): Store =>
  new Proxy(store, {
    get: (target, key) => {
      const method: unknown = Reflect.get(target, key);
      if (typeof method !== 'function' || !/^(put|reserve|claim|noticeTold)/.test(String(key))) return method;
      return async (...given: unknown[]) => {
        const answer: unknown = await Reflect.apply(method, target, given);
        told(String(key), given);
        return answer;
      };
    },
  });

const announcerOf = (
  { own, account, now, pass }: Monitor,
  { slack: named, events }: ChannelOptions,
  { fetch }: Impatience,
): Services['announcer'] => {
  const { environment } = account;
  const wait = async (milliseconds: number): Promise<void> => pass(milliseconds / 1000);
  const secrets = secretsOf(own.secrets, now);
  const slack = slackWebhooks({
    secrets,
    fetch,
    now,
    wait,
    base: environment.ENDPOINT_SLACK,
  });
  const { TOPIC_ARN: alerts, TROUBLES_TOPIC_ARN: troubles } = environment;
  return announcer(own, slack, {
    alerts,
    troubles,
    chat: chatTopicsOf(environment),
    slack: named,
    events,
  });
};

const insightsPathsIn = async ({ account }: Monitor): Promise<readonly string[]> => {
  const answer: object = (await account.insights.operations.DescribeNetworkInsightsPaths?.({} as never)) ?? {};
  return list({ ...answer }, 'NetworkInsightsPaths').map((path) => `${path.NetworkInsightsPathId}`);
};

interface Opening {
  readonly ground: Ground;
  readonly total?: Sites;
  /** What is going to be met; every Describe call but its own is answered by what is remembered. */
  readonly fault?: Fault;
  readonly told?: Writing;
}

const open = async ({ ground, total = new Map(), fault, told }: Opening, restored = 0): Promise<World> => {
  let isShort = false;
  const channels = channelsOn(ground);
  const monitor = await openMonitor([...declared, gone], {
    network,
    channels,
    runSeconds: 10,
    pageSize: () => (isShort ? 1 : 1000),
  });
  if (fault !== undefined) remembering(monitor.own, monitor.account.network, fault.site.split(' ')[1] ?? '');
  const impatience = impatient(Object.values(monitor.own));
  const counted = new Set<string>();
  const uncounted: string[] = [];
  const wire = wireOf(
    monitor,
    total,
    (next) => {
      isShort = next;
    },
    (call) => {
      const token = tokenOf(call);
      if (token !== undefined && !counted.has(token)) uncounted.push(token);
    },
    impatience,
  );
  const { TABLE_NAME, RETENTION_DAYS } = monitor.account.environment;
  const store =
    ground === 'table'
      ? dynamodbStore(monitor.clients.dynamodb, TABLE_NAME, RETENTION_DAYS, monitor.now)
      : memoryStore();
  const services: Services = {
    ...monitor.services,
    store: overheard(ground === 'table' ? monitor.services.store : store, (method, given) => {
      if (method === 'reserve') for (const token of tokensIn(given[0])) counted.add(token);
      told?.(method, given);
    }),
    announcer: announcerOf(monitor, channels, impatience),
    pacing,
  };
  return {
    ...monitor,
    services,
    store,
    wire,
    insightsPaths: () => insightsPathsIn(monitor),
    money: () => ({ counted: counted.size, started: monitor.account.insights.started() - restored, uncounted }),
    run: (request, options, compose = () => services) => monitor.run(request, options, compose),
  };
};

/** What comes after the first sweep, until the one that meets a fault. */
const breakNetwork = async (world: World): Promise<World> => {
  world.declare(declared);
  world.pass(300);
  await world.account.breakNetwork('security-group-closed');
  return world;
};

/** Runs the first sweep and keeps what it leaves. */
export const firstSweep = async (ground: Ground): Promise<Kept> => {
  const written: (readonly [string, readonly unknown[]])[] = [];
  const world = await open({ ground, told: (method, given) => void written.push([method, structuredClone(given)]) });
  await world.run(byHand);
  const left = { ...(await kept(world)), written: [...written] };
  await world.close();
  return left;
};

const restoreStore = async ({ store }: World, written: Kept['written']): Promise<void> => {
  for (const [method, given] of written) {
    const write: unknown = Reflect.get(store, method);
    if (typeof write === 'function') await Reflect.apply(write, store, structuredClone([...given]));
  }
};

/** The story as it stands when the second sweep begins, in an account of its own. */
export const afterFirstSweep = async (left: Kept, opening: Opening): Promise<World> => {
  const starts = left.insights.filter((call) => tokenOf(call) !== undefined).length;
  const world = await open(opening, starts);
  await restoreAccount(world, left);
  if (opening.ground === 'table') await restoreTable(world, left.items);
  else await restoreStore(world, left.written);
  return breakNetwork(world);
};

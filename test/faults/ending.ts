import type { State } from '../../lambda/domain/state.ts';
import type { SweepRecord } from '../../lambda/domain/sweep.ts';
import type { Execution } from '../support/durable.ts';
import { byHand, bySchedule } from '../support/monitor.ts';
import { alertsOf, insightsOf } from '../support/two-paths.ts';
import type { World } from './world.ts';

/** What each channel took, oldest first, each as `hit broke`. */
export type Told = Readonly<Record<string, readonly string[]>>;

/** What the channels for people say in their first word. */
const wordOf = (title: string): string =>
  title.replace(/^BROKEN (\S+):.*/, '$1 broke').replace(/^CHANGED BY .* broke (\S+)$/, '$1 attributed');

const toldIn = ({ account }: World): Told => ({
  topic: alertsOf({ account }),
  slack: account.slack.map(({ text = '' }) => wordOf(text)),
  chat: account.chat('war-room').map(({ message }) => wordOf(JSON.parse(message).content.title)),
  bus: account.putEvents.map(({ detail }) => `${detail.alert ?? detail.id}`.split('/').at(-2) ?? ''),
});

/** Ids of alerts as they went to the topic. */
const idsIn = ({ account }: World): readonly string[] =>
  account.published.flatMap(({ attributes }) => attributes.alertId ?? []);

/** How the sweep that met a fault ended. */
export interface Met {
  readonly status: Execution<SweepRecord>['status'];
  /** Of each path, by the check of this very sweep; undefined where it made none. */
  readonly verdicts: Readonly<Record<string, string | undefined>>;
  readonly told: Told;
  /** Analyses that were started in it. */
  readonly bought: number;
  /** Insights paths that it made. */
  readonly made: number;
}

/** After so long a path that is marked as being analysed is anybody's again (see PENDING in choose.ts). Milliseconds. */
const HELD = 690 * 1000;

const isHeld = (pending: State['pending'], now: Date): boolean =>
  pending !== undefined && now.getTime() - Date.parse(pending.since) < HELD;

/** How a path stands. */
interface Standing {
  readonly pathId: string;
  readonly verdict: string | undefined;
  readonly standing: string | undefined;
  readonly cause: string | undefined;
  readonly transitions: number;
  /** Whether what another writer had written is still there. */
  readonly isShared: boolean;
  readonly pending: unknown;
  readonly outbox: readonly unknown[];
}

/** How all ended, once later sweeps had taken up what it left. */
export interface Ended {
  readonly states: readonly Standing[];
  readonly incidents: readonly object[];
  readonly insights: readonly string[];
  readonly told: Told;
  readonly ids: readonly string[];
  /** Whether the first that was told of the break names who caused it. */
  readonly isAuthorTold: boolean;
  /** Analyses that the next sweep started. */
  readonly bought: number;
  readonly money: ReturnType<World['money']>;
  /** What the budget counts of the month. */
  readonly spent: number;
  /** Checks that a state remembers and nobody can read. */
  readonly missing: readonly string[];
}

export const PATHS = ['hit', 'spared'] as const;

/** Of the other writer that gets in before one of ours. */
export const OTHER = 'another sweep';

const missingIn = async ({ store }: World, { pathId, recent }: State): Promise<readonly string[]> => {
  const checks = new Set((await store.checks(pathId, { limit: 100 })).items.map(({ id }) => id));
  return recent.filter(({ id }) => id !== OTHER && !checks.has(id)).map(({ id }) => id);
};

/** Runs the sweep that meets a fault. */
export const meeting = async (world: World): Promise<Met> => {
  const before = world.money().started;
  const known = new Set(await world.insightsPaths());
  const startedAt = world.now().toISOString();
  const { status } = await world.run(byHand);
  world.wire.meet(undefined);
  const verdicts = await Promise.all(
    PATHS.map(async (pathId) => {
      const [check] = (await world.store.checks(pathId, { limit: 1, since: startedAt })).items;
      return [pathId, check?.verdict] as const;
    }),
  );
  return {
    status,
    verdicts: Object.fromEntries(verdicts),
    told: toldIn(world),
    bought: world.money().started - before,
    made: (await world.insightsPaths()).filter((id) => !known.has(id)).length,
  };
};

/** Longer than any claim, after which another sweep takes it for a dead one's. */
const NEXT_SWEEP_SECONDS = 700;

const isTidy = (insights: readonly string[]): boolean => insights.join() === 'hit: 1,spared: 1';

/** Lets the next sweep take up what the one before has left; what is stored at AWS goes with the next purchase, if there was none. */
export const ending = async (world: World): Promise<Ended> => {
  world.pass(NEXT_SWEEP_SECONDS);
  const before = world.money().started;
  await world.run(bySchedule);
  const bought = world.money().started - before;
  if (!isTidy(await insightsOf(world))) {
    world.pass(60);
    await world.run(byHand);
  }
  const states = (await world.store.states()).items;
  const incidents = (await world.store.incidents({ limit: 10 })).items;
  return {
    spent: (await world.store.spent(world.now().toISOString().slice(0, 7))).analyses,
    missing: (await Promise.all(states.map((state) => missingIn(world, state)))).flat(),
    states: states.map(({ pathId, settled, broken, pending, outbox, transitions, recent }) => ({
      pathId,
      verdict: settled?.verdict,
      standing: settled?.standing,
      cause: broken?.cause?.search.kind,
      transitions,
      isShared: recent.some(({ id }) => id === OTHER),
      pending: isHeld(pending, world.now()) ? pending : undefined,
      outbox,
    })),
    incidents: incidents
      .map(({ paths, outbox, endedAt }) => ({
        paths: paths.map(({ pathId, down, told }) => ({ pathId, down, told })),
        outbox,
        endedAt,
      }))
      .toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1)),
    insights: await insightsOf(world),
    told: toldIn(world),
    ids: idsIn(world),
    isAuthorTold: world.account.published.some(
      ({ attributes, message }) => attributes.kind === 'broke' && message.includes('user/operator'),
    ),
    bought,
    money: world.money(),
  };
};

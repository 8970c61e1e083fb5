import fc from 'fast-check';
import { Fault } from '../../lambda/domain/fault.ts';
import type { AlertPolicy } from '../../lambda/domain/policy.ts';
import type { Verdict } from '../../lambda/domain/verdict.ts';
import { GROUP_INTERVAL } from '../../lambda/incidents/review.ts';
import { announce } from '../../lambda/monitor/announce.ts';
import { record } from '../../lambda/monitor/record.ts';
import { standing } from '../../lambda/monitor/standing.ts';
import { aConfiguration, aPath, aPolicy, noChannels } from '../support/paths.ts';
import { aCheck, aFinding } from '../support/records.ts';
import { someServices } from '../support/services.ts';

/*
 * Random verdicts of some paths under random policies, mutes and outages of a channel: recorded, decided and announced by the flow itself,
 * look by look, over a store in memory.
 */

const MINUTE = 60_000;
const START = Date.UTC(2026, 10, 22, 10);
const ids = ['a', 'b', 'c'] as const;
type PathId = (typeof ids)[number];
const LOOKS = 40;
/** Minutes between two looks. */
const EVERY = 5;
const at = (minute: number): string => new Date(START + minute * MINUTE).toISOString();

interface Stretch {
  readonly from: number;
  readonly until: number;
}
interface History {
  readonly verdicts: Readonly<Record<PathId, readonly Verdict[]>>;
  readonly policy: AlertPolicy;
  readonly mute: Stretch & { readonly path: PathId };
  readonly outage: Stretch;
  readonly isShared: boolean;
}

const stretch = fc
  .record({ from: fc.integer({ min: 0, max: 120 }), length: fc.integer({ min: 0, max: 60 }) })
  .map(({ from, length }): Stretch => ({ from, until: from + length }));

/** A path keeps its verdict for a while: as long as a run of the same letters. */
const verdicts = fc
  .array(
    fc.record({
      verdict: fc.constantFrom<Verdict>('reachable', 'unreachable', 'unknown'),
      looks: fc.integer({ min: 1, max: 8 }),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((runs) => runs.flatMap(({ verdict, looks }) => Array<Verdict>(looks).fill(verdict)).slice(0, LOOKS));

const histories: fc.Arbitrary<History> = fc.record({
  verdicts: fc.record({ a: verdicts, b: verdicts, c: verdicts }),
  policy: fc
    .record({
      failureThreshold: fc.integer({ min: 1, max: 3 }),
      successThreshold: fc.integer({ min: 1, max: 2 }),
      reminderInterval: fc.constantFrom(0, 20 * 60),
      flap: fc.constantFrom(undefined, { changes: 4, within: 3600, steady: 1200 }),
    })
    .map(({ flap, ...rest }) => aPolicy({ ...rest, ...(flap !== undefined && { flap }) })),
  mute: fc.tuple(stretch, fc.constantFrom(...ids)).map(([given, path]) => ({ ...given, path })),
  outage: stretch,
  isShared: fc.boolean(),
});

interface Told {
  readonly id: string;
  readonly channel: string;
  readonly kind: string;
  readonly minute: number;
  readonly down: readonly string[];
  readonly up: readonly string[];
}

/** Every change of standing of a path that counts, and whether the path was flapping then. */
interface Turn {
  readonly path: PathId;
  readonly minute: number;
  readonly isDown: boolean;
  readonly isFlapping: boolean;
}

const within = ({ from, until }: Stretch, minute: number): boolean => from <= minute && minute < until;

const play = async (history: History) => {
  const { policy, mute, outage, isShared } = history;
  let minute = 0;
  const told: Told[] = [];
  const turns: Turn[] = [];
  const services = someServices({
    now: () => new Date(START + minute * MINUTE),
    announcer: {
      publish: async ({ id, kind, down, up }, channel) => {
        if (channel === 'slack:ops' && within(outage, minute))
          throw new Fault({ kind: 'unavailable', operation: 'POST', code: 'Down', message: 'no' });
        const names = (members: typeof down) => members.first.map((member) => member.id);
        told.push({ id, channel, kind, minute, down: names(down), up: names(up) });
      },
      notify: async () => undefined,
    },
  });
  const { store } = services;
  const configuration = aConfiguration(
    ids.map((id) => aPath({ id, alerts: policy, blindAfter: 100 })),
    { channels: { ...noChannels, slack: [{ name: 'ops', secret: 's', severities: ['critical'] }] } },
  );
  if (mute.until > mute.from)
    await store.putMute({
      id: 'm',
      scope: { kind: 'some', paths: [mute.path], tags: [] },
      from: at(mute.from),
      until: at(mute.until),
      reason: 'r',
      by: 'x',
    });
  for (let look = 0; look < LOOKS; look += 1, minute += EVERY) {
    for (const path of configuration.paths) {
      const id = path.id as PathId;
      const verdict = history.verdicts[id][look];
      if (verdict === undefined) continue;
      const before = await store.state(id);
      await record(
        store,
        path,
        aCheck({
          id: `sweep-${look}/${id}`,
          pathId: id,
          sweepId: `sweep-${look}`,
          observedAt: at(minute),
          verdict,
          standing: standing(verdict, path.expect),
          findings: verdict === 'unreachable' ? [aFinding({ component: isShared ? 'rtb-1' : `rtb-${id}` })] : [],
        }),
      );
      const after = await store.state(id);
      const isDown = after?.broken !== undefined;
      if (isDown !== (before?.broken !== undefined))
        turns.push({ path: id, minute, isDown, isFlapping: after?.flap !== undefined });
    }
    await announce(services, configuration, { by: `sweep-${look}`, stamp: `${look}`, paths: [...ids] });
  }
  const states = (await store.states()).items;
  return { told, turns, states, open: await store.openIncidents(), end: minute - EVERY };
};

const holds = async (check: (history: History, played: Awaited<ReturnType<typeof play>>) => void): Promise<void> =>
  fc.assert(
    fc.asyncProperty(histories, async (history) => check(history, await play(history))),
    { numRuns: 60 },
  );

const names = ({ down, up }: Told, path: string): boolean => down.includes(path) || up.includes(path);
const SLACK = GROUP_INTERVAL / MINUTE + EVERY;

test('over random verdicts, policies, mutes and outages, every change reaches every healthy channel, once and in order', async () => {
  await holds(({ mute, outage, policy }, { told, turns, states, open, end }) => {
    // No id is used for two messages.
    expect(new Set(told.map(({ id }) => id)).size).toBe(told.length);
    const topic = told.filter(({ channel }) => channel === 'topic');
    for (const { path, minute, isDown, isFlapping } of turns) {
      const isQuiet = isFlapping || (mute.path === path && minute < mute.until && minute + SLACK >= mute.from);
      if (isQuiet || minute + SLACK > end) continue;
      const soon = topic.filter((one) => one.minute >= minute && one.minute <= minute + SLACK);
      expect({ path, minute, told: soon.some((one) => names(one, path)) }).toEqual({ path, minute, told: true });
      // At once where nothing was told just before.
      if (!topic.some((one) => one.minute < minute && minute - one.minute <= SLACK))
        expect(soon.find((one) => names(one, path))?.[isDown ? 'down' : 'up']).toContain(path);
    }
    // In the end the readers know what is so.
    for (const { pathId, broken, flap } of states) {
      const isLate = turns.some(({ path, minute }) => path === pathId && minute + SLACK > end);
      if (isLate || flap !== undefined || (mute.path === pathId && mute.until + SLACK > end)) continue;
      const last = topic.findLast((one) => names(one, pathId));
      expect({ pathId, down: last?.down.includes(pathId) === true }).toEqual({ pathId, down: broken !== undefined });
    }
    // A channel that was out gets what it has missed, in order; reminders of what it did not know it needs none.
    if (outage.until + SLACK < end) {
      const kindsTo = (channel: string) =>
        told
          .filter((one) => one.channel === channel && one.kind !== 'reminder')
          .map(({ id }) => id.replace(/\/[^/]*$/, ''));
      expect(kindsTo('slack:ops').toSorted()).toEqual(kindsTo('topic').toSorted());
    }
    // Reminders come no sooner than their interval after what was told before.
    for (const one of topic.filter(({ kind }) => kind === 'reminder')) {
      const [incident] = one.id.split('/');
      const before = topic.findLast((other) => other.id.startsWith(`${incident}/`) && other.minute < one.minute);
      expect((one.minute - (before?.minute ?? 0)) * 60).toBeGreaterThanOrEqual(policy.reminderInterval);
    }
    // Nothing is left open that is over and told.
    for (const { endedAt, outbox, paths } of open)
      if (endedAt !== undefined && outbox.length === 0)
        expect(paths.some(({ pathId }) => pathId === mute.path)).toBe(true);
  });
});

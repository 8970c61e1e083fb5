import { isTried } from '../faults/each.ts';
import { tried } from '../faults/tally.ts';
import {
  ALERT,
  ATTRIBUTED,
  expected,
  expectNoneUncounted,
  followed,
  mayRepeat,
  moments,
  resumed,
  resumedAtAct,
  undisturbed,
  type Way,
} from './crash.ts';
import { type Act, mortal } from './mortal.ts';

type Whole = Awaited<ReturnType<typeof undisturbed>>;

/**
 * Calls that change nothing in the world: what is lost by a death before or after one is lost by the death after the change
 * that came before it, or at the checkpoint between them, which are all tried.
 */
const READING =
  /^(network\.|calls\.|store\.(state|states|briefs|pending|incident|openIncidents|silences|footprint|spent|looks|checks|sweeps|incidents)$|reachability\.(owned|read|stored)$|routes\.(registrations|read)$|changes\.(gathering|between)$|flowLogs\.(of|read)$)/;

const changesIn = ({ acts }: Whole): Whole['acts'] => acts.filter(({ name }) => !READING.test(name));

/** A death as the tally of faults names it. */
const deathAt = ({ name }: Way, where: string, moment: string, then: 'resumed' | 'for good'): string =>
  `${name}, ${where}: death ${moment} it, ${then}`;

const callOf = ({ number, name }: Act): string => `call ${number} ${name}`;

type Moment = (typeof moments)[number];

/**
 * The points at which one kind of death is tried at a moment: all of them with PATHWATCH_FAULTS_EACH. CI tries each point at one
 * moment, before it and after it by turns, and of those who end the other way at the other.
 */
const inTurn = <Point>(points: readonly Point[], moment: Moment, end: 'resumed' | 'for good'): readonly Point[] =>
  points.filter((_, place) => isTried(place + moments.indexOf(moment) + (end === 'resumed' ? 0 : 1), moments.length));

/** Of the calls of each name every second, from the first on; all of them with PATHWATCH_FAULTS_EACH. */
const everySecond = (acts: readonly Act[]): readonly Act[] =>
  acts.filter(({ number, name }) =>
    isTried(acts.filter((before) => before.name === name && before.number < number).length, 2),
  );

const checkpointsOf = ({ execution }: Whole): readonly number[] =>
  Array.from({ length: execution.checkpoints }, (_, place) => place + 1);

/** Tests of one kind of death at every point there is, measured by the run that nothing disturbed. */
type Deaths = (way: Way, whole: () => Whole) => void;

export const resumedAtCheckpoints: Deaths = (way, whole) => {
  test.each(moments)(
    'resumed after dying %s any checkpoint, it ends with the same table and the same money',
    async (moment) => {
      for (const at of inTurn(checkpointsOf(whole()), moment, 'resumed'))
        await tried(deathAt(way, `checkpoint ${at}`, moment, 'resumed'), async () => {
          const { execution, end } = await resumed(way, { at, moment });
          expect({ at, status: execution.status, ...end }).toEqual({ at, status: 'SUCCEEDED', ...whole().end });
        });
    },
  );
};

const resumedAtCallsOf =
  (which: readonly Moment[], chosen: (acts: readonly Act[], moment: Moment) => readonly Act[]): Deaths =>
  (way, whole) => {
    test.each(which)(
      'resumed after dying %s any call that changes something, it ends with the same table and the same money',
      async (moment) => {
        for (const act of chosen(changesIn(whole()), moment))
          await tried(deathAt(way, callOf(act), moment, 'resumed'), async () => {
            const { execution, end } = await resumedAtAct(way, act.number, moment);
            const { alerts, ...rest } = end;
            const { alerts: once, ...same } = whole().end;
            expect({ act, status: execution.status, ...rest }).toEqual({ act, status: 'SUCCEEDED', ...same });
            expect([...new Set(alerts)]).toEqual(once);
            expect(alerts.length).toBeLessThanOrEqual(mayRepeat(act) ? once.length + 1 : once.length);
          });
      },
    );
  };

export const resumedAtCalls = resumedAtCallsOf(moments, (acts, moment) => inTurn(acts, moment, 'resumed'));

/** Dying before a call is dying after what came before it: enough where another way dies at both. */
export const resumedAfterCalls = resumedAtCallsOf(['after'], everySecond);

export const deadAtCheckpoints: Deaths = (way, whole) => {
  test.each(moments)('dead for good %s any checkpoint, the next sweep finishes its work', async (moment) => {
    for (const at of inTurn(checkpointsOf(whole()), moment, 'for good'))
      await tried(deathAt(way, `checkpoint ${at}`, moment, 'for good'), async () => {
        const { end, published, money } = await followed(way, (monitor) => {
          const world = mortal(monitor.services, undefined, moment);
          return monitor.run(way.request, { kill: { at, moment, forGood: true, died: world.end } }, world.services);
        });
        expect({ at, ...end }).toEqual({ at, ...expected });
        expect(published).toBe(2);
        expectNoneUncounted(money);
      });
  });
};

export const deadAtCalls: Deaths = (way, whole) => {
  test.each(moments)(
    'dead for good %s any call that changes something, the next sweep finishes its work',
    async (moment) => {
      for (const act of inTurn(changesIn(whole()), moment, 'for good'))
        await tried(deathAt(way, callOf(act), moment, 'for good'), async () => {
          const { end, published, money } = await followed(way, async (monitor) => {
            const world = mortal(monitor.services, act.number, moment);
            const kill = { at: Number.POSITIVE_INFINITY, moment, forGood: true };
            await monitor.run(way.request, { death: world.death, kill }, world.services);
          });
          expect({ act, ...end }).toEqual({ act, ...expected });
          expect(published).toBeLessThanOrEqual(mayRepeat(act) ? 3 : 2);
          expectNoneUncounted(money);
        });
    },
  );
};

/** What a sweep that goes such a way keeps to, undisturbed and through such deaths: each takes a minute or two. */
export const crashContract = (way: Way, kinds: readonly Deaths[]): void => {
  let known: Whole | undefined;
  const whole = (): Whole => {
    if (known === undefined) throw new Error('the undisturbed run has not ended');
    return known;
  };

  beforeAll(async () => {
    known = await undisturbed(way);
  });

  test('undisturbed, it tells the break once, pays once for each path and leaves nothing behind', () => {
    expect(whole().execution.status).toBe('SUCCEEDED');
    expect(whole().end.alerts).toEqual([ALERT, ATTRIBUTED]);
    expect(whole().end.money).toEqual({ tokens: way.paid, spent: way.paid, started: way.paid });
    expect(whole().end.insights).toEqual(expected.insights);
    expect(whole().execution.checkpoints).toBeGreaterThan(15);
    expect(whole().acts.length).toBeGreaterThan(30);
    expect(changesIn(whole()).length).toBeGreaterThan(15);
  });

  for (const kind of kinds) kind(way, whole);
};

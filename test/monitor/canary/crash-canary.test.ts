import { CANARY, CANARY_PATH } from '../../../lambda/domain/canary.ts';
import type { SweepRequest } from '../../../lambda/domain/sweep.ts';
import { canaryCounted } from '../../faults/canary.ts';
import { isTried } from '../../faults/each.ts';
import { tried } from '../../faults/tally.ts';
import { byHand, type Monitor, openMonitor } from '../../support/monitor.ts';
import { type Act, mortal } from '../../support/mortal.ts';

/*
 * The canary's process dies before and after each checkpoint and each call that changes something, and is resumed; CI tries one of
 * both by turns.
 */

const byCanary: SweepRequest = { trigger: { by: 'schedule', every: CANARY } };
const moments = ['before', 'after'] as const;
const DAY = 24 * 3600;

/** What changes the world: a death at a read loses what the death at the change or checkpoint before it loses. */
const CHANGING = /^(store\.(reserve|putCanary|claimNotice|noticeTold)|reachability\.(create|start|remove\w+))$/;

let monitor: Monitor;

beforeAll(async () => {
  monitor = await openMonitor();
  await monitor.run(byHand);
});

afterAll(() => monitor.close());

const isInTurn = (place: number, moment: (typeof moments)[number]): boolean =>
  isTried(place + moments.indexOf(moment), moments.length);

/** A week later both ways are due, since no audit has asked the open one meanwhile. */
const due = (): void => monitor.pass(8 * DAY);

const paid = async () => [await canaryCounted(monitor), monitor.account.insights.started()] as const;
type Paid = Awaited<ReturnType<typeof paid>>;

const expectWell = async (before: Paid): Promise<void> => {
  const told = { open: 'reachable', blocked: 'unreachable' };
  expect(await monitor.services.store.canary()).toMatchObject({ model: told, aws: told });
  const [counted, started] = await paid();
  // What was counted and started before the death is the same purchase after it.
  expect([counted - before[0], started - before[1]]).toEqual([2, 2]);
  expect((await monitor.services.reachability.owned()).map(({ pathId }) => pathId)).not.toContain(CANARY_PATH);
  expect(monitor.account.troubles.filter(({ subject = '' }) => /^(CANARY|UNPROVEN)/.test(subject))).toEqual([]);
};

const undisturbed = async (): Promise<{ readonly checkpoints: number; readonly acts: readonly Act[] }> => {
  due();
  const before = await paid();
  const world = mortal(monitor.services, undefined, 'before');
  const { status, checkpoints } = await monitor.run(byCanary, {}, world.services);
  expect(status).toBe('SUCCEEDED');
  await expectWell(before);
  return { checkpoints, acts: world.acts };
};

test.each(moments)('a death %s a checkpoint loses nothing and buys nothing twice', async (moment) => {
  const { checkpoints } = await undisturbed();
  expect(checkpoints).toBeGreaterThan(4);
  for (const at of Array.from({ length: checkpoints }, (_, place) => place + 1).filter((at) => isInTurn(at, moment)))
    await tried(`canary, checkpoint ${at}: death ${moment} it`, async () => {
      due();
      const before = await paid();
      const world = mortal(monitor.services, undefined, 'before');
      const { status } = await monitor.run(byCanary, { kill: { at, moment, died: world.end } }, world.services);
      expect({ at, status }).toEqual({ at, status: 'SUCCEEDED' });
      await expectWell(before);
    });
});

test.each(moments)('a death %s a call that changes something loses nothing and buys nothing twice', async (moment) => {
  const { acts } = await undisturbed();
  const changing = acts.filter(({ name }) => CHANGING.test(name));
  expect(new Set(changing.map(({ name }) => name)).size).toBeGreaterThan(4);
  for (const { number, name } of changing.filter((_, place) => isInTurn(place, moment)))
    await tried(`canary, ${name} (${number}): death ${moment} it`, async () => {
      due();
      const before = await paid();
      const world = mortal(monitor.services, number, moment);
      const { status } = await monitor.run(byCanary, { death: world.death }, world.services);
      expect({ name, status }).toEqual({ name, status: 'SUCCEEDED' });
      await expectWell(before);
    });
});

import type { SweepRequest } from '../../lambda/domain/sweep.ts';
import { tried } from '../faults/tally.ts';
import { type Kept, kept, restoreAccount, restoreTable } from '../support/forked.ts';
import { bySchedule, openMonitor } from '../support/monitor.ts';
import { mortal } from '../support/mortal.ts';
import { alertsOf, twoPaths } from '../support/two-paths.ts';

/* A sweep by hand that asks Route Analyzer and not Reachability Analyzer dies at each of its checkpoints, and is resumed. */

const [hit] = twoPaths;
const free: SweepRequest = { trigger: { by: 'hand', analyzers: ['model', 'route'] } };

/** What a first sweep, which finds all well, leaves. */
const firstSweep = async (): Promise<Kept> => {
  const monitor = await openMonitor([hit]);
  try {
    await monitor.run(bySchedule);
    return await kept(monitor);
  } finally {
    await monitor.close();
  }
};

let first: Promise<Kept> | undefined;

/** Sweeps a network that a change has broken; `at`: the checkpoint at which the process dies. */
const dying = async (at: number, moment: 'before' | 'after') => {
  first ??= firstSweep();
  const left = await first;
  const monitor = await openMonitor([hit]);
  try {
    await restoreAccount(monitor, left);
    await restoreTable(monitor, left.items);
    await monitor.account.breakNetwork('transit-route-missing');
    const paid = monitor.account.insights.started();
    monitor.pass(300);
    const world = mortal(monitor.services, undefined, moment);
    const kill = { at, moment, died: world.end };
    const { status, result, checkpoints } = await monitor.run(free, { kill, death: world.death }, world.services);
    const outcomes = result?.outcomes.map(({ how, verdict }) => `${how} ${verdict}`);
    return {
      checkpoints,
      end: { at, status, outcomes, alerts: alertsOf(monitor), paid: monitor.account.insights.started() - paid },
    };
  } finally {
    await monitor.close();
  }
};

test('a free look that dies at any checkpoint comes to the same end, told once and for nothing', async () => {
  let checkpoints = 1;
  for (let at = 1; at <= checkpoints; at += 1) {
    // Before the one and after the next: that each death is told of twice shows nothing more, and takes a minute.
    const moment = at % 2 === 0 ? 'before' : 'after';
    checkpoints = await tried(`sweep by hand, checkpoint ${at}: death ${moment} it, resumed`, async () => {
      const died = await dying(at, moment);
      const alerts = ['hit broke', 'hit attributed'];
      expect(died.end).toEqual({ at, status: 'SUCCEEDED', outcomes: ['modelled unreachable'], alerts, paid: 0 });
      return died.checkpoints;
    });
  }
  expect(checkpoints).toBeGreaterThan(8);
});

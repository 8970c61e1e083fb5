import { CANARY, CANARY_PATH, standingOf } from '../../lambda/domain/canary.ts';
import { restoreAccount, restoreTable } from '../support/forked.ts';
import { byHand, type Monitor, tableOf } from '../support/monitor.ts';
import { leftBySweep, type Open, openAccount } from './handlers.ts';
import { remembering } from './remembering.ts';

/* The canary on the day on which AWS is asked: what it met is made good by the one of the next day. */

const DAY = 24 * 3600;

/** Analyses that the budget has counted for it, of all months. */
export const canaryCounted = async (monitor: Monitor): Promise<number> =>
  (await tableOf(monitor)).reduce(
    (sum, { pk, [`path#${CANARY_PATH}`]: count }) => sum + (pk === 'BUDGET' ? Number(count ?? 0) : 0),
    0,
  );

export const canarying: Open = async (total) => {
  const made = await leftBySweep();
  const { monitor, wire, close } = await openAccount();
  await restoreAccount(monitor, made);
  await restoreTable(monitor, made.items);
  // The matrix of the sweep has the faults of describing the network.
  remembering(monitor.own, monitor.account.network, '');
  monitor.pass(DAY);
  const fly = () => monitor.run({ trigger: { by: 'schedule', every: CANARY } });
  const before = monitor.account.insights.started();
  return {
    wire: wire(total),
    // Nobody runs it again on the same day: that a canary failed to come is an alarm's to tell.
    run: fly,
    complaints: async () => {
      monitor.pass(DAY);
      const { status } = await fly();
      const canary = await monitor.services.store.canary();
      const standing = canary && standingOf(canary).kind;
      const [paid, started] = [await canaryCounted(monitor), monitor.account.insights.started() - before];
      // What could not be removed goes with the next sweep that buys.
      await monitor.run(byHand);
      const owned = await monitor.services.reachability.owned();
      const subjects = monitor.account.troubles.flatMap(({ subject = '' }) => subject);
      return [
        status !== 'SUCCEEDED' && `the next canary ended ${status}`,
        standing !== 'alive' && `it is ${standing} the day after`,
        owned.some(({ pathId }) => pathId === CANARY_PATH) && 'what it made at AWS is still there',
        paid < started && `${started} analyses were started, and ${paid} counted`,
        paid > 2 && `${paid} analyses were counted in two days`,
        subjects.some((subject) => subject.startsWith('CANARY')) &&
          'a canary that only failed to be heard is called wrong',
      ];
    },
    close,
  };
};

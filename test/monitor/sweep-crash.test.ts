import { carrying, expected, expectNoneUncounted, followed, mayRepeat, moments } from '../support/crash.ts';
import { resumedContract } from '../support/crash-contract.ts';
import { mortal } from '../support/mortal.ts';

const way = carrying;

describe('a sweep that carries what has not changed and whose process dies', () => {
  const whole = resumedContract(way);

  test.each(moments)('dead for good %s any checkpoint, the next sweep finishes its work', async (moment) => {
    for (let at = 1; at <= whole().execution.checkpoints; at += 1) {
      const { end, published, money } = await followed(way, (monitor) => {
        const world = mortal(monitor.services, undefined, moment);
        return monitor.run(way.request, { kill: { at, moment, forGood: true, died: world.end } }, world.services);
      });
      expect({ at, ...end }).toEqual({ at, ...expected });
      expect(published).toBe(2);
      expectNoneUncounted(money);
    }
  });

  test.each(moments)('dead for good %s any call, the next sweep finishes its work', async (moment) => {
    for (const act of whole().acts) {
      const { end, published, money } = await followed(way, async (monitor) => {
        const world = mortal(monitor.services, act.number, moment);
        const kill = { at: Number.POSITIVE_INFINITY, moment, forGood: true };
        await monitor.run(way.request, { death: world.death, kill }, world.services);
      });
      expect({ act, ...end }).toEqual({ act, ...expected });
      expect(published).toBeLessThanOrEqual(mayRepeat(act) ? 3 : 2);
      expectNoneUncounted(money);
    }
  });
});

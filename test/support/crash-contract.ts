import {
  ALERT,
  ATTRIBUTED,
  expected,
  mayRepeat,
  moments,
  resumed,
  resumedAtAct,
  undisturbed,
  type Way,
} from './crash.ts';

type Whole = Awaited<ReturnType<typeof undisturbed>>;

/** What a sweep that dies and is resumed keeps to, whatever way it goes. Answers the undisturbed run, once there is one. */
export const resumedContract = (way: Way): (() => Whole) => {
  let known: Whole | undefined;
  const wholeOf = (): Whole => {
    if (known === undefined) throw new Error('the undisturbed run has not ended');
    return known;
  };

  beforeAll(async () => {
    known = await undisturbed(way);
  });

  test('undisturbed, it tells the break once, pays once for each path and leaves nothing behind', () => {
    expect(wholeOf().execution.status).toBe('SUCCEEDED');
    expect(wholeOf().end.alerts).toEqual([ALERT, ATTRIBUTED]);
    expect(wholeOf().end.money).toEqual({ tokens: way.paid, spent: way.paid, started: way.paid });
    expect(wholeOf().end.insights).toEqual(expected.insights);
    expect(wholeOf().execution.checkpoints).toBeGreaterThan(15);
    expect(wholeOf().acts.length).toBeGreaterThan(30);
  });

  test.each(moments)(
    'resumed after dying %s any checkpoint, it ends with the same table and the same money',
    async (moment) => {
      for (let at = 1; at <= wholeOf().execution.checkpoints; at += 1) {
        const { execution, end } = await resumed(way, { at, moment });
        expect({ at, status: execution.status, ...end }).toEqual({ at, status: 'SUCCEEDED', ...wholeOf().end });
      }
    },
  );

  test.each(moments)(
    'resumed after dying %s any call, it ends with the same table and the same money',
    async (moment) => {
      for (const act of wholeOf().acts) {
        const { execution, end } = await resumedAtAct(way, act.number, moment);
        const { alerts, ...rest } = end;
        const { alerts: once, ...same } = wholeOf().end;
        expect({ act, status: execution.status, ...rest }).toEqual({ act, status: 'SUCCEEDED', ...same });
        expect([...new Set(alerts)]).toEqual(once);
        expect(alerts.length).toBeLessThanOrEqual(mayRepeat(act) ? once.length + 1 : once.length);
      }
    },
  );

  return wholeOf;
};

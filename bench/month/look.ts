import { briefOf } from '../../lambda/domain/state.ts';
import type { Trigger } from '../../lambda/domain/sweep.ts';
import { actsOf } from '../../lambda/monitor/act.ts';
import { choose } from '../../lambda/monitor/choose.ts';
import { isActing, plannedOf } from '../../lambda/monitor/planned.ts';
import { reporting } from '../../lambda/monitor/report.ts';
import type { World } from '../../lambda/monitor/world.ts';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { LAST_RANK } from '../../lambda/spend/rank.ts';
import { worldAt } from './known.ts';
import { placed } from './looking.ts';
import { begin } from './purchase.ts';
import { foundOf, networkOf, type Scene, surveyed, type Watched } from './scene.ts';

/** An audit is looked for from so many seconds before it is due. */
const EARLY = 60;

export type Look = (trigger: Trigger) => void;

/** Looks at all paths, by the pure verbs of lambda/monitor/prepare.ts, and begins what they decide. */
export const openLook = (scene: Scene): Look => {
  const { agenda, ledger, watched, networks, options } = scene;
  const byCell = scene.cells.map(({ number }) => watched.filter(({ cell }) => cell === number));
  const seen: (Documents | undefined)[] = [];
  let sweeps = 0;

  /** Carried, and nothing has happened by which it could be another choice. */
  const isAsleep = (one: Watched, isSame: boolean): boolean =>
    options.eagerly !== true &&
    one.carried !== undefined &&
    agenda.now() < one.wake &&
    (isSame || foundOf(scene, one).footprint === one.carried);

  const isCarried = (one: Watched, trigger: Trigger): boolean => {
    ledger.chosen += 1;
    const found = foundOf(scene, one);
    const brief = one.state === undefined ? undefined : briefOf(one.state);
    if (choose(one.path, brief, found, trigger, scene.now()).kind !== 'carry') return false;
    one.carried = found.footprint;
    one.wake = Date.parse(one.state?.last?.at ?? '') + (one.path.audit - EARLY) * 1000;
    return true;
  };

  const awake = (trigger: Trigger): readonly Watched[] =>
    byCell.flatMap((ones, cell) => {
      const isSame = seen[cell] === networks[cell];
      seen[cell] = networks[cell];
      return ones.filter((one) => !isAsleep(one, isSame) && !isCarried(one, trigger));
    });

  const plansOf = (ones: readonly Watched[], trigger: Trigger) => {
    const worlds = new Map<number, World>();
    const worldOf = (cell: number): World => {
      const world = worlds.get(cell) ?? worldAt(networkOf(scene, cell));
      worlds.set(cell, world);
      return world;
    };
    const all = ones.map((one) => ({ own: one, ...surveyed(scene, one, trigger, worldOf(one.cell)) }));
    const used = { all: scene.spent.all, paths: scene.spent.paths, tags: {} };
    const acts = actsOf(all, { limits: scene.limits, used, rank: LAST_RANK }, undefined);
    const acting = all
      .map((one, place) => ({ ...one, act: acts[place] ?? { kind: 'rest' as const } }))
      .flatMap((one) => (isActing(one) ? [one] : []));
    const reports = reporting(acting.map(({ consulted }) => consulted));
    return acting.flatMap((one, place) => {
      const report = reports[place];
      const own = ones.find(({ path }) => path.id === one.path.id);
      if (report === undefined || own === undefined) return [];
      const plan = plannedOf(one, report, [], new Map());
      return [{ path: one.path, own, plan, questions: plan.alone === undefined ? plan.questions.length : 0 }];
    });
  };

  return (trigger) => {
    sweeps += 1;
    ledger.looked += watched.length;
    ledger.days.add(scene.now().toISOString().slice(0, 10));
    if (trigger.by === 'change') ledger.changed += 1;
    else ledger.scheduled += 1;
    const ones = awake(trigger);
    if (ones.length === 0) return;
    const sweepId = `sweep-${sweeps}`;
    const begun = placed(plansOf(ones, trigger));
    if (begun.length > 0) ledger.acting += 1;
    for (const { one, after } of begun) {
      const start = (): void => begin(scene, one.own, one.plan, sweepId, trigger);
      if (after === 0) start();
      else agenda.add(agenda.now() + after * 1000, start);
    }
  };
};

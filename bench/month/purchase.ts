import { briefOf } from '../../lambda/domain/state.ts';
import type { Trigger } from '../../lambda/domain/sweep.ts';
import { choose } from '../../lambda/monitor/choose.ts';
import { blank } from '../../lambda/monitor/decide.ts';
import type { PlannedPath } from '../../lambda/monitor/plan.ts';
import type { Planned } from '../../lambda/monitor/planned.ts';
import { reporting } from '../../lambda/monitor/report.ts';
import { evidenceOf, modelled } from './evidence.ts';
import { SEEN } from './looking.ts';
import { record } from './record.ts';
import { foundOf, networkOf, type Scene, surveyed, type Watched } from './scene.ts';

const ATTEMPTS = 2;

/** Counts the insights paths of a plan: those that are made, asked anew, and no longer asked. */
const countInsights = ({ ledger }: Scene, { keys }: Watched, { questions }: PlannedPath): void => {
  const before = new Set(keys);
  for (const { question } of questions) {
    ledger.used += 1;
    if (keys.has(question.key)) ledger.replaced += 1;
    else ledger.created += 1;
    keys.add(question.key);
  }
  // The question about a reply is kept while its question is asked; of a replaced instance both go.
  const current = new Set(
    questions.flatMap(({ question: { key, replyTo } }) => [key, ...(replyTo === undefined ? [] : [replyTo])]),
  );
  const isOther = !questions.some(({ question }) => before.has(question.key));
  for (const key of isOther ? before : [])
    if (!current.has(key)) {
      keys.delete(key);
      ledger.obsolete += 1;
    }
};

const count = (scene: Scene, one: Watched, plan: Planned, sweepId: string, attempt: number): void => {
  const { ledger, spent, agenda } = scene;
  const { id } = one.path;
  const analyses = plan.questions.length;
  spent.all += analyses;
  spent.paths[id] = (spent.paths[id] ?? 0) + analyses;
  ledger.analyses[plan.reason] += analyses;
  const wave = `${sweepId} ${agenda.now()} ${attempt}`;
  ledger.waves.add(wave);
  if (plan.routes.length > 0) ledger.crossing.add(wave);
  countInsights(scene, one, plan);
};

/** As lambda/monitor/durable/analysed.ts: what is bought counts if the footprint is the same after it; else once more. */
const analyse = (scene: Scene, one: Watched, plan: Planned, sweepId: string, wasted: number, attempt: number): void => {
  const { agenda, ledger } = scene;
  const begun = agenda.now();
  if (plan.questions.length === 0) {
    ledger.unasked += 1;
    record(scene, one, plan, evidenceOf(plan, {}), { sweepId, observedAt: begun, bound: true, analyses: wasted });
    return;
  }
  count(scene, one, plan, sweepId, attempt);
  // Analyses answer as of their start.
  const network = networkOf(scene, one.cell);
  const analyses = wasted + plan.questions.length;
  agenda.add(begun + SEEN * 1000, () => {
    const { footprint, model: modelVerdict } = foundOf(scene, one);
    const bound = footprint === plan.footprint;
    if (!bound) ledger.wasted += plan.questions.length;
    if (bound || attempt === ATTEMPTS) {
      record(scene, one, plan, evidenceOf(plan, network), { sweepId, observedAt: begun, bound, analyses });
      return;
    }
    const { consulted } = surveyed(scene, one, { by: 'schedule', every: one.path.every });
    const [next] = reporting([consulted]);
    if (next === undefined) throw new Error('a plan was lost');
    ledger.again += 1;
    analyse(scene, one, { ...next, reason: plan.reason, footprint, modelVerdict }, sweepId, analyses, attempt + 1);
  });
};

/** Begins what a look decided about a path: as lambda/monitor/durable/check-path.ts, claims it, and has it analysed. */
export const begin = (scene: Scene, one: Watched, plan: Planned, sweepId: string, trigger: Trigger): void => {
  const { agenda, ledger, options } = scene;
  const at = agenda.now();
  if (plan.alone !== undefined) {
    ledger.modelled += 1;
    record(scene, one, plan, modelled(plan), { sweepId, observedAt: at, bound: true, analyses: 0 });
    return;
  }
  if (plan.questions.length > 0) {
    const brief = one.state === undefined ? undefined : briefOf(one.state);
    const { reason, footprint, modelVerdict: model } = plan;
    // Another sweep may have been first.
    if (choose(one.path, brief, { footprint, model }, trigger, scene.now()).kind !== 'buy') return;
    ledger.buying.add(sweepId);
    ledger.purchases[reason] += 1;
    options.bought?.(at, one.path.id, reason, plan.questions.length);
    const pending = { sweepId, since: scene.now().toISOString(), reason, footprint, model };
    one.state = { ...(one.state ?? blank(one.path)), pending };
    one.carried = undefined;
  }
  analyse(scene, one, plan, sweepId, 0, 1);
};

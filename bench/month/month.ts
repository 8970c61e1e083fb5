import type { State } from '../../lambda/domain/state.ts';
import { conclude } from '../../lambda/monitor/conclude.ts';
import { decide } from '../../lambda/monitor/decide.ts';
import { needsRegistrations } from '../../lambda/monitor/plan.ts';
import { reporting } from '../../lambda/monitor/report.ts';
import { ANALYSIS_DOLLARS } from '../../lambda/spend/price.ts';
import { cellOf } from './cell.ts';
import { evidenceOf } from './evidence.ts';
import { openHearing } from './hearing.ts';
import { deployment, foundIn, worldAt } from './known.ts';
import type { Ledger } from './ledger.ts';
import { type Look, openLook } from './look.ts';
import { type MonthOptions, networkOf, openScene, type Scene, START, surveyed, type Watched } from './scene.ts';
import { MONTH } from './step.ts';

/*
 * A month on a virtual clock: the pure verbs of the flow, at looks by a schedule and after changes, by the rules of gathering
 * itself. A look asks the network model again only of cells whose documents are others than at the look before, since the same
 * documents give the same survey, and decides anew only where that, the time or a purchase may have made a difference; all
 * looks are counted.
 */

const EVERY = 300;
const SCHEDULE = 'rate(5 minutes)';
/** The first look of the schedule. Seconds. */
const FIRST = 60;

const pathsIn = ({ watched }: Scene, cell: number) =>
  watched.filter((one) => one.cell === cell).map(({ path }) => path);

/** A purchase of before the month: so many seconds before. */
const know = (scene: Scene, one: Watched, seconds: number): void => {
  const { consulted, found } = surveyed(scene, one, { by: 'hand' });
  const [plan] = reporting([consulted]);
  if (plan === undefined) throw new Error('a plan was lost');
  const observedAt = new Date(START - seconds * 1000).toISOString();
  const at = { sweepId: 'before', observedAt, settledAt: observedAt };
  const grounds = {
    reason: 'audit',
    footprint: found.footprint,
    bound: true,
    analyses: 0,
    price: ANALYSIS_DOLLARS,
  } as const;
  const evidence = evidenceOf(plan, networkOf(scene, one.cell));
  const check = conclude(one.path, plan, evidence, at, deployment, grounds);
  one.state = { ...decide(undefined, one.path, check).state, outbox: [] };
  for (const { question } of plan.questions) one.keys.add(question.key);
  scene.witness.told(one.path, one.state, START);
};

/** The audits of all paths lie evenly in the seven days before, neighbours far apart. */
const knowAll = (scene: Scene): void => {
  const { watched } = scene;
  for (const [place, one] of watched.entries())
    know(scene, one, (((place * 7) % watched.length) + 0.5) * (one.path.audit / watched.length));
};

const schedule = ({ agenda, options }: Scene, look: Look): void => {
  const at = (seconds: number, isRepeated: boolean): void =>
    agenda.add(START + seconds * 1000, () => {
      look({ by: 'schedule', every: SCHEDULE });
      if (isRepeated) at(seconds + EVERY, true);
    });
  if (options.looks === undefined) at(FIRST, true);
  else for (const seconds of options.looks) at(seconds, false);
};

const happen = (scene: Scene, hear: (events: readonly string[]) => void, length: number): void => {
  const { agenda, ledger, options, networks, witness } = scene;
  const { steps } = options.trace;
  const next = (place: number): void => {
    const step = steps[place];
    if (step === undefined || step.at >= length) return;
    agenda.add(START + step.at * 1000, () => {
      if (step.documents !== undefined) {
        ledger.edits += 1;
        networks[step.cell] = step.documents;
        witness.see(pathsIn(scene, step.cell), foundIn(step.documents, cellOf(step.cell).paths), agenda.now());
      }
      hear(step.events(scene.now(), `event-${place}`));
      next(place + 1);
    });
  };
  next(0);
};

/** Lets a month pass. */
export const simulate = async (
  options: MonthOptions,
): Promise<{ readonly ledger: Ledger; readonly states: ReadonlyMap<string, State> }> => {
  const scene = openScene(options);
  const { agenda, ledger, watched, witness } = scene;
  const length = options.length ?? MONTH;
  for (const { number, documents, paths } of scene.cells) {
    witness.see(pathsIn(scene, number), foundIn(documents, paths), START);
    ledger.crosses ||= needsRegistrations(pathsIn(scene, number), worldAt(documents).inventory);
  }
  if (options.known !== false) knowAll(scene);
  const look = openLook(scene);
  const hearing = openHearing(scene, look);
  schedule(scene, look);
  happen(scene, hearing.hear, length);
  await agenda.until(START + length * 1000);
  witness.end(
    watched.map(({ path }) => path),
    agenda.now(),
  );
  ledger.kept = hearing.kept();
  return {
    ledger,
    states: new Map(watched.flatMap(({ path, state }) => (state === undefined ? [] : [[path.id, state]]))),
  };
};

import type { Check } from '../../lambda/domain/check.ts';
import { type Path, pathText } from '../../lambda/domain/path.ts';
import type { State } from '../../lambda/domain/state.ts';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { changed } from './change.ts';
import { buy, fresh, lookAt, type Meanwhile, type Parts, record } from './flow.ts';
import { interning, textOf } from './intern.ts';
import type { Scene, Step } from './scene.ts';
import type { Tally } from './tally.ts';

/** What is known of a path, and of which states of the network it was bought. */
interface Known {
  readonly state: State;
  readonly bought: Meanwhile;
}

/** A carried verdict that is not the one that would be bought now, or one that is bound to what is no more; in words. */
export interface Difference {
  readonly text: string;
}

type Own = (documents: Documents) => Documents;

const meanwhileOf = ({ meanwhile, further, isFurtherNear }: Step, now: Documents, met: readonly string[], own: Own) => {
  if (meanwhile === 'nothing') return { before: now, during: now, after: now };
  const other = own(changed(now, further, isFurtherNear ? met : undefined));
  return { before: now, during: other, after: meanwhile === 'kept' ? other : now };
};

const told = ({ findings, open }: Pick<Check, 'findings' | 'open'>): string => JSON.stringify([findings, open]);

const differenceOf = (scene: Scene, look: number, path: Path, { state, bought }: Known, check: Check): Difference => {
  const { settled } = state;
  const passed = bought.during === bought.before ? '' : ', bought while a change came and went';
  return {
    text: `${scene.way}, look ${look}, ${pathText(path)}, must be ${path.expect}: carried ${settled?.verdict} (${settled?.standing})${passed}; a fresh one is ${check.verdict} (${check.standing})`,
  };
};

const count = (tally: Tally, { state, bought }: Known, check: Check, now: Documents): void => {
  tally.add('compared');
  tally.add(`compared: ${check.verdict}`);
  tally.add(textOf(now) === textOf(bought.before) ? 'compared in the same network' : 'compared after another change');
  if (bought.during !== bought.before) tally.add('compared, bought while a change came and went');
  if (state.settled !== undefined && told(state.settled) !== told(check)) tally.add('compared, told in other words');
};

/** Plays a scene look by look, path by path; the first difference between a carried verdict and a fresh one ends it. */
export const play = (scene: Scene, given: Omit<Parts, 'registrations'>, tally: Tally): Difference | undefined => {
  const own = interning();
  const parts: Parts = { ...given, registrations: scene.registrations };
  const known = new Map<string, Known>();
  const first = own(scene.documents);
  let clock = Date.UTC(2026, 10, 22, 10);
  let [earlier, documents] = [first, first];
  for (const [look, step] of scene.steps.entries()) {
    clock += step.gap * 1000;
    const now = new Date(clock);
    const base = { first, last: documents, before: earlier }[step.base];
    const next = look === 0 ? first : own(changed(base, step.change, step.isNear ? scene.met : undefined));
    [earlier, documents] = [documents, next];
    const meanwhile = meanwhileOf(step, documents, scene.met, own);
    for (const path of scene.paths) {
      const before = known.get(path.id);
      const surveyed = lookAt(path, before?.state, documents, now, parts);
      const { choice, found } = surveyed;
      if (choice.kind === 'buy') {
        const check = buy(surveyed, meanwhile, before?.state, now, choice.reason, parts);
        tally.add(`bought: ${choice.reason}`);
        if (before !== undefined && before.state.last?.footprint !== found.footprint) tally.add('footprint changed');
        if (check.footprint === undefined) tally.add('bound to no footprint');
        const after =
          meanwhile.after === documents
            ? found.footprint
            : lookAt(path, before?.state, meanwhile.after, now, parts).found.footprint;
        if (check.footprint !== undefined && check.footprint !== (after === found.footprint ? after : undefined))
          return { text: `${scene.way}, look ${look}, ${pathText(path)}: bound, though its footprint changed` };
        if (check.uncarried !== undefined) tally.add(`not to be carried: ${check.uncarried}`);
        known.set(path.id, { state: record(before?.state, path, check).state, bought: meanwhile });
      } else if (choice.kind === 'carry' && before !== undefined) {
        const check = fresh(surveyed, documents, before.state, now, parts);
        count(tally, before, check, documents);
        const { settled } = before.state;
        if (settled?.verdict !== check.verdict || settled.standing !== check.standing)
          return differenceOf(scene, look, path, before, check);
      } else tally.add(choice.kind);
    }
    documents = meanwhile.after;
  }
  return undefined;
};

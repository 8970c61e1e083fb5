import type { Check } from '../../lambda/domain/check.ts';
import type { Path } from '../../lambda/domain/path.ts';
import type { State } from '../../lambda/domain/state.ts';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { mutate } from '../simulator/mutate.ts';
import { buy, fresh, lookAt, type Meanwhile, type Parts, record } from './flow.ts';
import type { Scene, Step } from './scene.ts';
import type { Tally } from './tally.ts';

/** A carried verdict beside the one that would have been bought. */
export interface Difference {
  readonly path: Path;
  readonly way: string;
  readonly carried: State['settled'];
  readonly last: State['last'];
  readonly fresh: Check;
  readonly bought: Bought | undefined;
  readonly documents: Documents;
}

/** The networks that a verdict was bought of. */
type Bought = Meanwhile & { readonly text: string; readonly meanwhile: Step['meanwhile'] };

interface Standing {
  readonly state?: State;
  readonly bought?: Bought;
}

const texts = new WeakMap<Documents, string>();

const textOf = (documents: Documents): string => {
  const text = texts.get(documents) ?? JSON.stringify(documents);
  texts.set(documents, text);
  return text;
};

/** The same state of the network is the same object, so that it is indexed and simulated once. */
const interning = (first: Documents): ((documents: Documents) => Documents) => {
  const known = new Map([[textOf(first), first]]);
  return (documents) => {
    const same = known.get(textOf(documents)) ?? documents;
    known.set(textOf(documents), same);
    return same;
  };
};

const told = ({ verdict, standing, findings, open }: Pick<Check, 'verdict' | 'standing' | 'findings' | 'open'>) =>
  JSON.stringify([verdict, standing, findings, open]);

const isSame = (carried: State['settled'], now: Check): boolean =>
  carried !== undefined && carried.verdict === now.verdict && carried.standing === now.standing;

const meanwhileOf = (step: Step, documents: Documents, met: readonly string[], own: (d: Documents) => Documents) => {
  if (step.meanwhile === 'nothing') return { before: documents, during: documents, after: documents };
  const other = own(mutate(documents, step.further, step.isNear ? undefined : met));
  return { before: documents, during: other, after: step.meanwhile === 'kept' ? other : documents };
};

/** Plays a scene look by look; the first difference between a carried verdict and a fresh one ends it. */
export const play = (scene: Scene, parts: Omit<Parts, 'registrations'>, tally: Tally): Difference | undefined => {
  const own = interning(scene.documents);
  const all: Parts = { ...parts, registrations: scene.registrations };
  const standings = new Map<string, Standing>();
  let clock = Date.UTC(2026, 10, 22, 10);
  let documents = scene.documents;
  let earlier = scene.documents;
  for (const [index, step] of scene.steps.entries()) {
    clock += step.gap * 1000;
    const now = new Date(clock);
    const base = step.base === 'first' ? scene.documents : step.base === 'before' ? earlier : documents;
    const next = index === 0 ? scene.documents : own(mutate(base, step.change, step.isNear ? scene.met : undefined));
    [earlier, documents] = [documents, next];
    const meanwhile = meanwhileOf(step, documents, scene.met, own);
    for (const path of scene.paths) {
      const { state, bought } = standings.get(path.id) ?? {};
      const surveyed = lookAt(path, state, documents, now, all);
      const { choice } = surveyed;
      tally.add(choice.kind === 'buy' ? `bought: ${choice.reason}` : choice.kind);
      if (choice.kind === 'carry' && state !== undefined) {
        const check = fresh(surveyed, documents, state, now, all);
        tally.add(textOf(documents) === bought?.text ? 'carried, network the same' : 'carried past another change');
        if (bought?.meanwhile === 'reverted') tally.add('carried, bought while a change came and went');
        if (!isSame(state.settled, check))
          return { path, way: scene.way, carried: state.settled, last: state.last, fresh: check, bought, documents };
        if (state.settled !== undefined && told(state.settled) !== told(check)) tally.add('carried, told otherwise');
      }
      if (choice.kind === 'buy') {
        const check = buy(surveyed, meanwhile, state, now, choice.reason, all);
        tally.add(check.uncarried === undefined ? 'may be carried' : `uncarried: ${check.uncarried}`.slice(0, 60));
        standings.set(path.id, {
          state: record(state, path, check).state,
          bought: { ...meanwhile, text: textOf(documents), meanwhile: step.meanwhile },
        });
      }
    }
    if (step.meanwhile === 'kept') documents = meanwhile.after;
  }
  return undefined;
};

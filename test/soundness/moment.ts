import { type Path, pathText } from '../../lambda/domain/path.ts';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import type { Way } from '../simulator/plan.ts';
import { closings, openNetwork, pathsOver } from './closing.ts';
import { buy, fresh, lookAt, type Parts, record } from './flow.ts';
import { interning } from './intern.ts';
import { registered } from './route-analyzer.ts';

const minute = (minutes: number): Date => new Date(Date.UTC(2026, 10, 22, 10, minutes));

/** Buys a verdict while the network is another for a moment; undefined where it is not carried at the next look. */
const bought = (path: Path, still: Documents, during: Documents, parts: Parts) => {
  const first = lookAt(path, undefined, still, minute(0), parts);
  const check = buy(first, { before: still, during, after: still }, undefined, minute(0), 'baseline', parts);
  const { state } = record(undefined, path, check);
  const next = lookAt(path, state, still, minute(5), parts);
  if (next.choice.kind !== 'carry') return undefined;
  return { carried: state.settled?.verdict, fresh: fresh(next, still, state, minute(5), parts).verdict };
};

/** Every path over a plain network of one way, in each of its states, analysed while it is in each other for a moment. */
export const moments = (way: Way, given: Omit<Parts, 'registrations'>) => {
  const network = openNetwork(way);
  const own = interning();
  let carried = 0;
  const wrong: string[] = [];
  for (const registrations of [[], registered])
    for (const path of pathsOver(network))
      for (const closed of Object.keys(closings))
        for (const meanwhile of Object.keys(closings)) {
          const verdicts = bought(path, own(network.closed(closed)), own(network.closed(meanwhile)), {
            ...given,
            registrations,
          });
          if (verdicts === undefined) continue;
          carried += 1;
          if (verdicts.carried !== verdicts.fresh)
            wrong.push(
              `${pathText(path)} must be ${path.expect}; closed: ${closed}, for a moment: ${meanwhile}; Route Analyzer ${registrations.length > 0 ? 'is' : 'is not'} asked; carried ${verdicts.carried}, fresh ${verdicts.fresh}`,
            );
        }
  return { carried, wrong };
};

import type { PathTurn } from '../lambda/monitor/compare-path.ts';
import type { Exit } from './answer.ts';
import { type ComparedNetworks, countOf } from './compared-networks.ts';
import { type CompareGate, failsOnTurn, isUndetermined } from './gate.ts';
import type { Judged } from './gate-text.ts';
import { counted } from './page.ts';

/** In the order of how grave they are; the first is told where there is none of it, too. */
const groups: readonly (readonly [words: string, ...turns: readonly PathTurn[]])[] = [
  ['newly not as expected', 'broke', 'found-broken'],
  ['still not as expected', 'still-broken'],
  ['not known', 'lost', 'unseen'],
  ['recovered', 'recovered'],
  ['as expected, which was not known', 'found-well'],
  ['as expected by other facts', 'altered'],
  ['unchanged', 'same'],
];

/** How many paths became what. */
export const compareSummary = ({ paths }: Pick<ComparedNetworks, 'paths'>): string => {
  const parts = groups.flatMap(([words, ...turns], place) => {
    const count = countOf(paths, ...turns);
    return count > 0 || place === 0 ? [`${count} ${words}`] : [];
  });
  return `${counted(paths.length, 'path')}: ${parts.join(', ')}.`;
};

/** What the gate makes of them. */
export const judgedTurns = (
  { paths }: Pick<ComparedNetworks, 'paths'>,
  failOn: CompareGate | undefined,
  exit: Exit,
): Judged => ({
  exit,
  failOn,
  failing: paths.filter(({ turn }) => failsOnTurn(turn, failOn)).length,
  undetermined: paths.filter(({ turn }) => isUndetermined(turn)).length,
  as: failOn === 'unexpected' || failOn === 'unknown' ? 'not as expected' : 'newly not as expected',
});

import { never } from '../lambda/domain/verdict.ts';
import type { PathTurn } from '../lambda/monitor/compare-path.ts';
import type { Page } from './page.ts';

/** What became of a path, in a few words. */
export const turnWords: Readonly<Record<PathTurn, string>> = {
  broke: 'NEWLY NOT AS EXPECTED',
  'found-broken': 'NOT AS EXPECTED, unknown before',
  'still-broken': 'STILL NOT AS EXPECTED',
  lost: 'no longer known',
  unseen: 'not known',
  recovered: 'recovered',
  'found-well': 'as expected, unknown before',
  altered: 'as expected, by other facts',
  same: 'as expected, unchanged',
};

export const turnText = (turn: PathTurn, { colours }: Page): string => {
  const words = turnWords[turn];
  switch (turn) {
    case 'broke':
    case 'found-broken':
    case 'still-broken':
      return colours.red(words);
    case 'lost':
    case 'unseen':
      return colours.yellow(words);
    case 'recovered':
    case 'found-well':
      return colours.green(words);
    case 'altered':
    case 'same':
      return words;
    default:
      return never(turn);
  }
};

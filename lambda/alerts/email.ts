import type { Alert } from '../domain/alert.ts';
import { type Chapter, type Item, ranks } from './chapter.ts';
import { cleanAscii } from './clean.ts';
import { commandLines } from './command.ts';
import { fitted, type Paragraph, type Piece } from './fitted.ts';
import { headlineText, SUBJECT } from './headline.ts';
import { storyOf } from './story.ts';
import { WIDTH, wrap } from './wrap.ts';

/** Lines of a body: it is read at night, on a phone. */
const LINES = 25;
/** Lines of one sentence at most, so that all that must be said has room. */
const SENTENCE = { must: 3, may: 4 } as const;
/** Characters for the names of other paths. */
const NAMES = 130;

interface Told extends Piece {
  readonly item: Item;
}

const toldOf = (item: Item, bullet: string): readonly Told[] => {
  const { rank, text, command } = item;
  const words = text === '' ? [] : wrap(bullet, text, rank === ranks.must ? SENTENCE.must : SENTENCE.may);
  if (command === undefined) return [{ rank, lines: words, item }];
  const lines = commandLines(command, WIDTH);
  // A word that is longer than the line cannot be broken.
  return lines === undefined || lines.some((line) => line.length > WIDTH)
    ? []
    : [{ rank, lines: [...words, ...lines], item }];
};

const paragraphOf = ({ title, items, more }: Chapter): Paragraph<Told> => {
  const pieces = items.flatMap((item) => toldOf(item, title === undefined ? '' : '- '));
  return {
    title: title === undefined ? [] : wrap('', title, 1),
    pieces,
    more: (left) => {
      const shown = new Set(pieces.filter((piece) => !left.includes(piece)).map(({ item }) => item));
      const line = more?.(items.filter((item) => !shown.has(item)));
      return line === undefined ? [] : wrap('', line, 1);
    },
  };
};

/**
 * An alert as plain text: a subject of printable ASCII below 100 characters, and a body of at most 25 lines of 80 characters
 * whatever the alert holds.
 */
export const emailText = (alert: Alert): { readonly subject: string; readonly body: string } => ({
  subject: cleanAscii(headlineText(alert), SUBJECT),
  body: `${fitted(storyOf(alert, NAMES).map(paragraphOf), LINES).join('\n')}\n`,
});

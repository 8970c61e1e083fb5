import { ranks } from './chapter.ts';

/** Some lines that stand together or not at all, and how much they are wanted: the lower the rank, the more. */
export interface Piece {
  readonly rank: number;
  readonly lines: readonly string[];
}

export interface Paragraph<Of extends Piece = Piece> {
  readonly title: readonly string[];
  readonly pieces: readonly Of[];
  /** Lines about the pieces that are left out, all of them or none included. */
  readonly more: (left: readonly Of[]) => readonly string[];
}

/** Lines between the paragraphs are worth more than what merely helps. */
const AIR = ranks.should;

interface Chosen {
  readonly pieces: ReadonlySet<Piece>;
  readonly isAiry: boolean;
}

const linesOf = <Of extends Piece>({ title, pieces, more }: Paragraph<Of>, chosen: Chosen): readonly string[] => {
  const shown = pieces.filter((piece) => chosen.pieces.has(piece));
  const left = pieces.filter((piece) => !chosen.pieces.has(piece));
  const lines = [...shown.flatMap((piece) => piece.lines), ...more(left)];
  return lines.length === 0 ? [] : [...title, ...lines];
};

const page = <Of extends Piece>(paragraphs: readonly Paragraph<Of>[], chosen: Chosen): readonly string[] =>
  paragraphs
    .map((paragraph) => linesOf(paragraph, chosen))
    .filter((lines) => lines.length > 0)
    .flatMap((lines, index) => (index > 0 && chosen.isAiry ? ['', ...lines] : lines));

/**
 * The paragraphs in their order, within so many lines: what is wanted most is put in first, wherever it stands. Where a piece
 * finds no room, none of its paragraph that is wanted less or as much is put in after it.
 */
export const fitted = <Of extends Piece>(paragraphs: readonly Paragraph<Of>[], most: number): readonly string[] => {
  let chosen: Chosen = { pieces: new Set(), isAiry: false };
  const closed = new Set<Paragraph<Of>>();
  const take = (next: Chosen): boolean => {
    const fits = page(paragraphs, next).length <= most;
    if (fits) chosen = next;
    return fits;
  };
  for (const rank of Object.values(ranks)) {
    for (const paragraph of paragraphs) {
      for (const piece of paragraph.pieces.filter((one) => one.rank === rank)) {
        if (closed.has(paragraph)) break;
        if (!take({ ...chosen, pieces: new Set([...chosen.pieces, piece]) })) closed.add(paragraph);
      }
    }
    if (rank === AIR) take({ ...chosen, isAiry: true });
  }
  return page(paragraphs, chosen).slice(0, most);
};

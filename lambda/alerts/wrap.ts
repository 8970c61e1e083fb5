/** Columns of a line of a plain text message. */
export const WIDTH = 80;

/** A word in pieces of at most so many columns, between characters. */
const pieces = (word: string, room: number): readonly string[] => {
  if (word.length <= room) return [word];
  const cut: string[] = [];
  let piece = '';
  for (const character of word) {
    if (piece.length + character.length > room) {
      cut.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...cut, piece];
};

/** A line with the mark of what was cut, which it makes room for. */
const marked = (line: string): string => {
  const characters = Array.from(line);
  while (characters.join('').length >= WIDTH) characters.pop();
  return `${characters.join('').trimEnd()}…`;
};

/**
 * Wraps one line at spaces to lines of at most 80 columns; what follows is indented. A word longer than the line, such as a
 * link, is cut into several. Of more than `most` lines the rest is left out, and the last one ends with `…`.
 */
export const wrap = (first: string, text: string, most: number, rest = ' '.repeat(first.length)): readonly string[] => {
  const room = WIDTH - Math.max(first.length, rest.length);
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const word of text.split(' ').flatMap((one) => pieces(one, room))) {
    if (!isEmpty && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = rest;
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  const all = [...lines, line];
  return all.length <= most ? all : [...all.slice(0, most - 1), marked(all[most - 1] ?? '')];
};

/** Narrower than this, lines are left to the terminal. */
const narrowest = 24;

const pieces = (word: string, room: number): readonly string[] => {
  const characters = Array.from(word);
  return Array.from({ length: Math.ceil(characters.length / room) }, (_, index) =>
    characters.slice(index * room, (index + 1) * room).join(''),
  );
};

const lengthOf = (text: string): number => Array.from(text).length;

/**
 * A text as lines of at most `room` characters, broken between words, and within one only where it is longer than a line.
 * One line where nobody said how wide.
 */
export const wrapped = (text: string, room: number | undefined): readonly string[] => {
  if (room === undefined || room < narrowest) return [text];
  const lines: string[] = [];
  for (const word of text.split(' ').flatMap((one) => (lengthOf(one) > room ? pieces(one, room) : [one]))) {
    const last = lines.at(-1);
    if (last !== undefined && lengthOf(last) + 1 + lengthOf(word) <= room) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.length === 0 ? [''] : lines;
};

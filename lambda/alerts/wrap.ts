/** Columns of a line of a plain text message. */
const width = 80;

/** Wraps one line at spaces; what follows is indented. A word longer than the line, such as a link, stays whole. */
export const wrap = (first: string, text: string, rest = ' '.repeat(first.length)): readonly string[] => {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const word of text.split(' ')) {
    if (!empty && line.length + 1 + word.length > width) {
      lines.push(line);
      line = rest;
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...lines, line];
};

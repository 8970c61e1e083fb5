import type { Io } from '../io.ts';

const OPEN = '\u001b[?1049h\u001b[?25l';
const CLOSE = '\u001b[?25h\u001b[?1049l';
const HOME = '\u001b[H';
const END_OF_LINE = '\u001b[K';
const END_OF_SCREEN = '\u001b[J';

// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character begins every colour
const colour = /\u001b\[\d+m/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the same
const parts = /\u001b\[\d+m|./gsu;

/** A line within so many columns; its colours stay, and end where they did. */
export const clipped = (text: string, columns: number): string => {
  if (Array.from(text.replace(colour, '')).length <= columns) return text;
  let room = columns - 1;
  const kept = (part: string): string => {
    if (part.startsWith('\u001b')) return part;
    room -= 1;
    return room >= 0 ? part : room === -1 ? '…' : '';
  };
  return [...text.matchAll(parts)].map(([part]) => kept(part)).join('');
};

/** A screen of its own, which leaves the terminal as it was. */
export interface Screen {
  /** As many lines as there is room for, from the first. */
  draw(lines: readonly string[]): void;
  close(): void;
}

/** Takes the terminal; `size` is asked at each drawing, so that it may change. */
export const openScreen = ({ stdout, size }: Pick<Io, 'stdout' | 'size'>): Screen => {
  stdout.write(OPEN);
  return {
    draw: (lines) => {
      const { columns, rows } = size() ?? { columns: 80, rows: 24 };
      const shown = lines.slice(0, rows).map((text) => `${clipped(text, columns)}${END_OF_LINE}`);
      stdout.write(`${HOME}${shown.join('\r\n')}${END_OF_SCREEN}`);
    },
    close: () => stdout.write(CLOSE),
  };
};

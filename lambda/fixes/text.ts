import type { Fix } from '../domain/fix.ts';

/** What no POSIX shell reads as more than itself: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html. */
const isPlain = (word: string): boolean => /^[A-Za-z0-9_./:,@%+-][A-Za-z0-9_./:,@%+=-]*$/.test(word);

/** A word as a POSIX shell reads it back. */
export const quoted = (word: string): string => (isPlain(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

/** An option with its values stays on one line where it can. */
const groupsOf = (words: readonly string[]): readonly (readonly string[])[] => {
  const groups: string[][] = [];
  for (const word of words) {
    const last = groups.at(-1);
    if (last === undefined || word.startsWith('--')) groups.push([word]);
    else last.push(word);
  }
  return groups;
};

const INDENT = '  ';
const CONTINUED = ' \\';

/** Lines of at most `width` characters, as far as single parts allow. */
const filled = (parts: readonly string[], width: number): readonly string[] => {
  const lines: string[] = [];
  for (const part of parts) {
    const longer = `${lines.at(-1)} ${part}`;
    if (lines.length > 0 && longer.length <= width) lines[lines.length - 1] = longer;
    else lines.push(lines.length === 0 ? part : `${INDENT}${part}`);
  }
  return lines;
};

/**
 * The command to be pasted into a POSIX shell: its words quoted, on lines of at most `width` characters where the words allow,
 * all but the last of which end with a backslash.
 */
export const commandText = ({ words }: Pick<Fix, 'words'>, width = 80): readonly string[] => {
  const room = width - CONTINUED.length;
  const parts = groupsOf(words).flatMap((group) => {
    const line = group.map(quoted).join(' ');
    return line.length + INDENT.length <= room ? [line] : group.map(quoted);
  });
  const lines = filled(parts, room);
  return lines.map((line, index) => (index < lines.length - 1 ? `${line}${CONTINUED}` : line));
};

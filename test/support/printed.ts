import { stripVTControlCharacters } from 'node:util';

/** Without escape codes, lines ended by `\n`. */
export const plain = (text: string): string => stripVTControlCharacters(text).replaceAll('\r\n', '\n');

/** Where the words end in a text; below 0 where they are not in it. */
const endIn = (text: string, words: string | RegExp): number => {
  if (typeof words !== 'string') {
    const match = words.exec(text);
    return match === null ? -1 : match.index + match[0].length;
  }
  const at = text.indexOf(words);
  return at < 0 ? -1 : at + words.length;
};

/** What a process has printed, and who waits for more of it. `words` are those that it was started with. */
export const listening = (words: readonly string[]) => {
  let printed = '';
  let seen = 0;
  let isOver = false;
  const waiting = new Set<() => void>();
  const notify = (): void => {
    for (const look of waiting) look();
  };
  const failure = (why: string): Error =>
    new Error(`\`pathwatch ${words.join(' ')}\` ${why}; it had printed:\n${plain(printed)}`);
  return {
    failure,
    take: (text: string): void => {
      printed += text;
      notify();
    },
    close: (): void => {
      isOver = true;
      notify();
    },
    printed: () => plain(printed),
    until: (expected: string | RegExp): Promise<void> =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const text = plain(printed);
          const end = endIn(text.slice(seen), expected);
          if (end < 0 && !isOver) return;
          waiting.delete(look);
          seen += Math.max(end, 0);
          if (end < 0) reject(failure(`ended without \`${expected}\``));
          else resolve();
        };
        waiting.add(look);
        look();
      }),
  };
};

import type { ReadStream } from 'node:tty';

/**
 * Tells each key of a terminal as it is pressed, until the answer is called: meanwhile Ctrl-C is a key like others, `\u0003`.
 * Undefined where it is no terminal.
 */
export const keysOf = (input: ReadStream, pressed: (key: string) => void): (() => void) | undefined => {
  if (!input.isTTY) return undefined;
  const told = (chunk: Buffer): void => {
    for (const key of chunk.toString()) pressed(key);
  };
  input.setRawMode(true);
  input.on('data', told);
  input.resume();
  return () => {
    input.off('data', told);
    input.setRawMode(false);
    input.pause();
  };
};

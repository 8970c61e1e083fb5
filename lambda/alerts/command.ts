import type { Fix } from '../domain/fix.ts';
import { commandText } from '../fixes/text.ts';

/** Printable ASCII, in which nobody is called. */
const isTellable = (line: string): boolean =>
  /^[\x20-\x7e]+$/.test(line) && !/@(?:here|channel|everyone)\b/i.test(line);

/**
 * A command as it is pasted, on lines of at most `width` characters where its words allow; whole, or undefined where it holds
 * what is no part of a command: what is cut or cleaned cannot be pasted.
 */
export const commandLines = (fix: Fix, width: number): readonly string[] | undefined => {
  const lines = commandText(fix, width);
  return lines.every(isTellable) ? lines : undefined;
};

/** The command on one line. */
export const commandLine = (fix: Fix): string | undefined => commandLines(fix, Number.POSITIVE_INFINITY)?.join(' ');

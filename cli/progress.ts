import type { Io } from './io.ts';

/** Clears the line that the cursor is on, and goes to its begin. */
export const cleared = '\r\u001b[K';

/** Lets `work` tell what it waits for, in one line of a terminal that is gone afterwards; nowhere else. */
export const withProgress = async <Value>(
  { stderr }: Pick<Io, 'stderr'>,
  work: (progress: (text: string) => void) => Promise<Value>,
): Promise<Value> => {
  if (!stderr.isTerminal) return work(() => undefined);
  try {
    return await work((text) => stderr.write(`${cleared}${text}`));
  } finally {
    stderr.write(cleared);
  }
};

import type { Io } from './io.ts';

/** What a shell takes for the end by each signal. */
const exits = { SIGINT: 130, SIGTERM: 143 } as const;
type Signal = keyof typeof exits;
const signals: readonly Signal[] = ['SIGINT', 'SIGTERM'];

export interface Ending extends Pick<Io, 'untilStopped' | 'beforeEnd'> {
  /** Whether a signal is ending the program: then nobody else has anything to say. */
  isUnderWay(): boolean;
}

/**
 * What a signal does. A command that waits for its end is told of it; else what is open is closed, `say` gets a line, and the
 * process ends. Where nothing is open, and at the second signal, the system ends it at once.
 */
export const openEnding = (
  process: Pick<NodeJS.Process, 'on' | 'off' | 'exit'>,
  say: (text: string) => void,
): Ending => {
  const closing = new Set<() => Promise<string>>();
  let stopped: Promise<void> | undefined;
  let stop: (() => void) | undefined;
  let isUnderWay = false;

  const end = async (signal: Signal): Promise<void> => {
    unlisten();
    if (stop !== undefined) return stop();
    // Whoever wipes something does so now: nothing is shown after this but the line.
    const closed = [...closing].map((close) => close());
    isUnderWay = true;
    const told = (await Promise.all(closed)).filter((text) => text !== '');
    say(`ended by ${signal}${told.map((text) => `: ${text}`).join('')}\n`);
    process.exit(exits[signal]);
  };
  const unlisten = (): void => {
    for (const signal of signals) process.off(signal, end);
  };
  const listen = (): void => {
    unlisten();
    for (const signal of signals) process.on(signal, end);
  };

  return {
    isUnderWay: () => isUnderWay,
    untilStopped: () => {
      stopped ??= new Promise((resolve) => {
        stop = resolve;
        listen();
      });
      return stopped;
    },
    beforeEnd: (close) => {
      closing.add(close);
      if (stop === undefined) listen();
      return () => {
        closing.delete(close);
        if (closing.size === 0 && stop === undefined && !isUnderWay) unlisten();
      };
    },
  };
};

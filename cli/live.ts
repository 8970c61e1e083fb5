import type { Writable } from 'node:stream';
import type { Io } from './io.ts';

/** Seconds between two lines where nobody sits at a terminal. */
const SPARSE = 30;

/** Where a command shows what it waits for. */
export interface Live {
  /** Whether what is shown now would be seen: to find it out may cost a look at the table. */
  isDue(): boolean;
  /** Shows a line, and on a terminal further ones under it. */
  show(head: string, rows?: readonly string[]): void;
}

type Shown = Pick<Io, 'stderr' | 'columns' | 'environment' | 'now' | 'beforeEnd'>;

/** What ora wants of a terminal, written through the one that we were given. */
const terminalOf = ({ stderr, columns }: Shown): Writable => {
  const write = (text: string): boolean => {
    stderr.write(text);
    return true;
  };
  const terminal = {
    isTTY: true,
    columns,
    write,
    cursorTo: (column: number) => write(`\u001b[${column + 1}G`),
    moveCursor: (_: number, rows: number) => (rows < 0 ? write(`\u001b[${-rows}A`) : true),
    clearLine: () => write('\u001b[K'),
  };
  return terminal as unknown as Writable;
};

const secondsOf = (from: Date, to: Date): number => Math.round((to.getTime() - from.getTime()) / 1000);

const onTerminal = async <Value>(io: Shown, work: (live: Live) => Promise<Value>): Promise<Value> => {
  // Loaded only where somebody looks.
  const { default: ora } = await import('ora');
  const began = io.now();
  const spinner = ora({
    stream: terminalOf(io),
    isEnabled: true,
    discardStdin: false,
    // A hidden cursor would want a handler of signals that ends the process before whoever waits for them.
    hideCursor: false,
    color: false,
    suffixText: () => `${secondsOf(began, io.now())} s`,
  });
  const forget = io.beforeEnd(async () => {
    spinner.stop();
    return '';
  });
  try {
    return await work({
      isDue: () => true,
      show: (head, rows = []) => {
        spinner.text = rows.length === 0 ? `${head}, waited` : [head, ...rows, '  waited'].join('\n');
        if (spinner.isSpinning) spinner.render();
        else spinner.start();
      },
    });
  } finally {
    // Wipes it.
    spinner.stop();
    forget();
  }
};

const inPipe = <Value>({ stderr, now }: Shown, work: (live: Live) => Promise<Value>): Promise<Value> => {
  const began = now();
  let last = began;
  return work({
    isDue: () => secondsOf(last, now()) >= SPARSE,
    show: (head) => {
      if (secondsOf(last, now()) < SPARSE) return;
      last = now();
      stderr.write(`${head}, ${secondsOf(began, last)} s\n`);
    },
  });
};

/**
 * Lets `work` show what it waits for: on a terminal in a few lines that turn, and are gone afterwards; elsewhere in a plain
 * line now and then. All on the error stream: the other one is the answer's.
 */
export const withLive = <Value>(io: Shown, work: (live: Live) => Promise<Value>): Promise<Value> =>
  io.stderr.isTerminal && io.environment.TERM !== 'dumb' ? onTerminal(io, work) : inPipe(io, work);

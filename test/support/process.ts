import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { spawn as spawnInTerminal } from '@lydell/node-pty';
import { builtCommandLine } from './built-command-line.ts';
import { listening, plain } from './printed.ts';

/*
 * Runs the built command line as its users do: as a process, in a pipe or in a terminal.
 *
 *   const { exit, stdout, stderr } = await runInPipe('status --local --json', { folder });
 *   const { exit, text } = await runInTerminal('check --local', { folder, columns: 60 });
 *
 * Answers to questions are keys, each pressed once the words before it have appeared:
 *
 *   await runInTerminal('init', { folder, keys: [['Enter:', KEYS.down], ['◻ a-to-b', KEYS.space + KEYS.enter]] });
 *
 * Ctrl-C is a signal to a process in a pipe, and a key in a terminal:
 *
 *   await runInPipe('local', { folder, signal: 'SIGINT', after: 'Ctrl-C ends it' });
 *   await runInTerminal('check --local', { folder, keys: [['sweeping', CTRL_C]] });
 *
 * For what runs until it is stopped, or beside another, there are the same as `start…`:
 *
 *   const local = await startInPipe('local', { folder });
 *   await local.until('export AWS_ENDPOINT_URL');
 *   … runInPipe('status --local', { folder }) …
 *   local.signal('SIGINT');
 *   const { exit } = await local.ended;
 *
 * What a test that failed has left running is ended after the last test of the file.
 */

export const CTRL_C = '\x03';
/** Other keys, as a terminal sends them. */
export const KEYS = { enter: '\r', escape: '\x1b', end: '\x04', up: '\x1b[A', down: '\x1b[B', space: ' ' } as const;

export interface ProcessOptions {
  /** The working directory, and the user's home. */
  readonly folder: string;
  /**
   * Over the environment, which is the same wherever tests run: user alice, UTC, nothing of AWS's. Undefined takes a
   * variable out.
   */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Seconds after which it is killed, and the run an error with what was printed; 60 if not given. */
  readonly within?: number;
}

export interface PipeOptions extends ProcessOptions {
  /** What is piped in; nothing if not given. */
  readonly stdin?: string;
}

export interface TerminalOptions extends ProcessOptions {
  /** Characters; 100 if not given. */
  readonly columns?: number;
  /** 40 if not given. */
  readonly rows?: number;
}

export interface RanInPipe {
  /** As a shell tells it: 128 and the number of the signal that has ended it, 130 for SIGINT. */
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RanInTerminal {
  readonly exit: number;
  /** All that was written to the terminal, both streams, with its escape codes. */
  readonly screen: string;
  /** The same without them, lines ended by `\n`. What was overwritten is in it too. */
  readonly text: string;
}

export interface Running<Ran> {
  readonly pid: number;
  /** What was printed so far, on both streams, without escape codes. */
  printed(): string;
  /** Waits for these words among what was printed since the last such wait. Rejects where the process ends before. */
  until(words: string | RegExp): Promise<void>;
  signal(name: NodeJS.Signals): void;
  /** Fulfilled when it has ended and all that it has printed was read. */
  readonly ended: Promise<Ran>;
}

export interface RunningInPipe extends Running<RanInPipe> {
  /** Writes to its standard input, which `startInPipe` leaves open if no `stdin` is given. */
  write(text: string): void;
  /** Ends its standard input. */
  end(): void;
}

export interface RunningInTerminal extends Running<RanInTerminal> {
  press(keys: string): void;
  resize(columns: number, rows: number): void;
}

const environmentOf = ({ folder, env }: ProcessOptions, program: string): Record<string, string> => {
  const all = {
    // A quarter of a short run is the reading of the program: its bytes are the same each time.
    NODE_COMPILE_CACHE: join(dirname(program), 'compiled'),
    PATH: process.env.PATH,
    TMPDIR: process.env.TMPDIR,
    HOME: folder,
    USER: 'alice',
    TZ: 'UTC',
    LANG: 'C.UTF-8',
    TERM: 'xterm-256color',
    // Else where there are no credentials it asks for those of a machine in EC2, and waits.
    AWS_EC2_METADATA_DISABLED: 'true',
    ...env,
  };
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
};

type Words = string | readonly string[];

/** A text is split at its spaces. */
const wordsOf = (args: Words): readonly string[] => (typeof args === 'string' ? args.split(' ').filter(Boolean) : args);

const running = new Set<number>();

const end = (pid: number): void => {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has just ended by itself.
  }
};

afterAll(() => {
  for (const pid of running) end(pid);
});

/** Ends the process when its time is over. */
const timed = <Ran>(
  pid: number,
  within: number,
  ended: Promise<Ran>,
  failure: (why: string) => Error,
): Promise<Ran> => {
  running.add(pid);
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    end(pid);
  }, within * 1000);
  const all = ended.then((ran) => {
    clearTimeout(timer);
    running.delete(pid);
    if (isLate) throw failure(`was not over within ${within} s`);
    return ran;
  });
  // Told to whoever waits for the end; where a test has failed before, nobody does.
  all.catch(() => undefined);
  return all;
};

const codeOf = (code: number | null, signal: NodeJS.Signals | null): number =>
  code ?? 128 + (signal === null ? 0 : constants.signals[signal]);

/** Starts the program in a pipe, and leaves its standard input open if no `stdin` is given. */
export const startInPipe = async (args: Words, options: PipeOptions): Promise<RunningInPipe> => {
  const program = await builtCommandLine();
  const child = spawn(process.execPath, [program, ...wordsOf(args)], {
    cwd: options.folder,
    env: environmentOf(options, program),
    stdio: 'pipe',
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${process.execPath} could not be started`);
  const { take, close, failure, ...heard } = listening(wordsOf(args));
  const printed = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      printed[stream] += text;
      take(text);
    });
  // It may end before it has read all.
  child.stdin.on('error', () => undefined);
  if (options.stdin !== undefined) child.stdin.end(options.stdin);
  const ended = new Promise<RanInPipe>((resolve) => {
    child.once('close', (code, signal) => {
      const exit = codeOf(code, signal);
      close();
      resolve({ exit, ...printed });
    });
  });
  return {
    ...heard,
    pid,
    write: (text) => void child.stdin.write(text),
    end: () => void child.stdin.end(),
    signal: (name) => void child.kill(name),
    ended: timed(pid, options.within ?? 60, ended, failure),
  };
};

/** Starts the program in a terminal. */
export const startInTerminal = async (args: Words, options: TerminalOptions): Promise<RunningInTerminal> => {
  const program = await builtCommandLine();
  const terminal = spawnInTerminal(process.execPath, [program, ...wordsOf(args)], {
    name: 'xterm-256color',
    cwd: options.folder,
    env: environmentOf(options, program),
    cols: options.columns ?? 100,
    rows: options.rows ?? 40,
  });
  const { take, close, failure, ...heard } = listening(wordsOf(args));
  let screen = '';
  terminal.onData((text) => {
    screen += text;
    take(text);
  });
  const ended = new Promise<RanInTerminal>((resolve) => {
    terminal.onExit(({ exitCode, signal = 0 }) => {
      const exit = signal === 0 ? exitCode : 128 + signal;
      close();
      resolve({ exit, screen, text: plain(screen) });
    });
  });
  return {
    ...heard,
    pid: terminal.pid,
    press: (keys) => terminal.write(keys),
    resize: (columns, rows) => terminal.resize(columns, rows),
    signal: (name) => terminal.kill(name),
    ended: timed(terminal.pid, options.within ?? 60, ended, failure),
  };
};

/** Runs the program in a pipe to its end. With `signal` it gets that, once `after` was printed. */
export const runInPipe = async (
  args: Words,
  options: PipeOptions & { readonly signal?: NodeJS.Signals; readonly after?: string | RegExp },
): Promise<RanInPipe> => {
  const { signal, after } = options;
  const process = await startInPipe(args, { stdin: '', ...options });
  if (after !== undefined) await process.until(after);
  if (signal !== undefined) process.signal(signal);
  return process.ended;
};

/** Runs the program in a terminal to its end. Each of `keys` is pressed once the words before it have appeared. */
export const runInTerminal = async (
  args: Words,
  options: TerminalOptions & { readonly keys?: readonly (readonly [words: string | RegExp, keys: string])[] },
): Promise<RanInTerminal> => {
  const terminal = await startInTerminal(args, options);
  for (const [words, keys] of options.keys ?? []) {
    await terminal.until(words);
    terminal.press(keys);
  }
  return terminal.ended;
};

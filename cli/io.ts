import type { Readable, Writable } from 'node:stream';

/** One of the two streams that the program writes to. */
export interface Stream {
  write(text: string): void;
  readonly isTerminal: boolean;
}

/** Where a person sees what is written and types. */
export interface Terminal {
  readonly input: Readable;
  readonly output: Writable;
}

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** All that the program has of the world around it, so that it runs in a test as it runs in a shell. */
export interface Io {
  readonly stdout: Stream;
  readonly stderr: Stream;
  /** What is piped in; nothing is read of it before it is asked for. */
  readonly stdin: () => AsyncIterable<Uint8Array>;
  /** Where somebody can be asked; undefined where nobody sits: one of the streams is no terminal, or cannot move its cursor. */
  readonly terminal: () => Terminal | undefined;
  /** Width of the terminal in characters; undefined where there is none. */
  readonly columns: number | undefined;
  /** The size of the terminal as it is now, in characters; undefined where there is none. */
  readonly size: () => Size | undefined;
  /** Tells each key that is pressed, until the answer is called; undefined where nobody sits at a terminal. */
  readonly keys: (pressed: (key: string) => void) => (() => void) | undefined;
  /** The process's own: the AWS SDK reads it too. */
  readonly environment: NodeJS.ProcessEnv;
  /** Who runs the program, as the operating system knows them; undefined where it does not. */
  readonly user: () => string | undefined;
  /** The working directory, from which file names are taken. */
  readonly folder: string;
  readonly now: () => Date;
  /** Fulfilled after so long, or when the signal says that nobody waits any more. */
  readonly wait: (seconds: number, ended?: AbortSignal) => Promise<void>;
  /** Fulfilled when whoever started the program wants it to end; until it is asked for, that ends the process itself. */
  readonly untilStopped: () => Promise<void>;
  /**
   * Has `close` done before that ends the process, if no command waits for it. It answers what it has done, for people, or
   * nothing, and does not reject. Answers how to take it back.
   */
  readonly beforeEnd: (close: () => Promise<string>) => () => void;
  /** In which people are told times; a name of the IANA database. */
  readonly timeZone: string;
}

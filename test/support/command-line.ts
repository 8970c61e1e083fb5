import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Io } from '../../cli/io.ts';
import { runProgram } from '../../cli/program.ts';

export interface Ran {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Two paths of the scenario's network, one of them a promise of segmentation. */
export const twoPaths = `
paths:
  - { id: a-to-b, from: i-0d1c5a8e3f7b92604, to: i-0e4f7a2b6c9d13508, protocol: tcp, port: 3389, every: 5 minutes }
  - id: b-not-to-a
    from: i-0e4f7a2b6c9d13508
    to: i-0d1c5a8e3f7b92604
    protocol: tcp
    port: 445
    every: 1 hour
    expect: unreachable
`;

export interface Shell {
  readonly folder: string;
  write(name: string, content: string): Promise<void>;
  /** A text is split at its spaces. */
  run(args: string | readonly string[], over?: Partial<Io>): Promise<Ran>;
  /** Runs with `--json`, and reads what was printed as the one document that it must be. */
  json(args: string): Promise<{ readonly exit: number; readonly document: unknown }>;
  remove(): Promise<void>;
}

/** A working directory of its own, in which the program runs as in a shell without a terminal. */
export const openShell = async (): Promise<Shell> => {
  const folder = await mkdtemp(join(tmpdir(), 'pathwatch-'));
  const run = async (args: string | readonly string[], over: Partial<Io> = {}): Promise<Ran> => {
    const stdout: string[] = [];
    const stderr: string[] = [];
    const exit = await runProgram(typeof args === 'string' ? args.split(' ').filter(Boolean) : args, {
      stdout: { write: (text) => void stdout.push(text), isTerminal: false },
      stderr: { write: (text) => void stderr.push(text), isTerminal: false },
      stdin: async function* () {},
      terminal: () => undefined,
      columns: undefined,
      size: () => undefined,
      keys: () => undefined,
      environment: process.env,
      user: () => undefined,
      folder,
      now: () => new Date(),
      wait: (seconds) => new Promise((resolve) => setTimeout(resolve, seconds)),
      untilStopped: () => new Promise(() => undefined),
      beforeEnd: () => () => undefined,
      timeZone: 'UTC',
      ...over,
    });
    return { exit, stdout: stdout.join(''), stderr: stderr.join('') };
  };
  return {
    folder,
    write: (name, content) => writeFile(join(folder, name), content),
    run,
    json: async (args) => {
      const { exit, stdout } = await run(`${args} --json`);
      return { exit, document: JSON.parse(stdout) };
    },
    remove: () => rm(folder, { recursive: true }),
  };
};

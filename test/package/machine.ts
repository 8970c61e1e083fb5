import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter } from 'node:path';

/**
 * The machine as its user has it, outside of npm's scripts: its own Node and npm, not those of this checkout, and no account
 * of AWS.
 */
export const machineEnvironment = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(
    Object.entries(environment).filter(
      ([name]) => !/^(npm_|AWS_|PATHWATCH_|NODE_OPTIONS$|NO_COLOR$|FORCE_COLOR$)/.test(name),
    ),
  ),
  PATH: (environment.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !/node_modules[/\\]\.bin$|node-gyp-bin$/.test(folder))
    .join(delimiter),
});

export interface Ran {
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Started {
  /** Waits until it has printed these words: all that it has printed by then. Rejects where it ends before. */
  until(words: string): Promise<string>;
  signal(name: NodeJS.Signals): void;
  readonly ended: Promise<Ran>;
  /** Whether it, or a process that it has started, is still there. */
  isAlive(): boolean;
}

export interface Place {
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** Starts a program in a process group of its own. */
export const start = (program: string, words: readonly string[], { folder, environment }: Place): Started => {
  const child = spawn(program, words, {
    cwd: folder,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const { pid } = child;
  const printed = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      printed[stream] += text;
    });
  let isOver = false;
  const ended = once(child, 'close').then(([exit]): Ran => {
    isOver = true;
    return { exit, ...printed };
  });
  return {
    ended,
    until: async (words) => {
      while (!printed.stdout.includes(words)) {
        if (isOver) throw new Error(`it ended without \`${words}\`:\n${printed.stdout}${printed.stderr}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      return printed.stdout;
    },
    signal: (name) => void child.kill(name),
    isAlive: () => {
      if (pid === undefined) return false;
      try {
        process.kill(-pid, 0);
        return true;
      } catch {
        return false;
      }
    },
  };
};

/** Runs a program to its end. */
export const run = (program: string, words: readonly string[], place: Place): Promise<Ran> =>
  start(program, words, place).ended;

/** Runs a program that must succeed, and gives what it has printed. */
export const output = async (program: string, words: readonly string[], place: Place): Promise<string> => {
  const { exit, stdout, stderr } = await run(program, words, place);
  if (exit === 0) return stdout;
  throw new Error(`${[program, ...words].join(' ')} ended with ${exit}:\n${stdout}${stderr}`);
};

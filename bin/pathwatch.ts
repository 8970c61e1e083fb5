#!/usr/bin/env node
import { userInfo } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { openEnding } from '../cli/ending.ts';
import { flagsIn } from '../cli/flags.ts';
import type { Io, Stream } from '../cli/io.ts';
import { keysOf } from '../cli/keys.ts';
import { runProgram } from '../cli/program.ts';
import { cleared } from '../cli/progress.ts';
import { tellFailure } from '../cli/tell-failure.ts';

// Each release brings the SDK that it was tried with: that a later SDK will want a later Node is not its users' concern.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

// A reader such as `head` may go before the answer is whole: that is no error of ours.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });

/** A user id without a name, as in many a container, is an error of the system's call. */
const userName = (): string | undefined => {
  try {
    return userInfo().username;
  } catch {
    return undefined;
  }
};

const ending = openEnding(process, (text) => {
  process.stderr.write(process.stderr.isTTY ? `${cleared}${text}` : text);
});

/** A stream of the process, until a signal ends the program: what fails then fails for that. */
const streamOf = (stream: NodeJS.WriteStream): Stream => ({
  write: (text) => {
    if (!ending.isUnderWay()) stream.write(text);
  },
  isTerminal: stream.isTTY === true,
});

const args = process.argv.slice(2);
const io: Io = {
  stdout: streamOf(process.stdout),
  stderr: streamOf(process.stderr),
  stdin: () => process.stdin,
  terminal: () =>
    process.stdin.isTTY === true && process.stdout.isTTY === true && process.env.TERM !== 'dumb'
      ? { input: process.stdin, output: process.stdout }
      : undefined,
  columns: process.stdout.columns,
  size: () =>
    process.stdout.isTTY === true ? { columns: process.stdout.columns, rows: process.stdout.rows } : undefined,
  keys: (pressed) => keysOf(process.stdin, pressed),
  environment: process.env,
  user: userName,
  folder: process.cwd(),
  now: () => new Date(),
  wait: async (seconds, ended) => {
    try {
      await sleep(seconds * 1000, undefined, ended && { signal: ended });
    } catch (error) {
      if (ended?.aborted !== true) throw error;
    }
  },
  untilStopped: ending.untilStopped,
  beforeEnd: ending.beforeEnd,
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
};

// What is thrown where nobody awaits it: left to the runtime, it would end as if some path were not as expected.
process.on('uncaughtException', (error) => process.exit(tellFailure(error, flagsIn(args), io)));
process.exitCode = await runProgram(args, io);

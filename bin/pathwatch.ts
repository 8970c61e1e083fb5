#!/usr/bin/env node
import { userInfo } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { runProgram } from '../cli/program.ts';

// A reader such as `head` may go before the answer is whole: that is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
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

process.exitCode = await runProgram(process.argv.slice(2), {
  stdout: { write: (text) => void process.stdout.write(text), isTerminal: process.stdout.isTTY === true },
  stderr: { write: (text) => void process.stderr.write(text), isTerminal: process.stderr.isTTY === true },
  stdin: () => process.stdin,
  columns: process.stdout.columns,
  environment: process.env,
  user: userName,
  folder: process.cwd(),
  now: () => new Date(),
  wait: (seconds) => sleep(seconds * 1000),
  untilStopped: () =>
    new Promise((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
    }),
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
});

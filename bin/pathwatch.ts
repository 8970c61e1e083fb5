#!/usr/bin/env node
import { setTimeout as sleep } from 'node:timers/promises';
import { runProgram } from '../cli/program.ts';

process.exitCode = await runProgram(process.argv.slice(2), {
  stdout: { write: (text) => void process.stdout.write(text), isTerminal: process.stdout.isTTY === true },
  stderr: { write: (text) => void process.stderr.write(text), isTerminal: process.stderr.isTTY === true },
  columns: process.stdout.columns,
  environment: process.env,
  folder: process.cwd(),
  now: () => new Date(),
  wait: (seconds) => sleep(seconds * 1000),
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
});

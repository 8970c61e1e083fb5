import type { Exit } from './answer.ts';
import { refusalOf } from './fault-reason.ts';
import type { Flags } from './flags.ts';
import type { Io } from './io.ts';
import { jsonText } from './json.ts';
import { line, type Page, pageOf } from './page.ts';
import { problemLines } from './print-problems.ts';
import type { Refusal } from './refusal.ts';

const refusalText = ({ reason }: Refusal, { colours }: Page): string =>
  [
    `${colours.red('error:')} ${line(reason.message)}`,
    ...(reason.problems === undefined ? [] : [problemLines(reason.problems)]),
    line(reason.advice),
    '',
  ].join('\n');

/** An error with all its causes, as the runtime writes them. */
const stackText = (error: unknown): string =>
  error instanceof Error
    ? `${error.stack ?? error.message}\n${error.cause === undefined ? '' : `caused by ${stackText(error.cause)}`}`
    : `${String(error)}\n`;

/** Tells why a command ended without an answer, in one sentence and what to do about it; answers with the exit code. */
export const tellFailure = (error: unknown, { json, debug }: Pick<Flags, 'json' | 'debug'>, io: Io): Exit => {
  const refusal = refusalOf(error);
  if (debug) io.stderr.write(stackText(error));
  if (json) io.stdout.write(`${jsonText({ error: refusal.reason })}\n`);
  else io.stderr.write(refusalText(refusal, pageOf(io, io.stderr)));
  return refusal.exit;
};

import { Option } from 'commander';
import type { Window } from '../lambda/history/timeline.ts';
import type { Io } from './io.ts';
import { momentOf } from './moment.ts';
import { misused } from './refusal.ts';

export interface SaidWindow {
  readonly since?: string;
  readonly until?: string;
}

export const sinceOption = (without: string): Option =>
  new Option('--since <time>', `from then on: 30d, 2026-11-22, "2026-11-22 20:14", yesterday (default: ${without})`);

export const untilOption = (): Option =>
  new Option('--until <time>', 'up to then; a date with its whole day (default: now)');

/** The time that is asked about; `otherwise` ago where nothing else is said. Throws a refusal where it ends before it begins. */
export const windowOf = (
  { since, until }: SaidWindow,
  otherwise: string,
  clock: Pick<Io, 'now' | 'timeZone'>,
): Window => {
  const window = {
    since: momentOf(since ?? otherwise, { option: '--since', edge: 'begin', towards: 'past' }, clock),
    until:
      until === undefined
        ? clock.now().toISOString()
        : momentOf(until, { option: '--until', edge: 'end', towards: 'past' }, clock),
  };
  if (window.since >= window.until)
    throw misused(
      'the time that is asked about ends before it begins',
      'let `--since` be earlier than `--until`, and no later than now',
    );
  return window;
};

import { InvalidArgumentError } from 'commander';
import { parseDuration } from '../lambda/domain/duration.ts';
import { type HandAnalyzer, handAnalyzers } from '../lambda/domain/sweep.ts';

/*
 * Readers of the options' values. What they throw, commander puts into a sentence that names the option.
 */

const most = 1_000_000;

export const countOf = (text: string): number => {
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= 1 && count <= most) return count;
  throw new InvalidArgumentError(`Write a whole number from 1 to ${most}.`);
};

/** A file of so many paths, with why each is in it, is within what a configuration may have. */
const mostCandidates = 200;

export const candidatesOf = (text: string): number => {
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= 1 && count <= mostCandidates) return count;
  throw new InvalidArgumentError(`Write a whole number from 1 to ${mostCandidates}.`);
};

export const minutesOf = (text: string): number => {
  const minutes = Number(text);
  if (/^\d+(\.\d+)?$/.test(text) && minutes <= 24 * 60) return minutes;
  throw new InvalidArgumentError('Write minutes, at most 1440.');
};

export const secondsOf = (text: string): number => {
  const seconds = Number(text);
  if (/^\d+$/.test(text) && seconds >= 1 && seconds <= 24 * 3600) return seconds;
  throw new InvalidArgumentError('Write whole seconds, at least 1 and at most 86400.');
};

export const portOf = (text: string): number => {
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw new InvalidArgumentError('Write a port, from 1 to 65535.');
};

/** Seconds between two looks of a watch. */
export const refreshOf = (text: string): number => {
  const seconds = Number(text);
  if (/^\d+$/.test(text) && seconds >= 2 && seconds <= 3600) return seconds;
  throw new InvalidArgumentError('Write whole seconds, at least 2 and at most 3600.');
};

const units: Readonly<Record<string, string>> = { s: 'seconds', m: 'minutes', h: 'hours', d: 'days' };
const DAY = 24 * 3600;

/** How long a mute may last: whoever forgets it is told again after a month. */
export const MOST_MUTED = 30 * DAY;

/** `30s`, `2h`, or in words as in the configuration: seconds. */
export const spanOf = (text: string): number => {
  const parsed = parseDuration(text, 1, MOST_MUTED);
  if (parsed.ok) return parsed.value;
  throw new InvalidArgumentError('Write a time from 1 second to 30 days, such as 30s, 2h or "2 hours".');
};

/** `2h`, `30m`, or in words as in the configuration: seconds. */
export const durationOf = (text: string): number => {
  const words = text.replace(/^\s*(\d+)\s*([smhd])\s*$/, (_, count, unit) => `${count} ${units[unit]}`);
  const parsed = parseDuration(words, 60, MOST_MUTED);
  if (parsed.ok) return parsed.value;
  throw new InvalidArgumentError('Write a time from 1 minute to 30 days, such as 2h or "2 hours".');
};

/** Short names of analyzers, with commas between them. */
export const analyzersOf = (text: string): readonly HandAnalyzer[] => {
  const said = new Set(text.split(',').map((name) => name.trim()));
  const known = handAnalyzers.filter((name) => said.has(name));
  if (known.length === said.size) return known;
  throw new InvalidArgumentError(`Write some of ${handAnalyzers.join(', ')}, with commas between them.`);
};

/** A tag as `key=value`, added to those before it. */
export const tagsOf = (text: string, before: readonly string[] = []): readonly string[] => {
  if (/^[^=]+=/.test(text)) return [...before, text];
  throw new InvalidArgumentError('Write key=value.');
};

/** Characters. */
export const LONGEST_REASON = 200;

/** Why: told with what it keeps back. */
export const reasonOf = (text: string): string => {
  const reason = text.trim();
  if (reason !== '' && reason.length <= LONGEST_REASON) return reason;
  throw new InvalidArgumentError(`Write 1 to ${LONGEST_REASON} characters.`);
};

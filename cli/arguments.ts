import { InvalidArgumentError } from 'commander';

/*
 * Readers of the options' values. What they throw, commander puts into a sentence that names the option.
 */

const most = 1000;

export const countOf = (text: string): number => {
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= 1 && count <= most) return count;
  throw new InvalidArgumentError(`Write a whole number from 1 to ${most}.`);
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

/** The same, but a date means its last millisecond: `--until` takes in the whole day. */
export const isoEndOf = (text: string): string =>
  /^\d{4}-\d\d-\d\d$/.test(text) ? isoTimeOf(`${text}T23:59:59.999Z`) : isoTimeOf(text);

/** A date, or a date and time with its zone; without one it is UTC. */
export const isoTimeOf = (text: string): string => {
  const parts = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:\d\d)?)?$/.exec(text);
  const at = parts === null ? new Date(Number.NaN) : new Date(`${parts[1]}T${parts[2] ?? '00:00'}${parts[3] ?? 'Z'}`);
  if (!Number.isNaN(at.getTime())) return at.toISOString();
  throw new InvalidArgumentError('Write an ISO time, such as 2026-11-22 or 2026-11-22T10:00:00Z.');
};

import { clean } from './clean.ts';

/** `2026-11-22 03:10:00 UTC`; what is no time is told as it is. */
export const timeText = (iso: string): string => {
  const time = new Date(iso);
  return Number.isNaN(time.getTime())
    ? clean(iso, 40)
    : `${time
        .toISOString()
        .replace('T', ' ')
        .replace(/\.\d+Z$/, '')} UTC`;
};

const units: readonly (readonly [string, number])[] = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
  ['s', 1],
];

/** Seconds as `2 h 5 min`: at most two units, whole ones. */
export const secondsText = (seconds: number): string => {
  const largest = units.findIndex(([, size]) => seconds >= size);
  if (largest === -1) return '0 s';
  let left = Math.round(seconds);
  const parts: string[] = [];
  for (const [unit, size] of units.slice(largest, largest + 2)) {
    const count = Math.floor(left / size);
    left -= count * size;
    if (count > 0) parts.push(`${count} ${unit}`);
  }
  return parts.join(' ');
};

/** The seconds of a time as it is printed. */
const printedSeconds = (iso: string): number => Math.floor(Date.parse(iso) / 1000);

/** How long it was between two ISO times, as they are printed; undefined where one of them is no time, or they are reversed. */
export const durationText = (began: string, ended: string): string | undefined => {
  const seconds = printedSeconds(ended) - printedSeconds(began);
  return seconds >= 0 ? secondsText(seconds) : undefined;
};

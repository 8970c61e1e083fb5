import type { Alert } from '../domain/alert.ts';
import { never } from '../domain/verdict.ts';

/** The state in capitals, and what is to be said of it in one sentence. */
export interface Headline {
  readonly state: 'BROKEN' | 'OPEN' | 'RECOVERED' | 'BLIND' | 'SEEN AGAIN' | 'CHANGED BY' | 'DISAGREEMENT';
  readonly sentence: string;
}

const units: readonly (readonly [string, number])[] = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
  ['s', 1],
];

/** `2 h 5 min` between two ISO times; at most two units. Undefined where one of them is no time, or they are reversed. */
const between = (began: string, ended: string): string | undefined => {
  const seconds = Math.round((Date.parse(ended) - Date.parse(began)) / 1000);
  if (!(seconds >= 0)) return undefined;
  const largest = units.findIndex(([, size]) => seconds >= size);
  if (largest === -1) return '0 s';
  let left = seconds;
  const parts: string[] = [];
  for (const [unit, size] of units.slice(largest, largest + 2)) {
    const count = Math.floor(left / size);
    left -= count * size;
    if (count > 0) parts.push(`${count} ${unit}`);
  }
  return parts.join(' ');
};

const after = (alert: Alert): string => {
  const duration = alert.began === undefined ? undefined : between(alert.began, alert.since);
  return duration === undefined ? '' : ` after ${duration}`;
};

/** The first reason for the verdict, or the first of what else was found. */
const cause = (alert: Alert): string | undefined =>
  (alert.findings.find((finding) => finding.says === 'unreachable') ?? alert.findings[0])?.message;

const unexpected = (alert: Alert): Headline =>
  alert.expect === 'reachable'
    ? { state: 'BROKEN', sentence: cause(alert) ?? 'unreachable though it must be reachable' }
    : { state: 'OPEN', sentence: 'reachable though it must not be' };

/** Who made the change that fits best, and by which call. */
const author = ({ cause }: Alert): string => {
  const change = cause?.candidates[0]?.change;
  return change === undefined ? 'not known' : `${change.author?.principal ?? 'nobody'}: ${change.name}`;
};

/** What an alert says in one line; the state is the path's, so that BROKEN and RECOVERED are seen before all else. */
export const headline = (alert: Alert): Headline => {
  switch (alert.kind) {
    case 'broke':
    case 'baseline':
      return unexpected(alert);
    case 'recovered':
      return {
        state: 'RECOVERED',
        sentence: `${alert.expect} again${after(alert)}${alert.expect === 'unreachable' ? ', as it must be' : ''}`,
      };
    case 'blind':
      return {
        state: 'BLIND',
        sentence:
          alert.checks === undefined
            ? 'no verdict'
            : `no verdict in ${alert.checks} check${alert.checks === 1 ? '' : 's'}`,
      };
    case 'sighted':
      return { state: 'SEEN AGAIN', sentence: `${alert.verdict ?? 'no longer unknown'}${after(alert)}` };
    case 'attributed':
      return { state: 'CHANGED BY', sentence: author(alert) };
    case 'disagreement':
      return { state: 'DISAGREEMENT', sentence: 'AWS and the network model do not say the same' };
    default:
      return never(alert.kind);
  }
};

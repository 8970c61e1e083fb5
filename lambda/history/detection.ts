import { secondsBetween } from '../domain/day.ts';
import type { Incident } from '../domain/incident.ts';

/** Seconds from the call that explains an incident to the check that found it; undefined where no call explains it. */
export const detectionOf = ({ cause, startedAt }: Pick<Incident, 'cause' | 'startedAt'>): number | undefined => {
  const [best] = cause?.candidates ?? [];
  if (best?.fit !== 'explains') return undefined;
  const seconds = secondsBetween(best.change.at, startedAt);
  return seconds >= 0 ? seconds : undefined;
};

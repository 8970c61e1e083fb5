import type { Signal } from '../domain/alert.ts';
import type { Incident, IncidentPath, Standing, Subject } from '../domain/incident.ts';
import { never } from '../domain/verdict.ts';

/** What a signal is about. */
export const subjectOf = ({ kind }: Pick<Signal, 'kind'>): Subject => {
  switch (kind) {
    case 'broke':
    case 'baseline':
    case 'recovered':
    case 'flapping':
    case 'steady':
    case 'attributed':
    case 'witnessed':
      return 'outage';
    case 'blind':
    case 'sighted':
      return 'blindness';
    case 'disagreement':
      return 'disagreement';
    default:
      return never(kind);
  }
};

/** Whether a path is not as expected after it, or not seen. */
export const isDown = ({ kind, expect, verdict }: Signal): boolean => {
  switch (kind) {
    case 'broke':
    case 'baseline':
    case 'blind':
    case 'disagreement':
      return true;
    case 'recovered':
    case 'sighted':
      return false;
    case 'flapping':
    case 'steady':
    case 'attributed':
    case 'witnessed':
      return verdict !== undefined && verdict !== expect;
    default:
      return never(kind);
  }
};

/** How a path is. */
export const standingOf = ({ down, flapping }: Pick<IncidentPath, 'down' | 'flapping'>): Standing =>
  flapping === true ? 'flapping' : down ? 'down' : 'up';

/** Whether the readers believe of a path what is so no more, or do not know what came to pass. */
export const isUntold = (path: IncidentPath): boolean =>
  path.passed === true || path.anew === true || (path.told ?? 'up') !== standingOf(path);

/** Whether it has ended, and its end is decided to be told: at most some channel has not taken that yet. */
export const isOver = ({ endedAt, paths }: Incident): boolean => endedAt !== undefined && !paths.some(isUntold);

/** Whether there is anything left to do for it. */
export const isOpen = (incident: Incident): boolean => !isOver(incident) || incident.outbox.length > 0;

import type { Alert } from '../domain/alert.ts';
import { never } from '../domain/verdict.ts';
import { clean } from './clean.ts';

/** What an alert is about: a connection that is missing, one that must not be, a path that nobody sees, two minds of one. */
export type Matter = 'outage' | 'opening' | 'blindness' | 'disagreement' | 'trial';

const byExpectation = ({ lead }: Alert): Matter => (lead.expect === 'reachable' ? 'outage' : 'opening');

export const matterOf = (alert: Alert): Matter => {
  switch (alert.kind) {
    case 'broke':
    case 'baseline':
    case 'flapping':
    case 'steady':
      return byExpectation(alert);
    case 'blind':
    case 'sighted':
      return 'blindness';
    case 'disagreement':
      return 'disagreement';
    case 'test':
      return 'trial';
    case 'recovered':
    case 'updated':
    case 'reminder':
    case 'attributed':
    case 'witnessed':
      if (alert.lead.kind === 'blind' || alert.lead.kind === 'sighted') return 'blindness';
      return alert.lead.kind === 'disagreement' ? 'disagreement' : byExpectation(alert);
    default:
      return never(alert.kind);
  }
};

/** How a path is that is told of, and how it is once that is over. */
export const conditions = {
  outage: { now: 'unreachable', after: 'reachable again' },
  opening: { now: 'reachable', after: 'unreachable again' },
  blindness: { now: 'not seen', after: 'seen again' },
  disagreement: { now: 'disputed', after: 'disputed no more' },
  trial: { now: 'tried', after: 'tried' },
} as const satisfies Readonly<Record<Matter, { now: string; after: string }>>;

/** `1,000 paths`. */
export const pathsText = (count: number): string => `${count.toLocaleString('en-US')} path${count === 1 ? '' : 's'}`;

export const isOver = ({ kind }: Alert): boolean => kind === 'recovered' || kind === 'sighted';

/** Whether it is told of several paths. */
export const isMany = ({ down, up }: Alert): boolean => down.count + up.count > 1;

/** Whom it is told of: `a-to-b-rdp`, `14 paths`, or `3 of 14 paths` where the others are as they must be again. */
export const whoText = (alert: Alert): string => {
  const { lead, down, up } = alert;
  const all = down.count + up.count;
  if (all <= 1) return clean(lead.pathId, 64);
  if (isOver(alert) || up.count === 0 || down.count === 0) return pathsText(all);
  return `${down.count.toLocaleString('en-US')} of ${pathsText(all)}`;
};

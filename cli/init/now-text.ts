import { counted, dollars } from '../page.ts';
import type { Offer } from './offer.ts';

const verdictText = ({ path: { expect }, now: { verdict, reason } }: Offer): string => {
  const why = reason === null ? '' : `: ${reason}`;
  switch (verdict) {
    case 'reachable':
      return expect === 'reachable' ? 'reachable' : 'REACHABLE, which it should not be';
    case 'unreachable':
      return `${expect === 'reachable' ? 'unreachable' : 'unreachable, as it should be'}${why}`;
    case 'unknown':
      return `unknown${why}`;
  }
};

const pairsText = ({ pairs, lookedAt }: Offer['now']): string =>
  pairs <= 1 ? '' : `; ${counted(pairs, 'pair')}${lookedAt < pairs ? `, of which ${lookedAt} are looked at` : ''}`;

/** What the network model says of it now, and what watching it costs. */
export const nowText = (offer: Offer): string =>
  `${verdictText(offer)} (network model${pairsText(offer.now)}); about ${dollars(offer.monthly)} a month`;

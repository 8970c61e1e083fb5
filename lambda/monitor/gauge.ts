import type { Incident } from '../domain/incident.ts';
import type { Measured } from '../domain/measure.ts';

/** Once a channel has refused in so many passes, an alert counts as not delivered. */
const REFUSED = 2;

const blindIn = ({ about, paths }: Incident): number =>
  about === 'blindness' ? paths.filter(({ down }) => down).length : 0;

const undeliveredIn = ({ outbox }: Incident): number =>
  outbox.filter(({ waiting }) => waiting.some(({ attempts }) => attempts >= REFUSED)).length;

const sumOf = (open: readonly Incident[], count: (incident: Incident) => number): number =>
  open.reduce((total, incident) => total + count(incident), 0);

/** What open incidents tell of the monitor itself; undefined where there is nothing, so that nothing is charged. */
export const gauge = (open: readonly Incident[]): Measured | undefined => {
  const blind = sumOf(open, blindIn);
  const undelivered = sumOf(open, undeliveredIn);
  return blind + undelivered === 0
    ? undefined
    : { ...(blind > 0 && { BlindPaths: blind }), ...(undelivered > 0 && { UndeliveredAlerts: undelivered }) };
};

import type { Alert } from '../domain/alert.ts';
import type { FactChange } from '../domain/change.ts';
import type { Finding } from '../domain/verdict.ts';
import { cleanAscii } from './clean.ts';
import { isMany } from './matter.ts';

/** A change of a route or rule in short: `rtb-… lost its route to 10.0.0.0/16`. */
const factText = ({ component, kind, what, before, message }: FactChange): string => {
  const destination = kind === 'removed' && what === 'route' ? before?.split(' → ')[0] : undefined;
  return destination === undefined ? message : `${component} lost its route to ${destination}`;
};

/** What became of the component that blocks one path says more than how that is now: in the longest words that find room. */
const turnText = ({ lead }: Alert, finding: Finding | undefined, room: number): string | undefined => {
  // What explains the verdict comes first.
  const fact = lead.cause?.facts[0];
  if (fact === undefined || fact.component !== finding?.component) return undefined;
  return [fact.message, factText(fact)].find((text) => cleanAscii(text, 600).length <= room);
};

/** Of several paths what became of the component that they share, else what blocks the one in whose words it is told. `room`: characters. */
export const blocker = (alert: Alert, room: number): string | undefined => {
  const { lead, component } = alert;
  const shared = isMany(alert) ? lead.cause?.facts.find((fact) => fact.component === component) : undefined;
  if (shared !== undefined) return factText(shared);
  const blocking = lead.findings.filter(({ says }) => says === 'unreachable');
  const finding = blocking.find((one) => one.component === component) ?? blocking[0];
  const turn = isMany(alert) ? undefined : turnText(alert, finding, room);
  return turn ?? finding?.message ?? lead.cause?.facts[0]?.message;
};

/** What lets a packet in that must not get in. */
export const entrance = ({ lead }: Alert): string | undefined =>
  lead.findings.find(({ code }) => code === 'LET_IN')?.message ?? lead.cause?.facts[0]?.message;

/** What keeps the monitor from a verdict. */
export const obstacle = ({ lead }: Alert): string => {
  const finding = lead.findings.find(({ says }) => says === 'unknown');
  const checks = lead.checks === undefined ? '' : ` in ${lead.checks} check${lead.checks === 1 ? '' : 's'}`;
  return `no verdict${checks}${finding === undefined ? '' : `: ${finding.message}`}`;
};

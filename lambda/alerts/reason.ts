import type { Alert } from '../domain/alert.ts';
import type { FactChange } from '../domain/change.ts';
import { isMany } from './matter.ts';

/** A change of a route or rule in short: `rtb-… lost its route to 10.0.0.0/16`. */
const factText = ({ component, kind, what, before, message }: FactChange): string => {
  const destination = kind === 'removed' && what === 'route' ? before?.split(' → ')[0] : undefined;
  return destination === undefined ? message : `${component} lost its route to ${destination}`;
};

/** Of several paths what became of the component that they share, else what blocks the one in whose words it is told. */
export const blocker = (alert: Alert): string | undefined => {
  const { lead, component } = alert;
  const shared = isMany(alert) ? lead.cause?.facts.find((fact) => fact.component === component) : undefined;
  if (shared !== undefined) return factText(shared);
  const blocking = lead.findings.filter(({ says }) => says === 'unreachable');
  const finding = blocking.find((one) => one.component === component) ?? blocking[0];
  return finding?.message ?? lead.cause?.facts[0]?.message;
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

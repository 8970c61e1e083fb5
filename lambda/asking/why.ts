import { foremost } from '../domain/verdict.ts';
import type { PathStatus } from './path-status.ts';

/** Why a path is not as expected, and why nobody can tell how it is now: sentences, as strangers wrote what is in them. */
export interface Why {
  readonly broken: string | null;
  readonly unseen: string | null;
}

const unseenBy = ({ unreadable, blind, pending, observedAt, standing }: PathStatus): string | null => {
  if (unreadable !== null) return `its state cannot be read: ${unreadable}`;
  if (blind !== null) {
    const checks = `${blind.checks} ${blind.checks === 1 ? 'check' : 'checks'}`;
    return `no verdict in ${checks}: ${foremost(blind.findings)?.message ?? 'no reason given'}`;
  }
  if (standing !== 'undetermined') return null;
  if (pending !== null) return `being analysed; the network model says ${pending.model}`;
  return observedAt === null ? 'nobody has looked yet' : 'no reason given';
};

/** The reasons of a status; a path that was broken when it was seen last, and is not seen since, has both. */
export const whyOf = (status: PathStatus): Why => ({
  broken: status.standing === 'unexpected' ? (foremost(status.findings)?.message ?? 'no reason given') : null,
  unseen: unseenBy(status),
});

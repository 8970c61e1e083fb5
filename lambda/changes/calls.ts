import { balancingIgnored, balancingWatched } from './balancing-calls.ts';
import type { CallGroup } from './call-group.ts';
import { ec2Ignored } from './ec2-ignored.ts';
import { ec2Watched } from './ec2-watched.ts';

/** What CloudTrail names as `eventSource`, of the services whose calls can change the network. */
export const EC2 = 'ec2.amazonaws.com';
export const BALANCING = 'elasticloadbalancing.amazonaws.com';

/** Every mutating call of a service, on one side or the other. */
export interface CallTable {
  readonly watched: readonly CallGroup[];
  readonly ignored: readonly CallGroup[];
}

export const callTables: Readonly<Record<typeof EC2 | typeof BALANCING, CallTable>> = {
  [EC2]: { watched: ec2Watched, ignored: ec2Ignored },
  [BALANCING]: { watched: balancingWatched, ignored: balancingIgnored },
};

/**
 * Whether an operation reads. These services name no other operation so: what begins with another verb that might be
 * harmless, such as `Export…` or `Validate…`, is in the tables by its whole name.
 */
export const isReading = (operation: string): boolean => /^(?:Describe|Get|List|Search)[A-Z]/.test(operation);

const namesIn = (groups: readonly CallGroup[]): ReadonlySet<string> => new Set(groups.flatMap(({ calls }) => calls));

const names = new Map(
  Object.entries(callTables).map(([service, { watched, ignored }]) => [
    service,
    { watched: namesIn(watched), ignored: namesIn(ignored) },
  ]),
);

/**
 * Whether a call can change what a path depends on. `service` is CloudTrail's `eventSource`, such as `ec2.amazonaws.com`.
 * `unlisted`: nobody has decided yet, because AWS added the call or the service is none of those; take it as one that can.
 */
export const isWatched = (service: string, operation: string): 'watched' | 'ignored' | 'unlisted' => {
  const known = names.get(service);
  if (known === undefined) return 'unlisted';
  if (known.watched.has(operation)) return 'watched';
  return known.ignored.has(operation) || isReading(operation) ? 'ignored' : 'unlisted';
};

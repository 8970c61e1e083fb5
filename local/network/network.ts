import { randomBytes } from 'node:crypto';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { checkDryRun } from '../ec2/insights-rules.ts';
import type { Operations } from '../ec2/service.ts';
import { ServiceError } from '../endpoint.ts';
import { aclEntryChanges } from './acl-entries.ts';
import { aclChanges } from './acls.ts';
import { authorizations } from './authorize.ts';
import { type Change, type Changes, type Context, defaultQuotas, type Quotas } from './change.ts';
import { groupChanges } from './groups.ts';
import { instanceChanges } from './instances.ts';
import { interfaceChanges } from './interfaces.ts';
import { ruleModifications } from './modify-rules.ts';
import { prefixListChanges } from './prefix-lists.ts';
import { publicAccessChanges } from './public-access.ts';
import { revocations } from './revoke.ts';
import { routeTableChanges } from './route-tables.ts';
import { routeChanges } from './routes.ts';
import { describeSecurityGroupRules } from './rule-listing.ts';
import { tagChanges } from './tags.ts';
import { transitAssociationChanges } from './transit-associations.ts';
import { transitPropagationChanges } from './transit-propagations.ts';
import { transitRouteChanges } from './transit-routes.ts';

/** The network of an account, which the ordinary EC2 calls change. */
export interface Network {
  /** The network as it is now. The value never changes: whoever keeps it keeps the network of that moment. */
  readonly documents: () => Documents;
  /** The EC2 calls that change the network, and DescribeSecurityGroupRules. */
  readonly operations: Operations;
  /** Calls `listener` with the network after each change; gives what ends that. */
  readonly subscribe: (listener: (documents: Documents) => void) => () => void;
}

export interface NetworkOptions {
  /** Whose network it is. */
  readonly account?: string;
  readonly region?: string;
  readonly quotas?: Partial<Quotas>;
  readonly now?: () => Date;
  readonly newId?: (prefix: string) => string;
}

interface Common {
  readonly DryRun?: boolean | undefined;
  readonly ClientToken?: string | undefined;
}

const changes: Changes = {
  ...authorizations,
  ...revocations,
  ...ruleModifications,
  ...groupChanges,
  ...interfaceChanges,
  ...routeChanges,
  ...routeTableChanges,
  ...aclChanges,
  ...aclEntryChanges,
  ...transitRouteChanges,
  ...transitAssociationChanges,
  ...transitPropagationChanges,
  ...prefixListChanges,
  ...instanceChanges,
  ...publicAccessChanges,
  ...tagChanges,
};

// Ids of 17 hexadecimal digits, of which AWS's own begin with 0.
const randomId = (prefix: string): string => `${prefix}-0${randomBytes(8).toString('hex')}`;

/** Opens a network that begins as `initial`. */
export const openNetwork = (initial: Documents, options: NetworkOptions = {}): Network => {
  let current = initial;
  const listeners = new Set<(documents: Documents) => void>();
  const answered = new Map<string, { readonly request: string; readonly answer: object }>();
  const context: Context = {
    account: options.account ?? '111111111111',
    region: options.region ?? 'us-east-1',
    quotas: { ...defaultQuotas, ...options.quotas },
    now: options.now ?? (() => new Date()),
    newId: options.newId ?? randomId,
  };

  const operation =
    (name: string, change: Change<never>) =>
    (request: Common): object => {
      const fingerprint = JSON.stringify(request);
      const token = request.ClientToken === undefined ? undefined : `${name} ${request.ClientToken}`;
      const before = token === undefined ? undefined : answered.get(token);
      if (before?.request === fingerprint) return before.answer;
      if (before !== undefined) {
        throw new ServiceError(
          'IdempotentParameterMismatch',
          'The request uses the same client token as a previous, but non-identical request.',
        );
      }
      // The service read the request by the operation's own schema.
      const { documents, answer } = change(current, request as never, context);
      checkDryRun(request.DryRun);
      if (token !== undefined) answered.set(token, { request: fingerprint, answer });
      current = documents;
      for (const listener of listeners) listener(current);
      return answer;
    };

  return {
    documents: () => current,
    operations: {
      ...Object.fromEntries(Object.entries(changes).map(([name, change]) => [name, operation(name, change)])),
      DescribeSecurityGroupRules: describeSecurityGroupRules(() => current, context),
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
};

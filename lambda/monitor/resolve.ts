import type { Endpoint, SelectableType } from '../domain/path.ts';
import type { Finding } from '../domain/verdict.ts';
import { documentOf, type Inventory, type Resource } from '../snapshot/inventory.ts';
import { ownFinding } from './judged.ts';

/** A resource that an endpoint stands for now. */
export interface End {
  /** What the analyzer is given: an id, or an ARN for a resource of another account; absent for a bare address. */
  readonly reference?: string;
  /** The address as the destination, where the endpoint is an address. */
  readonly destinationAddress?: string;
  readonly vpcId?: string;
  /** A private address of it, by which Route Analyzer is asked. */
  readonly address?: string;
  /** The account of an ARN. */
  readonly account?: string;
}

export type Resolution =
  | { readonly kind: 'found'; readonly ends: readonly End[]; readonly match: 'any' | 'all' }
  | { readonly kind: 'unresolved'; readonly finding: Finding };

const unresolved = (finding: Finding): Resolution => ({ kind: 'unresolved', finding });

const one = (end: End): Resolution => ({ kind: 'found', ends: [end], match: 'all' });

const endOf = (resource: Resource): End => ({
  reference: resource.id,
  ...(resource.vpcId === undefined ? {} : { vpcId: resource.vpcId }),
  ...(resource.addresses[0] === undefined ? {} : { address: resource.addresses[0] }),
});

/** The resource types by the prefix of their ids; what is not here cannot be looked up and is left to AWS. */
const typeByPrefix: readonly (readonly [string, SelectableType])[] = [
  ['i-', 'instance'],
  ['eni-', 'network-interface'],
  ['igw-', 'internet-gateway'],
  ['tgw-attach-', 'transit-gateway-attachment'],
  ['tgw-', 'transit-gateway'],
  ['vpce-svc-', 'vpc-endpoint'],
  ['vpce-', 'vpc-endpoint'],
  ['pcx-', 'vpc-peering-connection'],
  ['vgw-', 'vpn-gateway'],
];

const unreadable = (inventory: Inventory, type: SelectableType, what: string): Resolution | undefined => {
  const fault = inventory.snapshot.unreadable[documentOf[type]];
  return fault === undefined
    ? undefined
    : unresolved(ownFinding('UNREADABLE', { words: { what, operation: fault.operation, code: fault.code } }));
};

const byId = (id: string, inventory: Inventory): Resolution => {
  if (id.startsWith('vpce-svc-')) return one({ reference: id });
  const type = typeByPrefix.find(([prefix]) => id.startsWith(prefix))?.[1];
  const resource = inventory.byId.get(id);
  if (resource?.alive) return one(endOf(resource));
  if (type === undefined) return one({ reference: id });
  return (
    unreadable(inventory, type, id) ??
    unresolved(
      ownFinding(resource === undefined ? 'RESOURCE_NOT_FOUND' : 'RESOURCE_GONE', {
        resources: { component: [{ id }] },
      }),
    )
  );
};

const byArn = (arn: string, inventory: Inventory): Resolution => {
  const [, , , , account, ...rest] = arn.split(':');
  const id = rest.join(':').split('/').at(-1) ?? '';
  const resource = inventory.byId.get(id);
  if (resource?.alive) return one(endOf(resource));
  return one({ reference: arn, ...(account === undefined ? {} : { account }) });
};

const byAddress = (address: string, inventory: Inventory): Resolution => {
  const holder = inventory.byAddress.get(address);
  const only = holder?.length === 1 ? holder[0] : undefined;
  return one({
    destinationAddress: address,
    address,
    ...(only?.vpcId === undefined ? {} : { vpcId: only.vpcId }),
  });
};

/** `*` is any run of characters and `?` any one, as in EC2's own tag filters; all else is literal. */
const matches = (pattern: string, value: string): boolean => {
  // By characters: one beyond the first plane is two units of a string.
  const chars = [...value];
  const [first = [], ...rest] = pattern.split('*').map((part) => [...part]);
  const fits = (part: readonly string[], at: number): boolean =>
    at + part.length <= chars.length && part.every((char, i) => char === '?' || char === chars[at + i]);
  if (!fits(first, 0)) return false;
  if (rest.length === 0) return first.length === chars.length;
  let at = first.length;
  for (const part of rest.slice(0, -1)) {
    while (at <= chars.length && !fits(part, at)) at += 1;
    if (at > chars.length) return false;
    at += part.length;
  }
  const last = rest.at(-1) ?? [];
  return chars.length - last.length >= at && fits(last, chars.length - last.length);
};

const bySelector = (endpoint: Extract<Endpoint, { kind: 'selector' }>, inventory: Inventory): Resolution => {
  const wanted = Object.entries(endpoint.tags);
  const words = `${endpoint.type} with ${wanted.map(([key, value]) => `${key}=${value}`).join(', ')}`;
  const blocked = unreadable(inventory, endpoint.type, `the selector ${words}`);
  if (blocked !== undefined) return blocked;
  const ends = (inventory.byType.get(endpoint.type) ?? [])
    .filter((resource) => resource.alive)
    .filter((resource) =>
      wanted.every(([key, pattern]) => {
        const value = resource.tags[key];
        return value !== undefined && matches(pattern, value);
      }),
    )
    .map(endOf);
  return ends.length === 0
    ? unresolved(ownFinding('SELECTOR_MATCHES_NOTHING', { words: { what: words } }))
    : { kind: 'found', ends, match: endpoint.match };
};

/** What an endpoint stands for in this snapshot; never throws. Linear in the resources of the selector's type. */
export const resolve = (endpoint: Endpoint, inventory: Inventory): Resolution => {
  switch (endpoint.kind) {
    case 'id':
      return byId(endpoint.id, inventory);
    case 'arn':
      return byArn(endpoint.arn, inventory);
    case 'address':
      return byAddress(endpoint.address, inventory);
    case 'selector':
      return bySelector(endpoint, inventory);
  }
};

import { type Endpoint, endpointText, type Path, pathText, type SelectableType } from '../lambda/domain/path.ts';
import type { Finding } from '../lambda/domain/verdict.ts';
import { crosses } from '../lambda/monitor/cross.ts';
import { ownFinding } from '../lambda/monitor/judged.ts';
import { pairsOf } from '../lambda/monitor/plan.ts';
import { type End, type Resolution, resolve } from '../lambda/monitor/resolve.ts';
import type { Inventory, Resource } from '../lambda/snapshot/inventory.ts';

/** One resource that an end of a path stands for. What is null does not apply to it, or was not described. */
export interface Target {
  readonly id: string;
  /** Null for what is not described here: it is left to AWS. */
  readonly type: SelectableType | null;
  /** The value of its tag `Name`. */
  readonly name: string | null;
  readonly vpcId: string | null;
  readonly subnetId: string | null;
  readonly address: string | null;
  readonly state: string | null;
  /** Of an ARN. */
  readonly account: string | null;
}

export interface Targets {
  /** As it is declared, in words. */
  readonly declared: string;
  readonly form: Endpoint['kind'];
  /** How many must be as expected, of a selector. */
  readonly match: 'any' | 'all' | null;
  readonly resources: readonly Target[];
  /** What is peculiar about it, such as an address that nobody has. */
  readonly note: string | null;
  /** Why it stands for nothing. */
  readonly finding: Finding | null;
}

export interface PathTargets {
  readonly pathId: string;
  /** `a → b, tcp/443`, as declared. */
  readonly declared: string;
  readonly from: Targets;
  readonly to: Targets;
  readonly pairs: {
    /** Each resource of `from` with each of `to`. */
    readonly count: number;
    /** By the path's `maxPairs`. */
    readonly lookedAt: number;
    /** How many of those lie in VPCs that are attached to a transit gateway; null where attachments could not be read. */
    readonly overTransitGateway: number | null;
  };
}

const described = ({ id, type, tags, vpcId, subnetId, addresses, state }: Resource): Target => ({
  id,
  type,
  name: tags.Name ?? null,
  vpcId: vpcId ?? null,
  subnetId: subnetId ?? null,
  address: addresses[0] ?? null,
  state: state ?? null,
  account: null,
});

const undescribed = (id: string, { account, address }: End): Target => ({
  id,
  type: null,
  name: null,
  vpcId: null,
  subnetId: null,
  address: address ?? null,
  state: null,
  account: account ?? null,
});

/** A bare address stands for itself; told are the interfaces that have it. */
const targetsOf = (end: End, { byId, byAddress }: Inventory): readonly Target[] => {
  const { reference, destinationAddress } = end;
  if (reference === undefined) return (byAddress.get(destinationAddress ?? '') ?? []).map(described);
  const known = byId.get(reference);
  return [known === undefined ? undescribed(reference, end) : described(known)];
};

const noteOf = (endpoint: Endpoint, targets: readonly Target[]): string | null => {
  if (endpoint.kind === 'address' && targets.length === 0)
    return 'no network interface has the address: it is looked for outside of the network';
  if (endpoint.kind === 'address' && targets.length > 1)
    return 'several network interfaces have the address: name the one that is meant';
  return targets.some(({ type }) => type === null) ? 'it is not described here: AWS is asked by its ARN or id' : null;
};

const found = (endpoint: Endpoint, resolution: Resolution, inventory: Inventory): Targets => {
  const resources = resolution.kind === 'found' ? resolution.ends.flatMap((end) => targetsOf(end, inventory)) : [];
  const unread = inventory.snapshot.unreadable.NetworkInterfaces;
  const isHidden = endpoint.kind === 'address' && resources.length === 0 && unread !== undefined;
  const hidden = (): Finding =>
    ownFinding('UNREADABLE', {
      words: { what: endpointText(endpoint), operation: unread?.operation ?? '', code: unread?.code ?? '' },
    });
  const finding = resolution.kind === 'unresolved' ? resolution.finding : isHidden ? hidden() : null;
  return {
    declared: endpointText(endpoint),
    form: endpoint.kind,
    match: endpoint.kind === 'selector' ? endpoint.match : null,
    resources,
    note: finding === null ? noteOf(endpoint, resources) : null,
    finding,
  };
};

/** What the ends of a path stand for now, and which pairs a look takes of them. Pure. */
export const pathTargets = (path: Path, inventory: Inventory): PathTargets => {
  const { pairs } = pairsOf(path, inventory);
  const lookedAt = pairs.slice(0, path.maxPairs);
  const isUnseen = inventory.snapshot.unreadable.TransitGatewayAttachments !== undefined;
  return {
    pathId: path.id,
    declared: pathText(path),
    from: found(path.from, resolve(path.from, inventory), inventory),
    to: found(path.to, resolve(path.to, inventory), inventory),
    pairs: {
      count: pairs.length,
      lookedAt: lookedAt.length,
      overTransitGateway: isUnseen ? null : lookedAt.filter(([from, to]) => crosses(from, to, inventory)).length,
    },
  };
};

/** Whether both ends stand for something. */
export const isResolved = ({ from, to }: PathTargets): boolean => from.finding === null && to.finding === null;

import fc from 'fast-check';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { type Described, described, documentsOf } from '../simulator/described.ts';
import { type Mutation, mutate } from '../simulator/mutate.ts';

/** A change of one part of a network: its kind, the element, and what becomes of it, each counted modulo what there is. */
export const change: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.nat(10_000),
  which: fc.nat(10_000),
  how: fc.nat(10_000),
});

const ends = (network: Described) =>
  network.NetworkInterfaces.filter((eni) => !eni.NetworkInterfaceId?.startsWith('eni-nat'));

/** An interface goes, and its instance with it. */
const remove = (network: Described, which: number): void => {
  const all = ends(network);
  const gone = all[which % all.length];
  network.NetworkInterfaces = network.NetworkInterfaces.filter((eni) => eni !== gone);
  for (const { Instances = [] } of network.Reservations)
    for (const instance of Instances)
      if (instance.InstanceId === gone?.Attachment?.InstanceId) instance.State = { Code: 48, Name: 'terminated' };
};

/** Two interfaces of one VPC exchange their addresses, as where one takes over from another. */
const exchange = (network: Described, which: number, how: number): void => {
  const all = ends(network);
  const one = all[which % all.length];
  const others = all.filter((eni) => eni.SubnetId === one?.SubnetId && eni !== one);
  const other = others[how % others.length];
  if (one === undefined || other === undefined) return;
  const { PrivateIpAddress, PrivateIpAddresses } = one;
  Object.assign(one, { PrivateIpAddress: other.PrivateIpAddress, PrivateIpAddresses: other.PrivateIpAddresses });
  Object.assign(other, { PrivateIpAddress, PrivateIpAddresses });
};

/** An interface is given the tag of another VPC, or loses it: selectors pick another set. */
const retag = (network: Described, which: number, how: number): void => {
  const eni = network.NetworkInterfaces[which % network.NetworkInterfaces.length];
  if (eni !== undefined) eni.TagSet = how % 2 === 0 ? [] : [{ Key: 'vpc', Value: `vpc-${how % 3}` }];
};

const edits = [remove, exchange, retag];

/** The simulator's changes, and of six one that concerns who has an address and what a selector picks. `met`: ids that it is near to. */
export const changed = (documents: Documents, made: Mutation, met: readonly string[] | undefined): Documents => {
  const edit = made.kind % 6 === 5 ? edits[made.how % edits.length] : undefined;
  if (edit === undefined) return mutate(documents, made, met);
  const network = structuredClone(described(documents));
  edit(network, made.which, Math.floor(made.how / edits.length));
  return documentsOf(network);
};

import { type Address, addressesText, only } from '../../network/address.ts';
import { destinations, narrowed, type Packets } from '../../network/packets.ts';
import { overlaps, type Ranges, rangesOf, subtract } from '../../network/ranges.ts';
import { type Obstacle, unseen } from '../obstacle.ts';
import type { View } from '../view.ts';

/** Up to so many addresses are looked up one by one; beyond, all interfaces of the VPC are gone through. */
const FEW = 16n;

/** The single addresses of a small set; undefined for a large one. */
export const few = (addresses: Ranges<Address>): readonly Address[] | undefined => {
  const count = addresses.reduce((sum, [from, to]) => sum + (to - from), 0n);
  if (count > FEW) return undefined;
  return addresses.flatMap(([from, to]) =>
    Array.from({ length: Number(to - from) }, (_, index) => from + BigInt(index)),
  );
};

export interface Recipients {
  readonly found: readonly { readonly interface: string; readonly subnet: string; readonly packets: Packets }[];
  /** Packets to addresses that no interface of the VPC has. */
  readonly nobody: Packets;
  /** Packets to addresses that two interfaces have. */
  readonly disputed: readonly { readonly packets: Packets; readonly obstacle: Obstacle }[];
}

/** Which interfaces of a VPC hold the destinations of the packets. */
export const recipients = (view: View, vpc: string, packets: Packets): Recipients => {
  const wanted = destinations(packets);
  const single = few(wanted);
  const candidates =
    single === undefined
      ? view
          .interfacesOf(vpc)
          .filter((one) => overlaps(one.own, wanted))
          .map((one) => one.id)
      : [...new Set(single.flatMap((address) => view.holders(vpc, address)))];
  const disputed: { readonly packets: Packets; readonly obstacle: Obstacle }[] = [];
  const clashing = new Set<Address>();
  for (const address of single ?? []) {
    const holders = view.holders(vpc, address);
    if (holders.length < 2) continue;
    clashing.add(address);
    disputed.push({
      packets: narrowed(packets, { destination: only(address) }),
      obstacle: unseen(
        holders[0] ?? vpc,
        `${addressesText(only(address))} is ambiguous in ${vpc}: ${holders.join(' and ')} have it`,
        'AMBIGUOUS_ADDRESS',
        { resources: { networkInterfaces: holders, vpc: [vpc] } },
      ),
    });
  }
  const clear = subtract(wanted, rangesOf([...clashing].flatMap((address) => only(address))));
  const found = candidates.flatMap((id) => {
    const held = view.interface(id);
    if (held.kind !== 'found') return [];
    const own = narrowed(narrowed(packets, { destination: held.thing.own }), { destination: clear });
    return own.length === 0 ? [] : [{ interface: id, subnet: held.thing.subnet, packets: own }];
  });
  const taken = rangesOf(found.flatMap((one) => destinations(one.packets)));
  return { found, disputed, nobody: narrowed(packets, { destination: subtract(clear, taken) }) };
};

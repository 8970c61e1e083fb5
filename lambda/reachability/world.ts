import type { Address } from '../network/address.ts';
import type { Ranges } from '../network/ranges.ts';
import type { View } from './view.ts';

/** Where packets are to arrive. */
export interface Goal {
  readonly interfaces: ReadonlySet<string>;
  /** Interfaces of load balancers that may be on the way. */
  readonly balancers: ReadonlySet<string>;
  /** Whether any target of those balancers will do. */
  readonly anyTarget: boolean;
  /** Gateways, attachments, connections, VPCs and subnets by id. */
  readonly gateways: ReadonlySet<string>;
  /** Any edge of the network to the internet. */
  readonly internet: boolean;
  /** Addresses behind any edge of the network. */
  readonly beyond: Ranges<Address>;
}

export const nowhere: Goal = {
  interfaces: new Set(),
  balancers: new Set(),
  anyTarget: false,
  gateways: new Set(),
  internet: false,
  beyond: [],
};

/** What a step is given beside the branch. */
export interface World {
  readonly view: View;
  readonly goal: Goal;
}

import { type Model, modelOf } from '../reachability/analyze.ts';
import { type Inventory, inventoryOf } from '../snapshot/inventory.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';

/** A snapshot with what is made of it: once, however many paths look at it. */
export interface World {
  readonly snapshot: Snapshot;
  readonly inventory: Inventory;
  /** Throws where the model has a defect; whoever asks turns it into an answer that says so. */
  readonly model: () => Model;
}

const worlds = new WeakMap<Snapshot, World>();

const open = (snapshot: Snapshot): World => {
  let model: Model | undefined;
  return {
    snapshot,
    inventory: inventoryOf(snapshot),
    model: () => {
      model ??= modelOf(snapshot);
      return model;
    },
  };
};

/** The same snapshot gives the same world. */
export const worldOf = (snapshot: Snapshot): World => {
  const world = worlds.get(snapshot) ?? open(snapshot);
  worlds.set(snapshot, world);
  return world;
};

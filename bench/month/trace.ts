import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { cellOf } from './cell.ts';
import { type Call, changed } from './edit.ts';
import type { Step } from './step.ts';
import { calling } from './step.ts';

/** A month of something. */
export interface Trace {
  readonly name: string;
  /** In the order of their times. */
  readonly steps: readonly Step[];
}

/** A call that is to be made at a time. */
export interface Timed {
  readonly at: number;
  readonly cell: number;
  readonly call: Call;
}

/** The steps that calls make, one after another, in networks that begin as their cells do. Throws where one is refused. */
export const stepsOf = (calls: readonly Timed[]): readonly Step[] => {
  const networks = new Map<number, Documents>();
  return calls
    .toSorted((one, other) => one.at - other.at)
    .map(({ at, cell, call }) => {
      const documents = changed(networks.get(cell) ?? cellOf(cell).documents, call);
      networks.set(cell, documents);
      return calling(at, cell, call, documents);
    });
};

import { z } from 'zod';
import type { Exchange } from '../test/support/dynamodb-proxy.ts';

/** Capacity units of the table, without what its indexes take of writes: the embedded engine counts none for them. */
export interface Units {
  readonly read: number;
  readonly write: number;
}

export const noUnits: Units = { read: 0, write: 0 };

const one = z.object({ CapacityUnits: z.number() });
const Answer = z.object({ ConsumedCapacity: z.union([one, z.array(one)]).optional() });

/** A request that has the engine tell what it takes. */
export const toldUnits = (request: string): string =>
  JSON.stringify({ ...JSON.parse(request), ReturnConsumedCapacity: 'TOTAL' });

/** What a call has taken. */
export const unitsIn = ({ operation, answer }: Exchange): Units => {
  const units = [Answer.parse(JSON.parse(answer)).ConsumedCapacity ?? []].flat();
  const taken = units.reduce((sum, { CapacityUnits }) => sum + CapacityUnits, 0);
  return /^(?:Query|Scan|GetItem|BatchGet)/.test(operation) ? { read: taken, write: 0 } : { read: 0, write: taken };
};

export const plus = (a: Units, b: Units): Units => ({ read: a.read + b.read, write: a.write + b.write });

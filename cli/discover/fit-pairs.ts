import { standard } from '../../lambda/domain/configuration/standard.ts';
import type { Expectation } from '../../lambda/domain/path.ts';
import type { Declared } from './declare-end.ts';

/** The ends of a path such that the pairs that a look takes can settle it. */
export interface Fitted {
  readonly from: Declared;
  readonly to: Declared;
  /** Where it is not the usual number. */
  readonly maxPairs?: number;
}

const USUAL = standard.maxPairs;
/** What the configuration takes. */
const MOST = 20;

const anyOf = ({ end, resources }: Declared): Declared =>
  typeof end === 'string' || resources.length === 1 ? { end, resources } : { end: { ...end, match: 'any' }, resources };

/** One resource in place of all. */
type Alone = (declared: Declared) => Declared;

/**
 * Of more pairs than a look takes, "all of them" is never known. Of clients and servers, that some get through is worth knowing:
 * any one suffices, of the servers too where they are more than a look takes by themselves. A promise holds of all or is none:
 * more pairs are looked at, and where those do not suffice one resource stands for the others.
 */
export const fitPairs = (from: Declared, to: Declared, expect: Expectation, alone: Alone): Fitted => {
  const pairs = from.resources.length * to.resources.length;
  if (pairs <= USUAL) return { from, to };
  if (expect === 'reachable') return { from: anyOf(from), to: to.resources.length > USUAL ? anyOf(to) : to };
  return pairs <= MOST ? { from, to, maxPairs: pairs } : { from: alone(from), to: alone(to) };
};

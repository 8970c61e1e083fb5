import { forecast } from '../../lambda/spend/forecast.ts';
import type { Candidate } from '../discover/candidate.ts';
import { configurationOf } from '../discover/declare-path.ts';

/** A candidate as it is offered to the user. */
export interface Offer extends Candidate {
  /** Dollars that its analyses are expected to cost in a month, of all pairs that a look takes. */
  readonly monthly: number;
}

/** What each candidate would cost, by the forecast of `pathwatch cost`; of several pairs each has analyses of its own. */
export const offersOf = (candidates: readonly Candidate[]): readonly Offer[] => {
  if (candidates.length === 0) return [];
  const { perPath } = forecast(configurationOf(candidates.map(({ entry }) => entry)));
  const expected = new Map(perPath.map((path) => [path.id, path.expected]));
  return candidates.map((candidate) => ({
    ...candidate,
    monthly: (expected.get(candidate.entry.id) ?? 0) * Math.max(1, candidate.now.lookedAt),
  }));
};

/** What is written active where nobody chooses: what gets through now, but for promises, which are somebody's to make. */
export const isProposed = ({ kind, now }: Offer): boolean => kind !== 'promise' && now.verdict === 'reachable';

import type { Candidate, Cause } from '../domain/change.ts';
import { clean } from './clean.ts';
import type { AlertEvent } from './event-schema.ts';

/** How many are told at most, which bounds the document. */
const shown = { facts: 6, calls: 3, details: 8 };

type Call = NonNullable<AlertEvent['cause']>['calls'][number];

/** Pairs of outside text, cleaned, the first of them. */
export const cleanPairs = (
  pairs: Readonly<Record<string, string>>,
  most: number,
  lengths: readonly [key: number, value: number],
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(pairs)
      .slice(0, most)
      .map(([key, value]) => [clean(key, lengths[0]), clean(value, lengths[1])]),
  );

const callOf = ({ change, fit }: Candidate): Call => {
  const { author } = change;
  return {
    id: clean(change.id, 100),
    at: clean(change.at, 40),
    source: change.source,
    name: clean(change.name, 100),
    fit,
    ...(author !== undefined && {
      author: {
        principal: clean(author.principal, 300),
        ...(author.sourceAddress !== undefined && { sourceAddress: clean(author.sourceAddress, 100) }),
        ...(author.tool !== undefined && { tool: clean(author.tool, 60) }),
      },
    }),
    details: cleanPairs(change.details, shown.details, [60, 150]),
  };
};

/** What is known of the cause, as it is told to machines. */
export const eventCause = ({ facts, left, between, candidates, search }: Cause): AlertEvent['cause'] => ({
  facts: facts.slice(0, shown.facts).map(({ component, kind, what, before, after, message }) => ({
    component: clean(component, 100),
    kind,
    what,
    ...(before !== undefined && { before: clean(before, 200) }),
    ...(after !== undefined && { after: clean(after, 200) }),
    message: clean(message, 300),
  })),
  left: left + Math.max(0, facts.length - shown.facts),
  between: [clean(between[0], 40), clean(between[1], 40)],
  calls: candidates.slice(0, shown.calls).map(callOf),
  search: search.kind,
});

import type { State } from '../domain/state.ts';

/** What a path that is no longer declared has left, once it was forgotten: nothing that could be shown. */
export const isForgotten = ({ settled, last, blind, pending }: State): boolean =>
  [settled, last, blind, pending].every((known) => known === undefined);

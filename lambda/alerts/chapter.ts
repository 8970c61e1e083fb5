import type { Fix } from '../domain/fix.ts';

/**
 * How much something is wanted where there is not room for all: what must be said, what should be, what helps, and what is told
 * where there is room left.
 */
export const ranks = { must: 1, should: 2, helps: 3, room: 4, last: 5 } as const;
export type Rank = (typeof ranks)[keyof typeof ranks];

/** One thing that is told: a sentence, or a command with the words before it. Texts from outside are clean in it, not escaped. */
export interface Item {
  readonly rank: Rank;
  readonly text: string;
  readonly command?: Fix;
}

/** A part of what an alert tells, before it is put into the form of a channel. */
export interface Chapter {
  readonly name: 'opening' | 'why' | 'changes' | 'fixes' | 'flows' | 'open' | 'ids';
  /** Of those with a title the items are a list. */
  readonly title?: string;
  readonly items: readonly Item[];
  /** One line about the items that there was no room for; undefined where they need none. */
  readonly more?: (left: readonly Item[]) => string | undefined;
}

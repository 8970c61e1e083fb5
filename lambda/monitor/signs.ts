/**
 * What each opinion about one pair of resources and one range of ports comes to: the columns that the table of rules.ts
 * looks at, each with all its signs.
 */
export const signs = {
  /**
   * Reachability Analyzer. It found a way and looked at `both` directions, or at the way `there` alone; `blocked`: it names
   * what stops the packets; `unseen`: it could not tell; `late`: like every analysis of the path it was still running when
   * the waiting ended; `unasked`: there was no money to ask it.
   */
  analyzer: ['both', 'there', 'blocked', 'unseen', 'late', 'unasked'],
  /** What the declaration wants the path to be; `closed` is a promise of segmentation. */
  wanted: ['open', 'closed'],
  /**
   * What AWS blames beside what the model names. `false`: a security group of which the model shows the rule that admits the
   * packets, while something else stops them; `shared`: the same cause; `apart`: all else.
   */
  blame: ['false', 'shared', 'apart'],
  /** Reachability Analyzer, asked about the reply: see judge-reply.ts. `none`: it was not. */
  reply: ['confirmed', 'refuted', 'beyond', 'unseen', 'none'],
  /**
   * Route Analyzer, of both legs: `open`, or stopped on the way `there`, or on the way `back`, at which it looks only where the
   * way there is connected; `none`: it was not asked.
   */
  routes: ['open', 'there', 'back', 'unseen', 'none'],
  /** The network model, of the way there and of the way back. */
  modelThere: ['open', 'blocked', 'unseen'],
  modelBack: ['open', 'blocked', 'unseen'],
} as const;

export type Column = keyof typeof signs;

/** One sign in each column. */
export type Signs = { readonly [Name in Column]: (typeof signs)[Name][number] };

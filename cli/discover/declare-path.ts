import { toConfiguration } from '../../lambda/domain/configuration.ts';
import type { Configuration } from '../../lambda/domain/path.ts';
import type { Entry } from './candidate.ts';
import type { Ended } from './path-ids.ts';

/** How often a path is looked at where nobody says otherwise. */
export const EVERY = '5 minutes';

export const entryOf = (id: string, { proposal, from, to, maxPairs }: Ended): Entry => ({
  id,
  from: from.end,
  to: to.end,
  protocol: proposal.protocol,
  port: proposal.port,
  ...(proposal.expect === 'unreachable' ? { expect: 'unreachable' } : {}),
  ...(maxPairs === undefined ? {} : { maxPairs }),
});

/** A configuration of these paths, of one at least. What is proposed may be declared, or there is a defect: then it throws. */
export const configurationOf = (entries: readonly Entry[]): Configuration => {
  const read = toConfiguration({ defaults: { every: EVERY }, paths: entries });
  if (read.ok) return read.configuration;
  throw new Error(`a proposed path cannot be declared: ${read.flaws.map(({ message }) => message).join('; ')}`);
};

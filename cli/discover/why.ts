import type { Declared } from './declare-end.ts';
import type { Ended } from './path-ids.ts';
import type { Party } from './proposal.ts';

const partOf = (name: string, wanted: Party, { end, resources }: Declared): readonly string[] => {
  const all = wanted.of ?? wanted.resources.length;
  if (typeof end !== 'string' && end.match === 'any') return [`\`${name}\`: any one of ${resources.length} suffices`];
  return resources.length === all ? [] : [`\`${name}\`: ${resources[0]?.id} stands for ${all} of them`];
};

/** Why it is proposed, and for how many each end stands. */
export const whyOf = ({ proposal, from, to }: Ended): string =>
  [proposal.why, ...partOf('from', proposal.from, from), ...partOf('to', proposal.to, to)].join('; ');

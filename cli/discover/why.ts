import type { Declared } from './declare-end.ts';
import type { Ended } from './path-ids.ts';
import type { Party } from './proposal.ts';

const partOf = (end: string, wanted: Party, { resources }: Declared): readonly string[] => {
  const all = wanted.of ?? wanted.resources.length;
  return resources.length === all ? [] : [`\`${end}\`: ${resources[0]?.id} stands for ${all} of them`];
};

/** Why it is proposed, and how many each end stands for that is not all of what was found. */
export const whyOf = ({ proposal, from, to }: Ended): string =>
  [proposal.why, ...partOf('from', proposal.from, from), ...partOf('to', proposal.to, to)].join('; ');

import type { Flaw } from '../configuration-flaw.ts';
import { maxRanges, parsePorts } from '../ports-text.ts';
import { type Section, section } from './section.ts';
import { standard } from './standard.ts';

const rangesOf = (value: unknown): number => {
  const parsed = typeof value === 'string' || typeof value === 'number' ? parsePorts(value) : undefined;
  return parsed?.ok ? parsed.value.length : 1;
};

/** Paid analyses that one check may ask for: AWS runs 100 at a time, and other paths are checked beside. */
const maxAnalyses = 50;

const isSelector = (value: unknown): boolean => 'tags' in section(value);

/** Each pair of resources, with each range and source range, is one paid analysis. */
export const costly = (entry: unknown, defaults: Section, index: number): readonly Flaw[] => {
  const said: Section = { ...defaults, ...section(entry) };
  const ranges = rangesOf(said.port) * rangesOf(said.sourcePort);
  const place = ['paths', index];
  if (ranges > maxRanges)
    return [
      {
        place,
        part: 'value',
        message: `\`port\` and \`sourcePort\` together ask for ${ranges} paid analyses, more than ${maxRanges}`,
        advice: 'join ranges, or declare a path for each group of ports',
      },
    ];
  const most = typeof said.maxPairs === 'number' ? said.maxPairs : standard.maxPairs;
  const analyses = ranges * (isSelector(said.from) || isSelector(said.to) ? most : 1);
  return analyses <= maxAnalyses
    ? []
    : [
        {
          place,
          part: 'value',
          message: `${most} pairs with ${ranges} port ranges each ask for ${analyses} paid analyses a check, more than ${maxAnalyses}`,
          advice: 'lower `maxPairs`, join ranges, or declare several paths',
        },
      ];
};

import type { Flaw } from '../configuration-flaw.ts';
import { howToWrite } from './how-to.ts';
import type { Section } from './section.ts';

/** What a path must have from itself or from `defaults`. */
export const wanting = (entry: unknown, defaults: Section, index: number): readonly Flaw[] => {
  if (typeof entry !== 'object' || entry === null) return [];
  return ['protocol', 'port', 'every']
    .filter((key) => !(key in entry) && !(key in defaults))
    .map((key) => ({
      place: ['paths', index, key],
      part: 'value',
      message: `\`${key}\` is missing`,
      advice: `${howToWrite([key])}, here or once under \`defaults\``,
    }));
};

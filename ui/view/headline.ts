import { counted } from '../../lambda/asking/amount.ts';
import type { Standing } from '../../lambda/domain/check.ts';
import type { Overview, PathRow } from './overview.ts';

/** What all paths come to. */
export interface Headline {
  readonly standing: Standing;
  readonly text: string;
  /** Declared paths that are not as expected, and of which it is not known. */
  readonly unexpected: number;
  readonly undetermined: number;
}

const countOf = (rows: readonly PathRow[], standing: Standing): number =>
  rows.filter((row) => row.standing === standing).length;

/** In a sentence. Where a look is overdue nothing is said to be as expected: it is known how the paths were. */
export const headlineOf = ({ paths, unlooked }: Pick<Overview, 'paths' | 'unlooked'>): Headline => {
  const rows = paths.filter(({ declared }) => declared);
  const unexpected = countOf(rows, 'unexpected');
  const undetermined = countOf(rows, 'undetermined');
  const counts = { unexpected, undetermined };
  const all = counted(rows.length, 'path');
  if (unexpected > 0)
    return {
      ...counts,
      standing: 'unexpected',
      text: `${unexpected} of ${all} ${unexpected === 1 ? 'is' : 'are'} not as expected`,
    };
  if (undetermined > 0)
    return {
      ...counts,
      standing: 'undetermined',
      text: `Of ${undetermined} of ${all} it is not known how ${undetermined === 1 ? 'it is' : 'they are'}`,
    };
  if (rows.length === 0) return { ...counts, standing: 'undetermined', text: 'No path is declared' };
  if (unlooked !== null || rows.some(({ isOverdue }) => isOverdue))
    return {
      ...counts,
      standing: 'undetermined',
      text: `${all} ${rows.length === 1 ? 'was' : 'were'} as expected when last looked at`,
    };
  return {
    ...counts,
    standing: 'expected',
    text: rows.length === 1 ? 'The one path is as expected' : `All ${all} are as expected`,
  };
};

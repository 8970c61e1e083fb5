import { Refusal } from '../refusal.ts';
import { failed, type Judgement, ok } from './judgement.ts';
import type { Examination } from './patient.ts';

/** The Region that was found, or why none was. */
export const judgeRegion = (found: string | Refusal): Judgement =>
  typeof found === 'string' ? ok(found) : failed(found.reason.message, found.reason.advice);

export const region: Examination = {
  name: 'region',
  of: 'both',
  examine: async (patient) => {
    try {
      return judgeRegion(await patient.region());
    } catch (error) {
      if (error instanceof Refusal && error.reason.code === 'no-region') return judgeRegion(error);
      throw error;
    }
  },
};

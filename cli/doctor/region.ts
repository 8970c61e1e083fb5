import { Refusal } from '../refusal.ts';
import { failed, type Judgement, ok } from './judgement.ts';
import type { Examination } from './patient.ts';

export const judgeRegion = (region: string | undefined): Judgement =>
  region === undefined
    ? failed('no Region is set', 'name it, `pathwatch doctor --region REGION`, or set AWS_REGION')
    : ok(region);

export const region: Examination = {
  name: 'region',
  of: 'both',
  examine: async (patient) => {
    try {
      return judgeRegion(await patient.region());
    } catch (error) {
      if (error instanceof Refusal && error.reason.code === 'no-region') return judgeRegion(undefined);
      throw error;
    }
  },
};

import type { Exit } from '../answer.ts';
import { type Judgement, ok, unseen } from './judgement.ts';
import type { Examination, Patient } from './patient.ts';

/** What a check came to, by its name. */
export interface Examined extends Judgement {
  readonly check: string;
}

export const NOT_APPLICABLE = 'not applicable to the embedded account';

const judged = async (examination: Examination, patient: Patient): Promise<Judgement> => {
  try {
    if (examination.of === 'both') return await examination.examine(patient);
    return patient.kind === 'deployed' ? await examination.examine(patient) : ok(NOT_APPLICABLE);
  } catch (error) {
    return unseen(error);
  }
};

/** Makes all examinations at once; what one of them throws is its own answer. `ended` is told how many have one. */
export const examine = (
  patient: Patient,
  examinations: readonly Examination[],
  ended: (count: number) => void,
): Promise<readonly Examined[]> => {
  let count = 0;
  return Promise.all(
    examinations.map(async (examination) => {
      const { outcome, message, remedy } = await judged(examination, patient);
      count += 1;
      ended(count);
      return { check: examination.name, outcome, message, remedy };
    }),
  );
};

/** 1 where something failed; 3 where nothing did, and something could not be seen. */
export const exitOf = (all: readonly Pick<Examined, 'outcome'>[]): Exit => {
  if (all.some(({ outcome }) => outcome === 'failed')) return 1;
  return all.some(({ outcome }) => outcome === 'unknown') ? 3 : 0;
};

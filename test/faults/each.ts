const each = process.env.PATHWATCH_FAULTS_EACH !== undefined;

/** Whether what stands at a place is tried: one place of `share`, the first of them 0; with PATHWATCH_FAULTS_EACH every one. */
export const isTried = (place: number, share: number): boolean => each || place % share === 0;

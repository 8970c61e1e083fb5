/** Whether everything is tried that CI tries a part of. */
export const isEach = process.env.PATHWATCH_FAULTS_EACH !== undefined;

/** How many random cases are tried: so many in all, of which CI takes one of `share`. */
export const randomCases = (all: number, share: number): number => (isEach ? all : Math.ceil(all / share));

/** Whether what stands at a place is tried: one place of `share`, the first of them 0; with PATHWATCH_FAULTS_EACH every one. */
export const isTried = (place: number, share: number): boolean => isEach || place % share === 0;

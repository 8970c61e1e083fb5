/** Numbers from 0 to 1 that look random and are the same in every run: https://en.wikipedia.org/wiki/Linear_congruential_generator. */
export const random = (seed: number): (() => number) => {
  let state = (seed * 2_654_435_761 + 1) >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

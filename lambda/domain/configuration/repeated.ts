import type { Flaw, Place } from '../configuration-flaw.ts';

/** Each entry that says what an earlier one has said. */
export const repeated = (
  what: string,
  entries: readonly { readonly value: unknown; readonly place: Place }[],
): readonly Flaw[] => {
  const seen = new Map<unknown, Place>();
  return entries.flatMap(({ value, place }): readonly Flaw[] => {
    const collidesWith = seen.get(value);
    if (typeof value !== 'string') return [];
    if (collidesWith === undefined) {
      seen.set(value, place);
      return [];
    }
    const message = `the ${what} "${value}" is already used`;
    return [{ place, part: 'value', message, advice: `give each its own ${what}`, collidesWith }];
  });
};

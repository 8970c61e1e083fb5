import { counted } from '../page.ts';

/** At most so many are named. */
const NAMED = 5;

/** `a, b and 3 more`. */
export const named = (names: readonly string[]): string =>
  `${names.slice(0, NAMED).join(', ')}${names.length > NAMED ? ` and ${names.length - NAMED} more` : ''}`;

/** `2 paths: a, b`. */
export const countedNames = (names: readonly string[], one: string, many?: string): string =>
  `${counted(names.length, one, many)}: ${named(names)}`;

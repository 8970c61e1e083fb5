import type { Finding } from '../domain/verdict.ts';

const blockersIn = (findings: readonly Finding[]): readonly string[] =>
  findings.flatMap(({ says, code, component }) =>
    component !== undefined && (says === 'unreachable' || code === 'LET_IN') ? [component] : [],
  );

/**
 * Whether something stops the path, or lets it through, of which nobody was told: whoever follows what was told would undo
 * the wrong thing, or not all of it.
 */
export const isOtherCause = (told: readonly Finding[], found: readonly Finding[]): boolean => {
  const known = new Set(blockersIn(told));
  return blockersIn(found).some((component) => !known.has(component));
};

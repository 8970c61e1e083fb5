import type { Configuration, Path } from '../domain/path.ts';
import type { Trigger } from '../domain/sweep.ts';

/**
 * So many paths, and so many paid questions, one execution takes on: within 3,000 operations and 256 KB a checkpoint. A
 * question may bring one about its reply, which is not counted here.
 */
const PATHS_PER_EXECUTION = 60;
const QUESTIONS_PER_EXECUTION = 50;

export interface Due {
  readonly paths: readonly Path[];
  /** Ids asked for by hand that nobody declared. */
  readonly undeclared: readonly string[];
}

/** The paths that a trigger is about, in the order in which they are declared. */
export const duePaths = (configuration: Configuration, trigger: Trigger): Due => {
  switch (trigger.by) {
    case 'change':
      return { paths: configuration.paths, undeclared: [] };
    case 'schedule':
      return { paths: configuration.paths.filter((path) => path.every === trigger.every), undeclared: [] };
    case 'test':
      return { paths: [], undeclared: [] };
    case 'hand': {
      const { paths: ids } = trigger;
      if (ids === undefined) return { paths: configuration.paths, undeclared: [] };
      return {
        paths: configuration.paths.filter((path) => ids.includes(path.id)),
        undeclared: ids.filter((id) => !configuration.paths.some((path) => path.id === id)),
      };
    }
  }
};

/** The most questions that a path can ask in one check: known from its declaration alone. */
export const mostQuestions = (path: Path): number => {
  const hasSelector = path.from.kind === 'selector' || path.to.kind === 'selector';
  return (hasSelector ? path.maxPairs : 1) * path.ports.length * Math.max(1, path.sourcePorts.length);
};

/** Cuts paths into what one execution can do each; the same ones in the same order are always cut alike. */
export const portionsOf = (paths: readonly Path[]): readonly (readonly Path[])[] => {
  const cut: Path[][] = [];
  let questions = 0;
  for (const path of paths) {
    const most = mostQuestions(path);
    const last = cut.at(-1);
    if (last === undefined || last.length >= PATHS_PER_EXECUTION || questions + most > QUESTIONS_PER_EXECUTION) {
      cut.push([path]);
      questions = most;
    } else {
      last.push(path);
      questions += most;
    }
  }
  return cut;
};

import type { Configuration, Path } from '../domain/path.ts';
import type { SweepRequest, Trigger } from '../domain/sweep.ts';

/** So many paths, and so many paid questions, one execution takes on: within 3,000 operations and 256 KB a checkpoint. */
const PATHS_PER_EXECUTION = 60;
const QUESTIONS_PER_EXECUTION = 100;

export interface Due {
  readonly paths: readonly Path[];
  /** Ids asked for by hand that nobody declared. */
  readonly undeclared: readonly string[];
}

const duePaths = (configuration: Configuration, trigger: Trigger): Due => {
  switch (trigger.by) {
    case 'schedule':
      return { paths: configuration.paths.filter((path) => path.every === trigger.every), undeclared: [] };
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

/** Cuts the due paths into what one execution can do each; the same configuration is always cut alike. */
const portions = (paths: readonly Path[]): readonly (readonly Path[])[] => {
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

export interface Portion extends Due {
  /** How many paths are due in the whole sweep. */
  readonly due: number;
  /** More than one: this execution does none of them itself, but starts as many further executions. */
  readonly portions: number;
}

/** Which paths this execution takes on: all that are due, or its part of them. */
export const portionOf = (configuration: Configuration, { trigger, part }: SweepRequest): Portion => {
  const due = duePaths(configuration, trigger);
  const cut = portions(due.paths);
  if (part !== undefined)
    return { paths: cut[part.index] ?? [], undeclared: [], due: cut[part.index]?.length ?? 0, portions: 1 };
  return {
    ...due,
    paths: cut.length > 1 ? [] : due.paths,
    due: due.paths.length,
    portions: Math.max(1, cut.length),
  };
};

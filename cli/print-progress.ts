import { clockText } from '../lambda/asking/time.ts';
import { never, type Verdict } from '../lambda/domain/verdict.ts';
import { dollarsOf } from '../lambda/spend/price.ts';
import { counted, dollars, line } from './page.ts';
import type { SweepProgress } from './sweep-progress.ts';

/** At most so many paths have a line of their own. */
const ROWS = 8;
/** Characters of a path's id. */
const WIDEST = 40;

const marks: Readonly<Record<Verdict, string>> = { reachable: '✓', unreachable: '✗', unknown: '?' };

const stageText = (stage: SweepProgress['paths'][number], timeZone: string): string => {
  switch (stage.kind) {
    case 'queued':
      return 'queued';
    case 'asked':
      return 'the network model was asked: carried, or its turn is to come';
    case 'running':
      return `analyses running since ${clockText(stage.since, timeZone)}; the network model says ${stage.model}`;
    case 'done':
      return `${marks[stage.verdict]} ${stage.verdict}`;
    default:
      return never(stage);
  }
};

/** `3 paths: 1 done, 1 being analysed; $0.20 so far`. */
export const progressHead = ({ paths, analyses }: SweepProgress): string => {
  if (paths.length === 0) return 'the sweep is under way';
  const count = (kind: string): number => paths.filter((path) => path.kind === kind).length;
  const parts = [`${count('done')} done`, ...(count('running') === 0 ? [] : [`${count('running')} being analysed`])];
  return `${counted(paths.length, 'path')}: ${parts.join(', ')}; ${dollars(dollarsOf(analyses))} so far`;
};

/** A line a path, what is under way first. */
export const progressRows = ({ paths }: SweepProgress, timeZone: string): readonly string[] => {
  const shown = paths.slice(0, paths.length > ROWS ? ROWS - 1 : ROWS);
  const names = shown.map(({ pathId }) => line(pathId).slice(0, WIDEST));
  const width = Math.max(0, ...names.map((name) => name.length));
  const left = paths.length - shown.length;
  return [
    ...shown.map((path, place) => `  ${(names[place] ?? '').padEnd(width)}  ${stageText(path, timeZone)}`),
    ...(left === 0 ? [] : [`  and ${counted(left, 'more path', 'more paths')}`]),
  ];
};

import { spawnSync } from 'node:child_process';
import { type Figures, figuresIn, measuring, median } from './figures.ts';
import type { Program } from './programs.ts';

const RUNS = 7;

/** From the start of a process to its end, when it does nothing but this. */
export interface Start extends Figures {
  readonly name: string;
  readonly milliseconds: number;
}

const runNode = (options: readonly string[]): { readonly milliseconds: number; readonly printed: string } => {
  const before = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, options, { env: {}, encoding: 'utf8' });
  const milliseconds = performance.now() - before;
  if (status !== 0) throw new Error(`node ${options.join(' ')} ended with ${status}: ${stderr}`);
  return { milliseconds, printed: stdout };
};

const measured = (options: readonly string[]) => {
  const { milliseconds, printed } = runNode([...measuring, ...options]);
  return { milliseconds, ...figuresIn(printed) };
};

/**
 * Bare Node first, beside it each program once it is ready: medians of so many runs, all in turn, after one that fills the disk's
 * cache. `heap` are the options of bare Node.
 */
export const measureStarts = (programs: readonly Program[], heap: readonly string[], runs = RUNS): readonly Start[] => {
  const all = [{ name: 'bare Node', options: [...heap, '-e', '0'] }, ...programs];
  for (const { options } of all) runNode(options);
  const rounds = Array.from({ length: runs }, () => all.map(({ options }) => measured(options)));
  return all.map(({ name }, place) => {
    const of = (figure: keyof Figures | 'milliseconds') =>
      median(rounds.flatMap((round) => round[place]?.[figure] ?? []));
    return {
      name,
      milliseconds: of('milliseconds'),
      cpuMilliseconds: of('cpuMilliseconds'),
      peakBytes: of('peakBytes'),
    };
  });
};

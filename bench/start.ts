import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { type Figures, figuresIn, measuring, median } from './figures.ts';

const RUNS = 7;

/** From the start of a process to its end, when it does nothing but this. */
export interface Start extends Figures {
  readonly milliseconds: number;
}

const runNode = (...options: readonly string[]): { readonly milliseconds: number; readonly printed: string } => {
  const before = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, options, { env: {}, encoding: 'utf8' });
  const milliseconds = performance.now() - before;
  if (status !== 0) throw new Error(`node ${options.join(' ')} ended with ${status}: ${stderr}`);
  return { milliseconds, printed: stdout };
};

/**
 * Bare Node beside Node that has imported a bundle and could take an invocation; medians of 7 runs each, in turn, after
 * one that fills the disk's cache. `heap` are options of Node.
 */
export const measureStart = (
  file: string,
  heap: readonly string[],
): { readonly bare: Start; readonly bundled: Start } => {
  const bare = [...heap, '-e', '0'];
  const bundled = [...heap, '--input-type=module', '-e', `await import(${JSON.stringify(pathToFileURL(file).href)})`];
  runNode(...bare);
  runNode(...bundled);
  const runs = Array.from({ length: RUNS }, () => ({ bare: runNode(...bare), bundled: runNode(...bundled) }));
  const startOf = (options: readonly string[], milliseconds: readonly number[]): Start => ({
    ...figuresIn(runNode(...measuring, ...options).printed),
    milliseconds: median(milliseconds),
  });
  return {
    bare: startOf(
      bare,
      runs.map((run) => run.bare.milliseconds),
    ),
    bundled: startOf(
      bundled,
      runs.map((run) => run.bundled.milliseconds),
    ),
  };
};

import { appendFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Note {
  readonly fault: string;
  readonly event: 'tried' | 'survived' | 'not possible';
}

const note = (folder: string, entry: Note): void => {
  mkdirSync(folder, { recursive: true });
  appendFileSync(join(folder, `${process.pid}.jsonl`), `${JSON.stringify(entry)}\n`);
};

/**
 * Tries one fault: noted before, and as survived once `trial` has thrown nothing; in PATHWATCH_FAULTS, where that names a folder.
 * One whose trial answers false could not happen, and is struck again.
 */
export const tried = async <Value>(fault: string, trial: () => Promise<Value>): Promise<Value> => {
  const folder = process.env.PATHWATCH_FAULTS;
  if (folder === undefined) return trial();
  note(folder, { fault, event: 'tried' });
  const value = await trial();
  note(folder, { fault, event: value === false ? 'not possible' : 'survived' });
  return value;
};

/** Distinct faults that were tried, and those of them that were survived at every try. */
export const countIn = (folder: string): { readonly tried: number; readonly lost: readonly string[] } => {
  const open = new Map<string, number>();
  const impossible = new Set<string>();
  for (const file of readdirSync(folder)) {
    for (const line of readFileSync(join(folder, file), 'utf8').split('\n').filter(Boolean)) {
      const { fault, event }: Note = JSON.parse(line);
      open.set(fault, (open.get(fault) ?? 0) + (event === 'tried' ? 1 : -1));
      if (event === 'not possible') impossible.add(fault);
    }
  }
  const tried = [...open].filter(([fault]) => !impossible.has(fault));
  return { tried: tried.length, lost: tried.filter(([, left]) => left > 0).map(([fault]) => fault) };
};

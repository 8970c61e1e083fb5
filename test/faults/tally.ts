import { appendFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A note that a fault was tried, or survived. */
interface Note {
  readonly fault: string;
  readonly survived: boolean;
}

const note = (folder: string, entry: Note): void => {
  mkdirSync(folder, { recursive: true });
  appendFileSync(join(folder, `${process.pid}.jsonl`), `${JSON.stringify(entry)}\n`);
};

/** Tries one fault: noted before, and as survived once `trial` has thrown nothing; in PATHWATCH_FAULTS, where that names a folder. */
export const tried = async <Value>(fault: string, trial: () => Promise<Value>): Promise<Value> => {
  const folder = process.env.PATHWATCH_FAULTS;
  if (folder === undefined) return trial();
  note(folder, { fault, survived: false });
  const value = await trial();
  note(folder, { fault, survived: true });
  return value;
};

/** Distinct faults that were tried, and those of them that were survived at every try. */
export const countIn = (folder: string): { readonly tried: number; readonly lost: readonly string[] } => {
  const open = new Map<string, number>();
  for (const file of readdirSync(folder)) {
    for (const line of readFileSync(join(folder, file), 'utf8').split('\n').filter(Boolean)) {
      const { fault, survived }: Note = JSON.parse(line);
      open.set(fault, (open.get(fault) ?? 0) + (survived ? -1 : 1));
    }
  }
  return { tried: open.size, lost: [...open].filter(([, left]) => left > 0).map(([fault]) => fault) };
};

import type { FaultInfo } from '../domain/fault.ts';
import type { Flaw, Parsed } from './parse.ts';
import type { Raw } from './raw.ts';
import { type DocumentKey, documentKeys, documentParts, type Snapshot } from './snapshot.ts';

/** What one file gave. */
export interface Source extends Pick<Parsed, 'documents' | 'flawed'> {
  /** As it is told to people. */
  readonly file: string;
}

/** All that a JSON value holds, whatever the order of its fields. Without recursion: no depth is too deep. */
const contentOf = (value: unknown): string => {
  const written: string[] = [];
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (Array.isArray(next)) {
      written.push(`[${next.length}`);
      for (const item of next) waiting.push(item);
    } else if (typeof next === 'object' && next !== null) {
      const fields = Object.entries(next).sort(([a], [b]) => (a < b ? -1 : 1));
      written.push(`{${fields.length}`);
      for (const [field, item] of fields) waiting.push(item, field);
    } else written.push(JSON.stringify(next) ?? '');
  }
  return written.join();
};

/** Two accounts list what they share: once is enough where they say the same of it, else what each says is kept. */
const withoutRepeats = (elements: readonly Raw[], id: string): readonly Raw[] => {
  const firsts = new Map<unknown, Raw>();
  const contents = new Map<unknown, Set<string>>();
  return elements.filter((element) => {
    const first = firsts.get(element[id]);
    if (first === undefined) {
      firsts.set(element[id], element);
      return true;
    }
    const known = contents.get(element[id]) ?? new Set([contentOf(first)]);
    const content = contentOf(element);
    const isNew = !known.has(content);
    contents.set(element[id], known.add(content));
    return isNew;
  });
};

/** A flaw of a file as the fault that makes a part unreadable. */
export const faultIn = (file: string, { code, message }: Flaw): FaultInfo => ({
  kind: 'malformed',
  operation: file,
  code,
  message: `${file} ${message}`,
});

const faultOfAll = (faults: readonly FaultInfo[]): FaultInfo | undefined => {
  const [first, ...others] = faults;
  return first === undefined || others.length === 0
    ? first
    : { ...first, message: `${first.message}; ${others.length} more of its files are flawed` };
};

/**
 * Many parsed documents as one snapshot, their elements in the order of the sources. A part that one source has and
 * another has flawed is in `documents` and in `unreadable`: known in part.
 */
export const joined = (takenAt: string, sources: readonly Source[]): Snapshot => {
  const documents: Partial<Record<DocumentKey, readonly Raw[]>> = {};
  const unreadable: Partial<Record<DocumentKey, FaultInfo>> = {};
  for (const key of documentKeys) {
    const lists = sources.flatMap((source) => {
      const elements = source.documents[key];
      return elements === undefined ? [] : [elements];
    });
    if (lists.length > 0) documents[key] = withoutRepeats(lists.flat(), documentParts[key].id);
    const fault = faultOfAll(
      sources.flatMap(({ file, flawed }) => {
        const flaw = flawed[key];
        return flaw === undefined ? [] : [faultIn(file, flaw)];
      }),
    );
    if (fault !== undefined) unreadable[key] = fault;
  }
  return { takenAt, documents, unreadable };
};

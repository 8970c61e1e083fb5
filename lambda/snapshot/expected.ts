import { type DocumentKey, documentKeys } from './snapshot.ts';

const keys: ReadonlyMap<string, DocumentKey> = new Map(documentKeys.map((key) => [key.toLowerCase(), key]));

/** The part that a file is named after, as in `Vpcs.json` and `Vpcs-us-west-2.json`. */
export const partNamed = (name: string): DocumentKey | undefined =>
  keys.get((/^[a-z]+/i.exec(name)?.[0] ?? '').toLowerCase());

/** The end of a string that begins at `start`; the text's end where it is cut off. */
const stringEnd = (content: string, start: number): number => {
  let at = start + 1;
  while (at < content.length && content[at] !== '"') at += content[at] === '\\' ? 2 : 1;
  return at;
};

/**
 * The parts that a text was meant to hold which is no JSON, as a file is whose writing was cut short: the keys of its
 * outermost structure, or of one that is wrapped around it.
 */
export const partsBegun = (content: string): readonly DocumentKey[] => {
  const found = new Set<DocumentKey>();
  let depth = 0;
  for (let at = 0; at < content.length; at += 1) {
    const character = content[at];
    if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') depth -= 1;
    else if (character === '"') {
      const end = stringEnd(content, at);
      const key = depth > 2 ? undefined : documentKeys.find((known) => known === content.slice(at + 1, end));
      if (key !== undefined) found.add(key);
      at = end;
    }
  }
  return [...found];
};

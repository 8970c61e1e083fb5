import type { Document, Node } from 'yaml';
import { isAlias, isMap, isNode, isScalar, isSeq } from 'yaml';
import type { Place } from '../../lambda/domain/configuration-flaw.ts';
import type { Finding } from './problem.ts';

/** `paths[2].port`; a key with other characters is quoted: `tags["aws:x"]`. */
export const placeText = (place: Place): string =>
  place
    .map((step, index) => {
      if (typeof step === 'number') return `[${step}]`;
      if (!/^[\w-]+$/.test(step)) return `[${JSON.stringify(step)}]`;
      return index === 0 ? step : `.${step}`;
    })
    .join('');

/** Offsets in a text as line and column, both from 1. The parser's own counter skips lines in broken texts. */
export const positionsIn = (text: string): ((offset: number) => Pick<Finding, 'line' | 'column'>) => {
  const starts = [0, ...[...text.matchAll(/\n/g)].map((end) => end.index + 1)];
  return (offset) => {
    const within = Math.min(offset, text.length);
    // The last line that starts no later: by halves, for a broken text asks it thousands of times.
    let [line, behind] = [0, starts.length];
    while (behind - line > 1) {
      const middle = (line + behind) >> 1;
      if ((starts[middle] ?? 0) <= within) line = middle;
      else behind = middle;
    }
    return { line: line + 1, column: within - (starts[line] ?? 0) + 1 };
  };
};

interface Entry {
  readonly key?: Node | undefined;
  readonly value?: Node | undefined;
}

const asNode = (value: unknown): Node | undefined => (isNode(value) ? value : undefined);

/** The parser keeps the merge key `<<` as a symbol. */
export const keyText = (key: unknown): string | undefined => {
  if (!isScalar(key)) return undefined;
  return typeof key.value === 'symbol' ? key.value.description : `${key.value}`;
};

/** The entry of a map or list, through aliases and, where the map has no such key itself, through its merge keys. */
const entryOf = (document: Document, holder: Node | undefined, step: string | number): Entry | undefined => {
  const node = isAlias(holder) ? holder.resolve(document) : holder;
  if (isSeq(node)) {
    const value = typeof step === 'number' ? asNode(node.items[step]) : undefined;
    return value && { value };
  }
  if (!isMap(node)) return undefined;
  // The last one counts where a key stands twice, as it does in the value.
  const own = node.items.findLast((pair) => keyText(pair.key) === `${step}`);
  if (own) return { key: asNode(own.key), value: asNode(own.value) };
  for (const pair of node.items) {
    if (keyText(pair.key) !== '<<') continue;
    const merged = asNode(pair.value);
    const sources = isSeq(merged) ? merged.items.map(asNode) : [merged];
    const found = sources.map((source) => entryOf(document, source, step)).find((entry) => entry !== undefined);
    if (found) return found;
  }
  return undefined;
};

const isBlank = (node: Node): boolean => isScalar(node) && node.value === null && node.source === '';

/** Where a place stands in the text; `whole` is false where the place is missing and what is around it is meant. */
export interface Standing {
  readonly offset: number;
  readonly whole: boolean;
}

/**
 * The offset in the text at which a place stands: that of its key or of its value as asked; of the key where there is no
 * value; of the nearest place around it where it is missing.
 */
export const standingOf = (document: Document, place: Place, part: 'key' | 'value'): Standing => {
  let entry: Entry = { value: asNode(document.contents) };
  for (const [index, step] of place.entries()) {
    const next = entryOf(document, entry.value, step);
    if (next === undefined) return { ...standingOf(document, place.slice(0, index), 'value'), whole: false };
    entry = next;
  }
  const { key, value } = entry;
  const shown = part === 'key' || value === undefined || isBlank(value) ? (key ?? value) : value;
  return { offset: shown?.range?.[0] ?? 0, whole: true };
};

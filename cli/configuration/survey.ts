import type { Document, Node } from 'yaml';
import { isAlias, isMap, isNode, isSeq } from 'yaml';
import { keyText } from './places.ts';
import type { SyntaxFlaw } from './syntax.ts';

/** Values of a file with its aliases written out; a thousand paths have some fifty thousand. */
const mostValues = 250_000;
const mostLevels = 50;

interface Anchored {
  readonly node: Node;
  /** Values, aliases written out; absent while the node itself is still being measured. */
  readonly size?: number;
}

/**
 * What would make the document's values dangerous or impossible to take out: aliases of nothing, of themselves, or that
 * multiply into more values than any configuration has (the alias bomb), merge keys that merge no map, and nesting
 * without end.
 */
export const surveyed = (document: Document): readonly SyntaxFlaw[] => {
  const flaws: SyntaxFlaw[] = [];
  const anchors = new Map<string, Anchored>();
  const tell = (node: Node, message: string, advice: string): number => {
    flaws.push({ offset: node.range?.[0] ?? 0, message, advice });
    return 1;
  };

  const sizeOfAlias = (node: Node, name: string): number => {
    const anchored = anchors.get(name);
    if (anchored === undefined)
      return tell(
        node,
        `no anchor \`&${name}\` stands before this alias`,
        `set \`&${name}\` above, or write the value out`,
      );
    return anchored.size ?? tell(node, `the alias \`*${name}\` is within what it stands for`, 'write the value out');
  };

  const behind = (node: unknown): unknown => (isAlias(node) ? anchors.get(node.source)?.node : node);

  const checkMerge = (key: Node, value: unknown): void => {
    const source = behind(value);
    const sources = isSeq(source) ? source.items : [source];
    if (!sources.every((one) => isMap(behind(one))))
      tell(key, '`<<` merges maps only', 'write `<<: *name`, where `&name` stands at a map above');
  };

  const sizeOf = (node: unknown, level: number): number => {
    if (!isNode(node)) return 0;
    if (level > mostLevels) return tell(node, 'the file is nested too deeply', 'a configuration nests five levels');
    if (isAlias(node)) return sizeOfAlias(node, node.source);
    // One without a name is an error of syntax, and anchors nothing.
    if (node.anchor) anchors.set(node.anchor, { node });
    let size = 1;
    if (isSeq(node)) for (const item of node.items) size += sizeOf(item, level + 1);
    if (isMap(node))
      for (const { key, value } of node.items) {
        size += sizeOf(key, level + 1) + sizeOf(value, level + 1);
        if (isNode(key) && keyText(key) === '<<') checkMerge(key, value);
      }
    // An alias stands for the last node of the name that begins before it, which may be one within this.
    if (node.anchor && anchors.get(node.anchor)?.node === node) anchors.set(node.anchor, { node, size });
    return size;
  };

  const size = sizeOf(document.contents, 0);
  if (size > mostValues && isNode(document.contents))
    tell(
      document.contents,
      `the file, its aliases written out, holds more than ${mostValues} values`,
      'write fewer aliases',
    );
  return flaws;
};

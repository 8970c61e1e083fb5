import type { FaultInfo } from '../domain/fault.ts';
import { isRaw, type Raw } from '../snapshot/raw.ts';
import type { DocumentKey } from '../snapshot/snapshot.ts';
import { asFault, calling, having, malformed } from './fault.ts';

/** What became of one part of the snapshot: its elements, or why there are none. */
export type Described =
  | { readonly elements: readonly Raw[] /** Why some are missing. */; readonly cut?: FaultInfo }
  | { readonly fault: FaultInfo };

/** Parts under their keys. */
export type Parts = Readonly<Partial<Record<DocumentKey, Described>>>;

export const elementsOf = (part: Described | undefined): readonly Raw[] =>
  part !== undefined && 'elements' in part ? part.elements : [];

/** Waits until fewer calls are running than may run at once, then makes the call. */
export type Lane = <Answer>(call: () => Promise<Answer>) => Promise<Answer>;

/** Lanes for so many calls at once, taken in the order of asking. */
export const lanes = (most: number): Lane => {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (call) => {
    if (running < most) running += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await call();
    } finally {
      // The one that waits longest takes the lane over.
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
};

/** The keys of VPN tunnels: DescribeVpnConnections gives them, and a snapshot is written to disk and passed on. */
const withoutSecrets = (key: string, value: unknown): unknown => {
  if (key === 'PreSharedKey') return undefined;
  return key === 'CustomerGatewayConfiguration' && typeof value === 'string'
    ? value.replace(/(<pre_shared_key>)[^<]*/g, '$1removed')
    : value;
};

/** Plain JSON: dates become ISO strings. What is no structure is refused as `malformed`. */
export const plain = (items: readonly unknown[], operation: string): readonly Raw[] => {
  const copied: readonly unknown[] = JSON.parse(JSON.stringify(items, withoutSecrets));
  if (!copied.every(isRaw)) throw malformed(operation, 'an element of the answer is no structure');
  return copied;
};

/**
 * The items of all pages under `field`, as plain JSON. AWS sends an empty list where there is nothing; a page without one
 * is not an answer to this question. Throws a `Fault`.
 */
export const gathered = (
  operation: string,
  field: string,
  pages: () => AsyncIterable<object>,
): Promise<readonly Raw[]> =>
  calling(operation, async () => {
    const items: unknown[] = [];
    const tokens = new Set<unknown>();
    for await (const answer of pages()) {
      const page: Raw = { ...answer };
      const found = having(page[field], field, operation);
      if (!Array.isArray(found)) throw malformed(operation, `${field} is no list`);
      items.push(...found);
      const token = page.NextToken ?? page.NextMarker;
      if (token !== undefined && tokens.has(token)) throw malformed(operation, 'a page leads back to an earlier one');
      tokens.add(token);
    }
    return plain(items, operation);
  });

/** One part; what it throws is its fault. */
const described = async (operation: string, part: () => Promise<readonly Raw[]>): Promise<Described> => {
  try {
    return { elements: await part() };
  } catch (error) {
    return { fault: asFault(error, operation).info };
  }
};

/** A part that one call describes whole, in its pages. */
export const describedWhole = (
  lane: Lane,
  operation: string,
  field: string,
  pages: () => AsyncIterable<object>,
): Promise<Described> => described(operation, () => lane(() => gathered(operation, field, pages)));

/**
 * A part with one element for each of `items`. An item that is refused is left out, so that it is unknown and hides no
 * other, and its fault is told; where all are refused, the part is. What is not known to have items has the fault of that.
 */
export const describedEach = async (
  items: Described,
  operation: string,
  ask: (item: Raw) => Promise<Raw>,
): Promise<Described> => {
  if ('fault' in items) return items;
  const answers = await Promise.all(
    items.elements.map((item) => described(operation, async () => [await ask(item)] as const)),
  );
  const elements = answers.flatMap(elementsOf);
  const refused = answers.find((answer) => 'fault' in answer);
  if (refused === undefined || !('fault' in refused)) return { elements };
  return elements.length === 0 ? refused : { elements, cut: refused.fault };
};

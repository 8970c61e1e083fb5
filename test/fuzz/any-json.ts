import fc from 'fast-check';
import { anyText, mutated } from './any-text.ts';
import { hostileKeys, hostileValue } from './hostile.ts';

/** One thing done to a document; the numbers stand for a place in it and a pick, each taken by its remainder. */
interface Edit {
  readonly kind: 'put' | 'drop' | 'rename' | 'add' | 'double' | 'copy' | 'wrap' | 'text';
  readonly at: number;
  readonly pick: number;
}

const anyEdit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom('put', 'drop', 'rename', 'add', 'double', 'copy', 'wrap', 'text'),
  at: fc.nat(),
  pick: fc.nat(),
});

type Holder = Record<string, unknown>;

const isHolder = (value: unknown): value is Holder => typeof value === 'object' && value !== null;

interface Slot {
  readonly holder: Holder;
  readonly key: string;
}

/** Every place in the document, without recursion. */
const slotsIn = (root: Holder): readonly Slot[] => {
  const slots: Slot[] = [];
  const waiting: Holder[] = [root];
  for (let holder = waiting.pop(); holder !== undefined; holder = waiting.pop())
    for (const [key, value] of Object.entries(holder)) {
      slots.push({ holder, key });
      if (isHolder(value)) waiting.push(value);
    }
  return slots;
};

/** As JSON does: `__proto__` is a key like any other. */
const put = (holder: Holder, key: string, value: unknown): void => {
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
};

const copied = (value: unknown): unknown => (value === undefined ? null : JSON.parse(JSON.stringify(value)));

const edit = (root: Holder, { kind, at, pick }: Edit): void => {
  const slots = slotsIn(root);
  const slot = slots[at % slots.length];
  if (slot === undefined) return;
  const { holder, key } = slot;
  const value = holder[key];
  const hostile = hostileValue(pick);
  const other = slots[pick % slots.length];
  switch (kind) {
    case 'put':
      put(holder, key, copied(hostile));
      break;
    case 'drop':
      if (Array.isArray(holder)) holder.splice(Number(key), 1);
      else delete holder[key];
      break;
    case 'rename':
      if (Array.isArray(holder)) break;
      delete holder[key];
      put(holder, hostileKeys[pick % hostileKeys.length] ?? '', value);
      break;
    case 'add':
      if (isHolder(value) && !Array.isArray(value))
        put(value, hostileKeys[pick % hostileKeys.length] ?? '', copied(hostile));
      break;
    case 'double':
      if (Array.isArray(value)) value.push(...value.slice(0, 50).map(copied));
      break;
    case 'copy':
      put(holder, key, other === undefined ? null : copied(other.holder[other.key]));
      break;
    case 'wrap':
      put(holder, key, pick % 2 === 0 ? [value] : { [key]: value });
      break;
    case 'text':
      put(holder, key, isHolder(value) ? JSON.stringify(value) : pick % 2 === 0 ? `${value}` : Number(value));
      break;
  }
};

/** JSON of the documents with some things done to their values. */
const reshaped = (seeds: readonly string[]): fc.Arbitrary<string> =>
  fc.tuple(fc.nat(seeds.length - 1), fc.array(anyEdit, { minLength: 1, maxLength: 3 })).map(([seed, edits]) => {
    const root: Holder = { document: JSON.parse(seeds[seed] ?? 'null') };
    for (const each of edits) edit(root, each);
    return JSON.stringify(root.document) ?? 'null';
  });

/** JSON of the documents, mostly with wrong values in it, else with a wrong grammar, or no JSON at all. */
export const anyJson = (documents: readonly unknown[], words: readonly string[] = []): fc.Arbitrary<string> => {
  const seeds = documents.map((document) => JSON.stringify(document));
  return fc.oneof(
    { arbitrary: reshaped(seeds), weight: 7 },
    { arbitrary: mutated(seeds, words), weight: 2 },
    { arbitrary: anyText(seeds, words), weight: 1 },
  );
};

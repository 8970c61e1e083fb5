import type { FactChange } from '../domain/change.ts';
import type { Setting } from '../domain/setting.ts';
import { isRaw, type Raw } from '../snapshot/raw.ts';
import { bounded } from './bounded.ts';
import { idsIn } from './ids.ts';
import { shortened } from './words.ts';

/** One fact of a footprint, before and after: values as JSON has them, absent where that side does not have the fact. */
export interface Pair {
  readonly key: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** What a lookup found: `kind` is undefined for what is no lookup. */
export const lookupIn = (
  value: unknown,
): { readonly kind?: 'found' | 'absent' | 'unknown'; readonly thing?: unknown } => {
  if (!isRaw(value)) return {};
  const { kind, thing } = value;
  return kind === 'found' || kind === 'absent' || kind === 'unknown' ? { kind, thing } : {};
};

/** What was found on both sides. */
export const foundBoth = ({ before, after }: Pair): { readonly before: Raw; readonly after: Raw } | undefined => {
  const [one, other] = [lookupIn(before).thing, lookupIn(after).thing];
  return isRaw(one) && isRaw(other) ? { before: one, after: other } : undefined;
};

export const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** The resource that a fact is about: the first id in its key, or else what the key ends with. */
export const componentIn = (key: string): string =>
  bounded(idsIn(key)[0] ?? /\barn:\S+/.exec(key)?.[0] ?? key.split(' ').at(-1) ?? key, 200);

/** What a fact is before and after: in words, and as a setting. */
interface Sides {
  readonly before?: string | undefined;
  readonly after?: string | undefined;
  readonly was?: Setting | undefined;
  readonly is?: Setting | undefined;
}

/** The most of a setting that a fact is kept with, as JSON. One that is longer was written by nobody's console. */
const LONGEST = 250;

const isShort = (setting: Setting | undefined): setting is Setting =>
  setting !== undefined && JSON.stringify(setting).length <= LONGEST;

/** A change of a fact with its texts within their lengths. */
export const factChange = (
  component: string,
  kind: FactChange['kind'],
  what: FactChange['what'],
  message: string,
  sides: Sides = {},
): FactChange => ({
  component: bounded(component, 200),
  kind,
  what,
  ...(sides.before !== undefined && { before: shortened(sides.before) }),
  ...(sides.after !== undefined && { after: shortened(sides.after) }),
  ...(isShort(sides.was) && { was: sides.was }),
  ...(isShort(sides.is) && { is: sides.is }),
  message: bounded(message, 400),
});

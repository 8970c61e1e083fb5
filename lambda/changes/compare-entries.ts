import type { FactChange } from '../domain/change.ts';
import type { Setting } from '../domain/setting.ts';
import { integer, list, type Raw, text } from '../snapshot/raw.ts';
import { factChange, foundBoth, type Pair } from './fact.ts';
import { portsWord, protocolWord } from './words.ts';

interface Entry {
  readonly number: number;
  /** `denies tcp/3389 from 10.0.0.0/16`. */
  readonly words: string;
  readonly setting: Setting;
}

/** The entry that every network ACL ends with. */
const LAST = 32_767;

const entryOf = (decision: Raw): readonly Entry[] => {
  const number = integer(decision, 'number');
  if (number === undefined || text(decision, 'kind') !== 'acl-entry') return [];
  const { ports } = decision;
  const [from, to] = Array.isArray(ports) ? ports : [];
  const service = `${protocolWord(text(decision, 'protocol') ?? '')}${portsWord(from, to)}`;
  const way = text(decision, 'direction') === 'egress' ? 'to' : 'from';
  const verb = decision.allows === true ? 'allows' : 'denies';
  const setting: Setting = {
    kind: 'acl-entry',
    direction: way === 'to' ? 'egress' : 'ingress',
    number,
    protocol: text(decision, 'protocol') ?? '',
    ...(typeof from === 'number' && { from }),
    ...(typeof to === 'number' && { to }),
    cidr: text(decision, 'cidr') ?? '',
    allows: decision.allows === true,
  };
  return [{ number, words: `${verb} ${service} ${way} ${text(decision, 'cidr') ?? 'anywhere'}`, setting }];
};

const entriesIn = (thing: Raw): ReadonlyMap<number, Entry> =>
  new Map(
    [...list(thing, 'decisions'), ...list(thing, 'denied')].flatMap(entryOf).map((entry) => [entry.number, entry]),
  );

const named = ({ number }: Entry): string => (number === LAST ? 'its last entry' : `entry ${number}`);
const wordsOf = (entry: Entry): string =>
  `${entry.number === LAST ? 'last entry' : `entry ${entry.number}`} ${entry.words}`;

/**
 * What became of the entries that decide about packets. The lowest number that matches decides: one that appears below
 * another was added, and the other may be there still; one that appears above another means that the other was removed.
 * https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html
 */
export const compareEntries = (acl: string, direction: string, pair: Pair): readonly FactChange[] => {
  const found = foundBoth(pair);
  if (found === undefined) return [];
  const [before, after] = [entriesIn(found.before), entriesIn(found.after)];
  const gone = [...before.values()].filter(({ number }) => !after.has(number));
  const come = [...after.values()].filter(({ number }) => !before.has(number));
  const replaced = [...before.values()].flatMap((one) => {
    const other = after.get(one.number);
    return other === undefined || other.words === one.words ? [] : [{ one, other }];
  });
  const side = direction === 'egress' ? 'outbound' : 'inbound';
  const isAfter = (entry: Entry, others: readonly Entry[]): boolean =>
    others.some(({ number }) => number < entry.number);
  return [
    ...replaced.map(({ one, other }) =>
      factChange(acl, 'changed', 'rule', `${side} ${named(one)} of ${acl} ${other.words}, it was: ${one.words}`, {
        before: wordsOf(one),
        after: wordsOf(other),
        was: one.setting,
        is: other.setting,
      }),
    ),
    ...gone
      .filter((entry) => !isAfter(entry, come))
      .map((entry) =>
        factChange(acl, 'removed', 'rule', `${acl} lost ${side} ${named(entry)}, which ${entry.words}`, {
          before: wordsOf(entry),
          was: entry.setting,
        }),
      ),
    ...come
      .filter((entry) => !isAfter(entry, [...gone, ...replaced.map(({ one }) => one)]))
      .map((entry) =>
        factChange(acl, 'added', 'rule', `${acl} got ${side} ${named(entry)}, which ${entry.words}`, {
          after: wordsOf(entry),
          is: entry.setting,
        }),
      ),
  ];
};

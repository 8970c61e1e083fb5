import type { Alert } from '../../lambda/domain/alert.ts';
import type { Cause } from '../../lambda/domain/change.ts';
import { aFinding, anAlert } from './alerts.ts';

const times = <Item>(count: number, item: Item): readonly Item[] => Array.from({ length: count }, () => item);

const pairs = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`${index}${text}`, text]));

const causeOf = (text: string): Cause => ({
  facts: times(30, {
    component: text,
    kind: 'changed',
    what: 'route',
    before: text,
    after: text,
    message: text,
  }),
  left: 3,
  between: [text, text],
  candidates: times(30, {
    change: {
      id: text,
      at: text,
      source: 'cloudtrail',
      name: text,
      concern: { kind: 'anything' },
      author: { principal: text, sourceAddress: text, tool: text },
      details: pairs(text),
    },
    fit: 'explains',
  }),
  search: { kind: 'found' },
});

/** Longer than any name, tag or message of AWS. Characters. */
const LENGTH = 10_000;

/** An alert that has everything, and more of it than is told, in long texts of strangers: `part`, over and over. */
export const hostileAlert = (part: string): Alert => {
  const text = part.repeat(LENGTH / part.length);
  const members = { count: 1000, first: times(30, { id: text, since: text }) };
  return anAlert({
    id: text,
    incidentId: text,
    component: text,
    down: members,
    up: members,
    held: text,
    acknowledged: { incidentId: text, at: text, reason: text, by: text },
    lead: {
      id: text,
      pathId: text,
      path: text,
      tags: pairs(text),
      checkId: text,
      console: text,
      findings: times(50, aFinding({ code: text, message: text, advice: text, component: text })),
      open: times(50, text),
      cause: causeOf(text),
      fixes: times(20, { kind: 'add', title: text, words: times(20, text), blanks: pairs(text) }),
      witness: {
        kind: 'heard',
        testimony: 'rejected',
        between: [text, text],
        records: [],
        message: text,
        bytesScanned: 1,
      },
    },
  });
};

import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { checkItem, checkOf } from '../../../lambda/aws/check-item.ts';
import { dayItem, dayOf } from '../../../lambda/aws/day-item.ts';
import { changeSchema } from '../../../lambda/aws/finding-schema.ts';
import { incidentItem, incidentOf } from '../../../lambda/aws/incident-item.ts';
import { muteSchema } from '../../../lambda/aws/incident-schema.ts';
import { type Item, readItem } from '../../../lambda/aws/item.ts';
import { pack } from '../../../lambda/aws/pack.ts';
import { gapSchema, lookSchema } from '../../../lambda/aws/record-schema.ts';
import { stateItem, stateOf } from '../../../lambda/aws/state-item.ts';
import { sweepItem, sweepOf } from '../../../lambda/aws/sweep-item.ts';
import { Fault } from '../../../lambda/domain/fault.ts';
import {
  aBreak,
  aCause,
  aChange,
  aCheck,
  aDay,
  anAnalysis,
  anIncident,
  anOwed,
  aSettled,
  aState,
  aSweepRecord,
} from '../../support/records.ts';
import { anyJson } from '../any-json.ts';
import { must, type Target } from '../target.ts';

const DAYS = 90;

/** How one kind of item is read, and written again; what has no writer of its own is only read. */
interface Kind {
  readonly seeds: readonly object[];
  readonly read: (item: Item) => unknown;
  /** What a second reading of the written item gives. */
  readonly again?: (item: Item) => unknown;
}

const packed = ['outbox', 'evidence', 'outcomes', 'document'] as const;

/** An item as JSON holds it: what is packed stands there in full, so that it is changed too. */
const opened = (value: object, documents: Readonly<Record<string, unknown>>): object => ({
  ...JSON.parse(JSON.stringify(value)),
  ...documents,
});

/** The item again, as the document client gives it; what is no text, list or structure stands as it is. */
const closed = (json: unknown): Item => {
  const item: Record<string, unknown> = typeof json === 'object' && json !== null ? { ...json } : {};
  // What the keys are is the table's own affair.
  Object.assign(item, { pk: 'PATH#web-db', sk: 'STATE' });
  for (const name of packed) if (typeof item[name] === 'object') item[name] = pack(item[name]);
  return item;
};

const state = aState({ settled: aSettled(), broken: aBreak(), outbox: [anOwed({ cause: aCause() })] });
const check = aCheck({ evidence: [anAnalysis()], cause: aCause() });
const incident = anIncident({ cause: aCause() });
const record = aSweepRecord();

const kinds: Readonly<Record<string, Kind>> = {
  state: {
    seeds: [opened(stateItem(state), { outbox: state.outbox })],
    read: stateOf,
    again: (item) => stateOf(stateItem(stateOf(item))),
  },
  check: {
    seeds: [opened(checkItem(check, DAYS), { evidence: check.evidence })],
    read: checkOf,
    again: (item) => checkOf(checkItem(checkOf(item), DAYS)),
  },
  incident: {
    seeds: [opened(incidentItem(incident, DAYS), { document: incident })],
    read: incidentOf,
    again: (item) => incidentOf(incidentItem(incidentOf(item), DAYS)),
  },
  sweep: {
    seeds: [opened(sweepItem(record, DAYS), { outcomes: record.outcomes })],
    read: sweepOf,
    again: (item) => sweepOf(sweepItem(sweepOf(item), DAYS)),
  },
  day: { seeds: [dayItem(aDay())], read: dayOf, again: (item) => dayOf(dayItem(dayOf(item))) },
  change: { seeds: [aChange()], read: (item) => changeSchema.parse(item) },
  mute: {
    seeds: [
      {
        id: 'm-1',
        scope: { kind: 'some', paths: ['web-db'], tags: ['team=web'] },
        from: '2026-11-22T10:00:00.000Z',
        until: '2026-11-22T12:00:00.000Z',
        reason: 'patches',
        by: 'ada',
      },
    ],
    read: (item) => muteSchema.parse(item),
  },
  look: {
    seeds: [{ kind: 'forwarder', at: '2026-11-22T10:00:00.000Z', sweepId: 'forwarder', except: [] }],
    read: (item) => lookSchema.parse(item),
  },
  gap: {
    seeds: [{ from: '2026-11-22T10:00:00.000Z', until: '2026-11-22T12:00:00.000Z' }],
    read: (item) => gapSchema.parse(item),
  },
};

interface Stored {
  readonly kind: string;
  readonly json: string;
}

const anyStored: fc.Arbitrary<Stored> = fc.oneof(
  ...Object.entries(kinds).map(([kind, { seeds }]) => anyJson(seeds).map((json): Stored => ({ kind, json }))),
);

const asJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/** An item of the table, whoever wrote it: a record, or a fault that names the item. */
export const items: Target<Stored> = {
  name: 'items',
  parses: 'items of the table',
  inputs: anyStored,
  take: ({ kind, json }) => {
    const { read, again } = kinds[kind] ?? { read: () => undefined };
    const item = closed(asJson(json));
    try {
      const value = readItem(item, 'GetItem', read);
      // What is read may hold more than can be written: then that is refused, and never cut without a word.
      if (again !== undefined) {
        const second = again(item);
        must(isDeepStrictEqual(read(closed(asJson(json))), value), 'reading changes nothing');
        must(typeof second === 'object', 'what was read can be written, and read again');
      }
      return 'accepted';
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      must(error.info.kind === 'malformed' || error.info.kind === 'invalid', 'an item that is none is malformed');
      return 'refused';
    }
  },
};

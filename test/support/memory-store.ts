import type { z } from 'zod';
import { acknowledgementSchema, incidentSchema, muteSchema } from '../../lambda/aws/incident-schema.ts';
import { storable } from '../../lambda/aws/item.ts';
import { checkSchema, stateSchema, sweepSchema } from '../../lambda/aws/record-schema.ts';
import { checkKey, type ItemKey, incidentKey, incidentOrder, stateKey, sweepKey } from '../../lambda/aws/table.ts';
import type { Check } from '../../lambda/domain/check.ts';
import { Fault } from '../../lambda/domain/fault.ts';
import type { Incident } from '../../lambda/domain/incident.ts';
import type { Acknowledgement, Mute } from '../../lambda/domain/silence.ts';
import { briefOf, type State } from '../../lambda/domain/state.ts';
import type { SweepRecord } from '../../lambda/domain/sweep.ts';
import { isOpen } from '../../lambda/incidents/subject.ts';
import type { HistoryQuery, Page, Store } from '../../lambda/monitor/ports.ts';
import { memoryBudget } from './memory-budget.ts';
import { memoryDays } from './memory-days.ts';
import { memoryLooks } from './memory-looks.ts';

export interface StoredItem {
  /** Partition and sort key, as in the table. */
  readonly key: string;
  readonly value: State | Check | Incident | SweepRecord;
}

export interface MemoryStore extends Store {
  /** All items by key: two tables that hold the same dump the same. */
  dump(): readonly StoredItem[];
}

export interface Retention {
  readonly days: number;
  readonly now: () => Date;
}

/** As the table gives it back: what JSON or the schema does not know is gone, and nothing is shared with the caller. */
const copy = <Value>(schema: z.ZodType<Value>, value: Value, name: string): Value =>
  storable(schema, JSON.parse(JSON.stringify(storable(schema, value, name))), name);

const text = ({ pk, sk }: ItemKey): string => `${pk} ${sk}`;
const ascending = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const invalid = (code: string, message: string): Fault =>
  new Fault({ kind: 'invalid', operation: 'Query', code, message });

const timeOf = (time: string | undefined, otherwise: number): number => {
  const milliseconds = time === undefined ? otherwise : Date.parse(time);
  if (Number.isNaN(milliseconds)) throw invalid('InvalidTime', `${time} is no ISO time`);
  return milliseconds;
};

/** One value of a history: where it sorts, when it happened, and from when it ages, if it does. */
interface Entry<Value> {
  readonly order: string;
  readonly at: string;
  readonly agesFrom: string | undefined;
  readonly value: Value;
}

const pageOf = <Value>(entries: readonly Entry<Value>[], query: HistoryQuery, retention?: Retention): Page<Value> => {
  if (!Number.isInteger(query.limit) || query.limit < 1)
    throw invalid('InvalidLimit', `a page of ${query.limit} items`);
  const since = timeOf(query.since, Number.NEGATIVE_INFINITY);
  const until = timeOf(query.until, Number.POSITIVE_INFINITY);
  const before = query.cursor === undefined ? undefined : Buffer.from(query.cursor, 'base64url').toString();
  if (before !== undefined && !entries.some(({ order }) => order === before)) {
    throw invalid('InvalidCursor', `${query.cursor} is no cursor of this history`);
  }
  const isKept = ({ agesFrom }: Entry<Value>): boolean =>
    retention === undefined ||
    agesFrom === undefined ||
    Math.floor(Date.parse(agesFrom) / 1000) + retention.days * 86_400 > retention.now().getTime() / 1000;
  const rest = entries
    .filter(({ at }) => Date.parse(at) >= since && Date.parse(at) <= until)
    .filter(({ order }) => before === undefined || order < before)
    .filter(isKept)
    .toSorted((a, b) => ascending(b.order, a.order));
  const items = rest.slice(0, query.limit);
  const last = items.at(-1);
  return {
    items: items.map(({ value }) => structuredClone(value)),
    unreadable: [],
    ...(rest.length > items.length && last && { cursor: Buffer.from(last.order).toString('base64url') }),
  };
};

/** The store in memory: the contract of the table's, but for limits of size. Without a retention nothing expires. */
export const memoryStore = (retention?: Retention): MemoryStore => {
  const states = new Map<string, State>();
  const checks = new Map<string, Check>();
  const incidents = new Map<string, Incident>();
  const sweeps = new Map<string, SweepRecord>();
  const mutes = new Map<string, Mute>();
  const acknowledgements = new Map<string, Acknowledgement>();

  const putNew = <Value>(into: Map<string, Value>, key: ItemKey, value: Value): boolean => {
    if (into.has(text(key))) return false;
    into.set(text(key), value);
    return true;
  };
  const sorted = (): readonly State[] => [...states.values()].toSorted((a, b) => ascending(a.pathId, b.pathId));

  return {
    state: async (pathId) => structuredClone(states.get(text(stateKey(pathId)))),
    putState: async (state, expected) => {
      const key = text(stateKey(state.pathId));
      const next = copy(stateSchema, state, 'state');
      const stored = states.get(key);
      const isExpected = stored === undefined ? expected === 0 : expected !== 0 && stored.version === expected;
      if (!isExpected) return JSON.stringify(stored) === JSON.stringify(next);
      states.set(key, next);
      return true;
    },
    putCheck: async (check) => {
      putNew(checks, checkKey(check.pathId, check.observedAt, check.sweepId), copy(checkSchema, check, 'check'));
    },
    incident: async (id) => structuredClone(incidents.get(text(incidentKey(id)))),
    putIncident: async (given, expected) => {
      const key = text(incidentKey(given.id));
      const next = copy(incidentSchema, given, 'incident');
      const stored = incidents.get(key);
      const isExpected = stored === undefined ? expected === 0 : expected !== 0 && stored.version === expected;
      if (!isExpected) return JSON.stringify(stored) === JSON.stringify(next);
      incidents.set(key, next);
      return true;
    },
    openIncidents: async () => {
      const open = [...incidents.values()].filter(isOpen);
      const orderOf = ({ startedAt, id }: Incident): string => incidentOrder(startedAt, id);
      return structuredClone(open.toSorted((a, b) => ascending(orderOf(a), orderOf(b))));
    },
    silences: async () =>
      structuredClone({ mutes: [...mutes.values()], acknowledgements: [...acknowledgements.values()] }),
    putMute: async (mute) => {
      mutes.set(mute.id, copy(muteSchema, mute, 'mute'));
    },
    endMute: async (id, at) => {
      const mute = mutes.get(id);
      if (mute === undefined || mute.until <= at) return false;
      mutes.set(id, { ...mute, until: at });
      return true;
    },
    putAcknowledgement: async (given) => {
      acknowledgements.set(given.incidentId, copy(acknowledgementSchema, given, 'acknowledgement'));
    },
    putSweep: async (record) => {
      putNew(sweeps, sweepKey(record.startedAt, record.id), copy(sweepSchema, record, 'sweep'));
    },
    states: async () => ({ items: structuredClone(sorted()), unreadable: [] }),
    briefs: async () => structuredClone(sorted().map(briefOf)),
    ...memoryBudget(),
    ...memoryDays(),
    ...memoryLooks(),
    pending: async () => sorted().flatMap(({ pathId, outbox }) => (outbox.length > 0 ? [pathId] : [])),
    checks: async (pathId, query) => {
      const entries = [...checks.values()]
        .filter((check) => check.pathId === pathId)
        .map((value) => {
          const { observedAt, sweepId } = value;
          return { order: checkKey(pathId, observedAt, sweepId).sk, at: observedAt, agesFrom: observedAt, value };
        });
      return pageOf(entries, query, retention);
    },
    sweeps: async (query) => {
      const entries = [...sweeps.values()].map((value) => {
        const { startedAt, id } = value;
        return { order: sweepKey(startedAt, id).sk, at: startedAt, agesFrom: startedAt, value };
      });
      return pageOf(entries, query, retention);
    },
    incidents: async (query) => {
      const entries = [...incidents.values()].map((value) => {
        const { startedAt, id, endedAt } = value;
        return {
          order: incidentOrder(startedAt, id),
          at: startedAt,
          agesFrom: isOpen(value) ? undefined : endedAt,
          value,
        };
      });
      return pageOf(entries, query, retention);
    },
    dump: () =>
      [states, checks, incidents, sweeps]
        .flatMap((items) => [...items].map(([key, value]) => ({ key, value: structuredClone(value) })))
        .toSorted((a, b) => ascending(a.key, b.key)),
  };
};

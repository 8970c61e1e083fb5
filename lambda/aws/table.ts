/*
 * The one table: its keys, its indexes, and where each kind of item lies. Read by the adapter, by the embedded account
 * and by the construct that deploys the table, so it knows no SDK.
 */

/** A key of the table or of an index: the attributes' names, all of them strings. */
export interface KeySchema {
  readonly partition: string;
  readonly sort: string;
}

export interface Index extends KeySchema {
  readonly name: string;
  /** What the index holds of an item; `INCLUDE`: its keys and `attributes`. */
  readonly projection: 'ALL' | 'KEYS_ONLY' | 'INCLUDE';
  readonly attributes?: readonly string[];
}

export const tableKey: KeySchema = { partition: 'pk', sort: 'sk' };

/** All states by path id, all incidents by start, all days by date: the only items that carry `kind`. */
export const listed: Index = { name: 'listed', partition: 'kind', sort: 'order', projection: 'ALL' };

/** States whose outbox is not empty, and incidents that are open: they carry `pending`, each its own value, and lose it then. */
export const pending: Index = { name: 'pending', partition: 'pending', sort: 'order', projection: 'KEYS_ONLY' };

/** What a look needs to know of each path: small, so that one query of a megabyte reads thousands. States alone carry it. */
export const briefs: Index = {
  name: 'briefs',
  partition: 'briefed',
  sort: 'order',
  projection: 'INCLUDE',
  attributes: ['brief'],
};

export const indexes: readonly Index[] = [listed, pending, briefs];

/** Epoch seconds; DynamoDB removes the item some days after, so a reader filters too. */
export const expiryAttribute = 'expires';

export const stateKind = 'STATE';
export const incidentKind = 'INCIDENT';
export const dayKind = 'DAY';
/** The one value of the attribute `pending`. */
export const pendingMark = 'PENDING';
/** The value of the attribute `pending` of incidents for which there is something left to do. */
export const openMark = 'OPEN';
/** The one value of the attribute `briefed`. */
export const briefMark = 'BRIEF';

export interface ItemKey {
  readonly pk: string;
  readonly sk: string;
}

const pathPartition = (pathId: string): string => `PATH#${pathId}`;

export const stateKey = (pathId: string): ItemKey => ({ pk: pathPartition(pathId), sk: 'STATE' });

/** `observedAt` in the one form of `Date.toISOString`, so that keys sort as times do. */
export const checkKey = (pathId: string, observedAt: string, sweepId: string): ItemKey => ({
  pk: pathPartition(pathId),
  sk: `CHECK#${observedAt}#${sweepId}`,
});

export const incidentKey = (id: string): ItemKey => ({ pk: `INCIDENT#${id}`, sk: 'INCIDENT' });

export const sweepPartition = 'SWEEP';

export const sweepKey = (startedAt: string, id: string): ItemKey => ({
  pk: sweepPartition,
  sk: `${startedAt}#${id}`,
});

/** An incident's place in the index `listed`. */
export const incidentOrder = (startedAt: string, id: string): string => `${startedAt}#${id}`;

/** A stretch of sort keys, both ends included. */
export interface KeyRange {
  readonly from: string;
  readonly to: string;
}

/**
 * The sort keys of all items between two times, both included; without a time there is no bound on that side. `$` is the
 * character after `#`, so `time$` lies behind every `time#id`; `0` and `~` lie around all ISO times.
 */
export const timeRange = (prefix: string, since?: string, until?: string): KeyRange => ({
  from: `${prefix}${since ?? '0'}`,
  to: `${prefix}${until === undefined ? '~' : `${until}$`}`,
});

export const checkPrefix = 'CHECK#';

export const dayPrefix = 'DAY#';

/** `date` as `yyyy-mm-dd`. */
export const dayKey = (pathId: string, date: string): ItemKey => ({
  pk: pathPartition(pathId),
  sk: `${dayPrefix}${date}`,
});

/** A day's place in the index `listed`. */
export const dayOrder = (date: string, pathId: string): string => `${date}#${pathId}`;

/** The chunks of one footprint lie together, in their order. */
export const footprintPrefix = (digest: string): string => `FOOTPRINT#${digest}#`;

export const footprintKey = (pathId: string, digest: string, chunk: number): ItemKey => ({
  pk: pathPartition(pathId),
  sk: `${footprintPrefix(digest)}${String(chunk).padStart(3, '0')}`,
});

/** `month` as `yyyy-mm`. */
export const budgetKey = (month: string): ItemKey => ({ pk: 'BUDGET', sk: month });

export const lookPartition = 'LOOK';

export const lookKey = (kind: string): ItemKey => ({ pk: lookPartition, sk: kind });

export const gapPartition = 'GAP';

/** By their ends: what reaches into a time ends in it or after it. */
export const gapKey = (until: string, from: string): ItemKey => ({ pk: gapPartition, sk: `${until}#${from}` });

/** The newest is the only one. */
export const canaryKey: ItemKey = { pk: 'CANARY', sk: 'LATEST' };

export const noticeKey = (id: string): ItemKey => ({ pk: 'NOTICE', sk: id });

/** Mutes and acknowledgements. */
export const silencePartition = 'MUTE';

export const muteKey = (id: string): ItemKey => ({ pk: silencePartition, sk: id });

export const acknowledgementKey = (incidentId: string): ItemKey => ({ pk: silencePartition, sk: `ack/${incidentId}` });

export const changesPartition = 'CHANGES';

export const changeKey = (at: string, id: string): ItemKey => ({ pk: changesPartition, sk: `${at}#${id}` });

/** The one gathering that is open, or was last. */
export const gatheringKey: ItemKey = { pk: 'GATHERING', sk: 'LATEST' };

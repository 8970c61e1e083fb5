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
  /** What the index holds of an item. */
  readonly projection: 'ALL' | 'KEYS_ONLY';
}

export const tableKey: KeySchema = { partition: 'pk', sort: 'sk' };

/** All states by path id, all incidents by start: the only items that carry `kind`. */
export const listed: Index = { name: 'listed', partition: 'kind', sort: 'order', projection: 'ALL' };

/** States whose outbox is not empty: they alone carry `pending`, and lose it with the last entry. */
export const pending: Index = { name: 'pending', partition: 'pending', sort: 'order', projection: 'KEYS_ONLY' };

export const indexes: readonly Index[] = [listed, pending];

/** Epoch seconds; DynamoDB removes the item some days after, so a reader filters too. */
export const expiryAttribute = 'expires';

export const stateKind = 'STATE';
export const incidentKind = 'INCIDENT';
/** The one value of the attribute `pending`. */
export const pendingMark = 'PENDING';

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

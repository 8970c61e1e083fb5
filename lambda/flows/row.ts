import { canonical } from './address.ts';
import { actionOf, type Sighting } from './sighting.ts';

/** The names under which a query of `queryText` gives its columns. */
const columns = {
  interfaceId: ['interfaceId', 'flowInterface', '@logStream'],
  status: ['logStatus', 'flowStatus'],
  action: ['action', 'flowAction'],
  source: ['srcAddr', 'flowSource'],
  destination: ['dstAddr', 'flowDestination'],
  packets: ['flowPackets'],
  records: ['flowRecords'],
  last: ['flowLast'],
} as const;

/** A number that is no less than nothing; undefined for anything else that a row may hold. */
const countOf = (text: string | undefined): number | undefined => {
  const count = text === undefined || text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(count) && count >= 0 ? count : undefined;
};

/** A row of the answer to `queryText` as what it tells; what a row lacks or has wrong is not told. */
export const sightingOfRow = (row: Readonly<Record<string, string>>): Sighting => {
  const cell = (column: keyof typeof columns): string | undefined =>
    columns[column].flatMap((name) => (Object.hasOwn(row, name) ? (row[name] ?? []) : []))[0];
  const records = countOf(cell('records')) ?? 1;
  const status = cell('status');
  return {
    status: status === 'SKIPDATA' || status === 'NODATA' ? status : 'OK',
    // `-` for an interface that is none: then it is nobody's.
    interfaceId: /eni-[0-9a-f]+/.exec(cell('interfaceId') ?? '')?.[0] ?? '',
    source: canonical(cell('source') ?? ''),
    destination: canonical(cell('destination') ?? ''),
    action: actionOf(cell('action')),
    records,
    packets: Math.max(records, countOf(cell('packets')) ?? 0),
    last: countOf(cell('last')),
  };
};

import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { writeCalls } from '../../lambda/changes/patterns.ts';
import { isRaw, list, type Raw, text } from '../../lambda/snapshot/raw.ts';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { matches } from '../../local/events/pattern.ts';
import { cellOf } from './cell.ts';
import { applyRecorded } from './recorded-call.ts';
import { idsFor, renamed } from './recorded-ids.ts';
import { tableId } from './routes.ts';
import { callText, DAY, HOUR, MONTH, type Step } from './step.ts';
import type { Trace } from './trace.ts';

/** The writes to EC2 of one session of 37 minutes: see the README beside the data. */
const file = fileURLToPath(
  new URL('../../../shared/data/cloudtrail/invictus-ec2-network-writes.json', import.meta.url),
);

const BEGINS = 10 * HOUR;
const PUT_BACK = 2 * HOUR;

/** How the records fared. */
export interface Recording {
  readonly records: number;
  /** Those that CloudTrail has as failed: no rule lets them through. */
  readonly failed: number;
  /** Those that changed the simulated network; that it refused, by code; that have no part in it. */
  readonly applied: number;
  readonly refused: Readonly<Record<string, number>>;
  readonly apart: number;
}

const eventOf = (record: Raw): Raw => ({
  source: 'aws.ec2',
  'detail-type': 'AWS API Call via CloudTrail',
  detail: record,
});

/** The record as an event of another day. */
const textAt = (record: Raw, at: Date, id: string): string => {
  const time = `${at.toISOString().slice(0, 19)}Z`;
  return JSON.stringify({ ...eventOf({ ...record, eventTime: time, eventID: id }), version: '0', id, time });
};

interface Counted {
  applied: number;
  apart: number;
  readonly refused: Record<string, number>;
}

const stepOf = (record: Raw, at: number, before: Documents, counted: Counted): { step: Step; documents: Documents } => {
  const result = applyRecorded(before, record);
  if (result === undefined) counted.apart += 1;
  else if ('refused' in result) counted.refused[result.refused] = (counted.refused[result.refused] ?? 0) + 1;
  else counted.applied += 1;
  const documents = result !== undefined && 'documents' in result ? result.documents : before;
  return {
    documents,
    step: {
      at,
      cell: 0,
      ...(documents !== before && { documents }),
      events: (time, id) => [textAt(record, time, id)],
    },
  };
};

/** All is put back by as many calls as there are route tables. */
const putBack = (at: number): Step => ({
  at,
  cell: 0,
  documents: cellOf(0).documents,
  events: (time, id) =>
    (['web', 'app', 'db'] as const).map((table) =>
      callText({ operation: 'CreateRoute', input: { RouteTableId: tableId(0, table) } }, time, `${id}-${table}`),
    ),
});

/**
 * The recorded session, once a day, with the ids of cell 0 in place of its own, so that it strikes what paths depend on; two
 * hours after its beginning all is put back. Undefined where the data is not at hand.
 */
export const recorded = async (): Promise<{ readonly trace: Trace; readonly recording: Recording } | undefined> => {
  let content: unknown;
  try {
    content = JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return undefined;
  }
  const records = isRaw(content) ? list(content, 'Records') : [];
  const ids = idsFor(0, records);
  const heard = records.filter((record) => matches(writeCalls, eventOf(record)));
  const timed = heard
    .map((record) => ({ record: renamed(record, ids), time: Date.parse(text(record, 'eventTime') ?? '') }))
    .sort((one, other) => one.time - other.time);
  const first = timed[0]?.time ?? 0;
  const counted: Counted = { applied: 0, apart: 0, refused: {} };
  let { documents } = cellOf(0);
  const day = timed.map(({ record, time }) => {
    const made = stepOf(record, BEGINS + (time - first) / 1000, documents, counted);
    documents = made.documents;
    return made.step;
  });
  const steps = Array.from({ length: Math.floor(MONTH / DAY) }, (_, number) =>
    [...day, putBack(BEGINS + PUT_BACK)].map((step) => ({ ...step, at: number * DAY + step.at })),
  );
  return {
    trace: { name: 'the recorded session, once a day', steps: steps.flat() },
    recording: { records: records.length, failed: records.length - heard.length, ...counted },
  };
};

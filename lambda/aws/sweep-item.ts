import type { PathOutcome, SweepRecord } from '../domain/sweep.ts';
import { fitTexts } from './fit.ts';
import { expiry, type Item, storable } from './item.ts';
import { pack, unpack } from './pack.ts';
import { sweepSchema } from './record-schema.ts';
import { sweepKey } from './table.ts';

/** Bytes of the outcomes, compressed. */
const outcomesLimit = 300_000;

const brief = ({ trouble, ...outcome }: PathOutcome): PathOutcome => ({
  ...outcome,
  ...(trouble !== undefined && { trouble: trouble.slice(0, 100).toWellFormed() }),
});

/** In the order in which they are tried, with what each leaves out. */
const shortenings: readonly {
  readonly note?: string;
  readonly keep: (outcome: PathOutcome) => readonly PathOutcome[];
}[] = [
  { keep: (outcome) => [outcome] },
  { note: 'troubles were too long to keep in full', keep: (outcome) => [brief(outcome)] },
  {
    note: 'outcomes were too many to keep: left out are those as expected',
    keep: (outcome) => (outcome.standing === 'expected' ? [] : [brief(outcome)]),
  },
  { note: 'outcomes were too many to keep: left out are all', keep: () => [] },
];

const fitOutcomes = (outcomes: readonly PathOutcome[]): { packed: Uint8Array; notes: readonly string[] } => {
  for (const { note, keep } of shortenings) {
    const packed = pack(outcomes.flatMap(keep));
    if (packed.length <= outcomesLimit) return { packed, notes: note === undefined ? [] : [note] };
  }
  return { packed: pack([]), notes: ['outcomes were too many to keep: left out are all'] };
};

/** A sweep as an item: counts and notes as plain attributes, the outcomes of its paths as one binary attribute. */
export const sweepItem = (given: SweepRecord, retentionDays: number): Item => {
  const record = storable(sweepSchema, given, `sweep ${given.id}`);
  const { packed, notes } = fitOutcomes(record.outcomes);
  return {
    ...sweepKey(record.startedAt, record.id),
    ...record,
    notes: [...fitTexts(record.notes, { count: 50, bytes: 20_000 }), ...notes],
    outcomes: packed,
    expires: expiry(record.startedAt, retentionDays),
  };
};

/** A sweep that was stored before there was a time of its look looked when it started. */
export const sweepOf = (item: Item): SweepRecord =>
  sweepSchema.parse({ lookedAt: item.startedAt, ...item, outcomes: unpack(item.outcomes) });

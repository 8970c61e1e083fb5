import type { Check } from '../domain/check.ts';
import { type CheckLimits, fitCheck } from './fit.ts';
import { expiry, type Item, storable } from './item.ts';
import { pack, unpack } from './pack.ts';
import { checkSchema } from './record-schema.ts';
import { checkKey } from './table.ts';

const limits: CheckLimits = {
  evidence: 100_000,
  findings: { count: 200, bytes: 100_000 },
  open: { count: 50, bytes: 20_000 },
  cause: { facts: 20, candidates: 10 },
};

/** A check as an item: everything as plain attributes but the evidence, which is one binary attribute. */
export const checkItem = (given: Check, retentionDays: number): Item => {
  const { check, cut } = fitCheck(storable(checkSchema, given, `check ${given.id}`), limits);
  return {
    ...checkKey(check.pathId, check.observedAt, check.sweepId),
    ...check,
    evidence: pack(check.evidence),
    ...(cut.length > 0 && { cut }),
    expires: expiry(check.observedAt, retentionDays),
  };
};

export const checkOf = (item: Item): Check => checkSchema.parse({ ...item, evidence: unpack(item.evidence) });

import fc from 'fast-check';
import { analyze } from '../../lambda/reachability/analyze.ts';
import type { Snapshot } from '../../lambda/snapshot/snapshot.ts';
import { randomCases } from '../faults/each.ts';
import { exists } from './exists.ts';
import { anyCase, type Case } from './networks.ts';

/** Another seed and number: PATHWATCH_SEED=7 PATHWATCH_RUNS=100000. */
const seed = Number(process.env.PATHWATCH_SEED ?? 4);
const runs = Number(process.env.PATHWATCH_RUNS ?? randomCases(10_000, 2));
const parts = 5;

const asVerdict = (is: boolean): string => (is ? 'reachable' : 'unreachable');

const agrees = ({ documents, query }: Case): void => {
  const snapshot: Snapshot = { takenAt: '2026-11-22T00:00:00.000Z', documents, unreadable: {} };
  const { verdict, forward } = analyze(snapshot, query);
  const truth = exists(documents, query);
  const told = { forward: forward.verdict, connection: verdict };
  const expected = { forward: asVerdict(truth.forward), connection: asVerdict(truth.both) };
  if (told.forward === expected.forward && told.connection === expected.connection) return;
  const way = [...(truth.best?.request.log ?? []), 'reply:', ...(truth.best?.reply?.log ?? [])].join('\n  ');
  throw new Error(
    `The engine says ${JSON.stringify(told)}, the simulator ${JSON.stringify(expected)} of ${JSON.stringify(query)}:\n  ${way}`,
  );
};

describe('the engine and the packet-by-packet simulator agree', () => {
  test.each(Array.from({ length: parts }, (_, part) => part))('part %i', (part) => {
    fc.assert(fc.property(anyCase, agrees), { seed: seed * parts + part, numRuns: Math.ceil(runs / parts) });
  });
});

import { agree } from '../../bench/month/agreement.ts';
import { cellOf, joined, PATHS_PER_CELL } from '../../bench/month/cell.ts';
import { churn } from '../../bench/month/churn.ts';
import { deploys } from '../../bench/month/deploy.ts';
import { foundIn } from '../../bench/month/known.ts';
import { type Ledger, newLedger, sumOf } from '../../bench/month/ledger.ts';
import { simulate } from '../../bench/month/month.ts';
import { ordinary } from '../../bench/month/ordinary.ts';
import { recorded } from '../../bench/month/recorded.ts';
import { DAY, HOUR, MONTH } from '../../bench/month/step.ts';
import { storm } from '../../bench/month/storm.ts';
import type { Trace } from '../../bench/month/trace.ts';
import { openWitness } from '../../bench/month/witness.ts';

const PATHS = 5;
const nothing: Trace = { name: 'nothing', steps: [] };

interface Over {
  readonly eagerly?: boolean;
  readonly monthly?: number;
  readonly length?: number;
}

const dayOf = async (trace: Trace, over: Over = {}) => {
  const bought: string[] = [];
  const { ledger, states } = await simulate({
    paths: PATHS,
    trace,
    length: DAY,
    bought: (at, pathId, reason, analyses) => bought.push(`${at} ${pathId} ${reason} ${analyses}`),
    ...over,
  });
  return { ledger, states, bought };
};

const forChanges = ({ analyses }: Ledger): number => sumOf(analyses) - analyses.audit;

describe('the simulated network', () => {
  test('is answered alike cell by cell and as one', () => {
    const cells = [0, 1, 2].map(cellOf);
    const paths = cells.flatMap((cell) => cell.paths);
    const alone = new Map(cells.flatMap((cell) => [...foundIn(cell.documents, cell.paths)]));
    expect(foundIn(joined(cells.map(({ documents }) => documents)), paths)).toEqual(alone);
    expect(paths).toHaveLength(3 * PATHS_PER_CELL);
  });

  test('is changed twice a path in an ordinary month, each time for that path alone', async () => {
    const { ledger } = await simulate({ paths: PATHS_PER_CELL, trace: ordinary(PATHS_PER_CELL, 3), length: MONTH });
    expect(ledger.touches).toBe(2 * PATHS_PER_CELL);
    expect(ledger.flips).toBeGreaterThan(0);
    expect(ledger.missed).toEqual([]);
  });
});

describe('a simulated day', () => {
  test('buys audits alone where nothing changes', async () => {
    const { ledger, bought } = await dayOf(nothing);
    expect(ledger.scheduled).toBe(288);
    expect(ledger.looked).toBe(288 * PATHS);
    expect(bought).toHaveLength(1);
    expect(forChanges(ledger)).toBe(0);
  });

  test('buys nothing for churn that touches no path', async () => {
    const { ledger, bought } = await dayOf(churn(), { length: 4 * HOUR });
    expect(ledger.edits).toBe(240);
    expect(ledger.changed).toBeGreaterThan(230);
    expect(ledger.touches).toBe(0);
    expect(forChanges(ledger)).toBe(0);
    expect(bought).toHaveLength((await dayOf(nothing, { length: 4 * HOUR })).bought.length);
  });

  test('misses no flip of deployments, and tells it within four minutes', async () => {
    const { ledger } = await dayOf(deploys(1));
    expect(ledger.flips).toBeGreaterThan(0);
    expect(ledger.turned).toHaveLength(ledger.flips);
    expect(Math.max(...ledger.turned)).toBeLessThan(240);
    expect(ledger.missed).toEqual([]);
  });

  test('misses no flip without money either, by the network model alone', async () => {
    const { ledger } = await dayOf(deploys(1), { monthly: 0 });
    expect(sumOf(ledger.analyses)).toBe(0);
    expect(ledger.modelled).toBeGreaterThan(0);
    expect(ledger.turned).toHaveLength(ledger.flips);
    expect(ledger.missed).toEqual([]);
  });

  test('looks a handful of times at a storm, and finds the flip in it', async () => {
    const { ledger } = await dayOf(storm(10_000, 2 * HOUR));
    expect(ledger.events).toBe(10_001);
    expect(ledger.changed).toBeLessThan(5);
    expect(ledger.missed).toEqual([]);
  });

  test('is the same whether every path is decided at every look or only where something may have happened', async () => {
    const [lazily, eagerly] = await Promise.all([dayOf(deploys(1)), dayOf(deploys(1), { eagerly: true })]);
    expect(lazily.bought).toEqual(eagerly.bought);
    expect(lazily.states).toEqual(eagerly.states);
    expect(lazily.ledger.chosen).toBeLessThan(eagerly.ledger.chosen);
  });
});

test('the recorded session touches the simulated paths, and none of its flips is missed', async () => {
  const real = await recorded();
  // The data lies beside the checkout, and is not in it.
  if (real === undefined) return;
  const { ledger } = await dayOf(real.trace);
  expect(real.recording.records).toBe(138);
  expect(real.recording.failed).toBe(11);
  expect(ledger.touches).toBeGreaterThan(0);
  expect(ledger.flips).toBeGreaterThan(0);
  expect(ledger.missed).toEqual([]);
});

test('a flip that lasts and is not told is missed', () => {
  const [path] = cellOf(0).paths;
  if (path === undefined) throw new Error('a cell has paths');
  const ledger = newLedger();
  const witness = openWitness(ledger, 0);
  const found = (model: 'reachable' | 'unreachable') => new Map([[path.id, { footprint: model, model }]]);
  witness.see([path], found('reachable'), 0);
  witness.see([path], found('unreachable'), 10_000);
  witness.end([path], 1_000_000);
  expect(ledger.flips).toBe(1);
  expect(ledger.missed).toEqual([`${path.id}: unreachable from second 10 to 1000`]);
});

test('the pure flow and the real handler buy the same, end the same, and take as much', async () => {
  const { differences, looks, changed, real } = await agree(PATHS);
  expect(differences).toEqual([]);
  expect({ looks, changed }).toEqual({ looks: 21, changed: 7 });
  expect(real.analyses).toBeGreaterThan(PATHS);
});

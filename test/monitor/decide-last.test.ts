import fc from 'fast-check';
import type { Check } from '../../lambda/domain/check.ts';
import { briefOf, type State } from '../../lambda/domain/state.ts';
import { choose } from '../../lambda/monitor/choose.ts';
import { blank, decide } from '../../lambda/monitor/decide.ts';
import { aPending } from '../support/briefs.ts';
import { aPath } from '../support/paths.ts';
import { aCause, aCheck, aFinding } from '../support/records.ts';

const path = aPath();
const at = (minute: number): string => new Date(Date.UTC(2026, 10, 22, 10, minute)).toISOString();

/** A check that may be carried, of one minute. */
const bought = (minute: number, over: Partial<Check> = {}): Check =>
  aCheck({ sweepId: `sweep-${minute}`, observedAt: at(minute), footprint: 'f1', model: 'agrees', ...over });

const unknown = (minute: number, over: Partial<Check> = {}): Check =>
  bought(minute, { verdict: 'unknown', standing: 'undetermined', uncarried: 'the verdict is unknown', ...over });

const unbound = (minute: number): Check => {
  const { footprint: _footprint, ...check } = unknown(minute);
  return check;
};

/** Made without asking anybody: the network could not be described. */
const blind = (minute: number): Check => ({ ...unbound(minute), analyses: 0, evidence: [] });

const stateAfter = (...checks: readonly Check[]): State =>
  checks.reduce((state, check) => decide(state, path, check).state, blank(path));

describe('what the next look may rest on', () => {
  test('is the footprint of the newest check, from when its analyses began', () => {
    expect(stateAfter(bought(0), bought(5, { footprint: 'f2' })).last).toEqual({
      at: at(5),
      verdict: 'reachable',
      footprint: 'f2',
      tries: 0,
    });
  });

  test('is kept with the settled verdict, so that what turns it next can be told', () => {
    expect(stateAfter(bought(0), unknown(5, { footprint: 'f2' })).settled?.footprint).toBe('f1');
  });

  test('is said to be of the model alone, where it is', () => {
    const state = stateAfter(bought(0, { modelOnly: true, analyses: 0 }));
    expect(state.last).toMatchObject({ modelOnly: true, footprint: 'f1' });
    expect(stateAfter(bought(0, { modelOnly: true }), bought(5)).last).not.toHaveProperty('modelOnly');
  });

  test('tells why the model is not trusted, since AWS was asked last, however often the model answered alone', () => {
    const uncarried = 'they do not say the same';
    const distrust = (...checks: readonly Check[]) => stateAfter(...checks).last?.distrust;
    const alone = (minute: number) => unknown(minute, { modelOnly: true, analyses: 0 });
    expect(distrust(bought(0, { uncarried }))).toBe(uncarried);
    expect(distrust(bought(0, { uncarried }), alone(5), alone(10))).toBe(uncarried);
    expect(distrust(bought(0, { uncarried }), alone(5), bought(10))).toBeUndefined();
    expect(distrust(bought(0), alone(5), alone(10))).toBeUndefined();
  });

  test('counts the tries that brought nothing to carry, of one footprint or of a changing one', () => {
    const tries = (...checks: readonly Check[]) => stateAfter(...checks).last?.tries;
    expect(tries(unknown(0))).toBe(1);
    expect(tries(unknown(0), unknown(5), unknown(10))).toBe(3);
    expect(tries(unknown(0), unknown(5), unknown(10, { footprint: 'f2' }))).toBe(1);
    expect(tries(unbound(0), unbound(5), unbound(10))).toBe(3);
    expect(tries(unknown(0), unbound(5))).toBe(1);
    expect(tries(unknown(0), unknown(5), bought(10))).toBe(0);
    expect(tries(bought(0, { uncarried: 'the network model does not follow vpce-1' }))).toBe(1);
  });

  test('is not changed by a look that asked nobody, nor by one that came late', () => {
    const known = stateAfter(bought(0)).last;
    expect(stateAfter(bought(0), blind(5)).last).toEqual(known);
    expect(stateAfter(bought(10), bought(5, { footprint: 'f2' })).last).toEqual(stateAfter(bought(10)).last);
    expect(stateAfter(blind(0))).not.toHaveProperty('last');
  });

  test('is forgotten with the declaration, as is what the verdict was', () => {
    const other = aPath({ ports: [{ from: 22, to: 22 }] });
    const { state } = decide(stateAfter(bought(0)), other, blind(5));
    expect(briefOf(state)).toEqual({ pathId: path.id, declared: state.declared.digest });
  });

  test('does not lose what another sweep has under way', () => {
    const pending = aPending({ sweepId: 'another' });
    const { state } = decide({ ...stateAfter(bought(0)), pending }, path, bought(5));
    expect(state.pending).toEqual(pending);
    expect(decide(state, path, bought(6, { sweepId: 'another' })).state).not.toHaveProperty('pending');
    expect(decide(state, path, bought(1, { sweepId: 'another' })).state).not.toHaveProperty('pending');
  });

  test('is what a look carries, and only after a check that may be carried', () => {
    const kinds = fc.constantFrom(bought, unknown, unbound, blind, (n: number) => bought(n, { uncarried: 'no' }));
    fc.assert(
      fc.property(fc.array(kinds, { minLength: 1, maxLength: 12 }), (made) => {
        const checks = made.map((make, minute) => make(minute));
        const brief = briefOf(stateAfter(...checks));
        const trigger = { by: 'schedule', every: path.every } as const;
        const now = new Date(at(made.length));
        const choice = choose(path, brief, { footprint: 'f1', model: 'reachable' }, trigger, now);
        const newest = checks.findLast((check) => check.footprint !== undefined || check.analyses > 0);
        expect(choice.kind === 'carry').toBe(newest?.footprint === 'f1' && newest.uncarried === undefined);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the cause of a turn', () => {
  const broken = (minute: number, over: Partial<Check> = {}): Check =>
    bought(minute, { verdict: 'unreachable', standing: 'unexpected', findings: [aFinding()], ...over });

  test('is in the signal and in the break, and the brief says when it is looked for again', () => {
    const cause = aCause({ search: { kind: 'pending', tries: 0, next: at(9) } });
    const { state, signals } = decide(stateAfter(bought(0)), path, broken(5, { cause }));
    expect(signals).toMatchObject([{ kind: 'broke', cause }]);
    expect(state.broken?.cause).toEqual(cause);
    // The flow logs are asked for at once, the author later.
    expect(briefOf(state).searchFrom).toBe(at(5));
    expect(state.broken?.cause?.search).toMatchObject({ next: at(9) });
    expect(briefOf(decide(state, path, bought(8)).state)).not.toHaveProperty('searchFrom');
  });

  test('stays as it was found first while the break goes on', () => {
    const cause = aCause();
    const state = stateAfter(bought(0), broken(5, { cause }), broken(6));
    expect(state.broken?.cause).toEqual(cause);
  });

  test('a signal of the model alone says so', () => {
    const [signal] = decide(stateAfter(bought(0)), path, broken(5, { modelOnly: true })).signals;
    expect(signal?.modelOnly).toBe(true);
  });
});

test('a disagreement is told beside what the check means for the path, and only of a settled one', () => {
  const against: Partial<Check> = { model: 'disagrees', uncarried: 'they do not say the same' };
  expect(decide(stateAfter(), path, bought(0, against)).signals.map(({ kind }) => kind)).toEqual(['disagreement']);
  const { state } = decide(stateAfter(bought(0)), path, unknown(5, against));
  expect(state).not.toHaveProperty('disagreements');
});

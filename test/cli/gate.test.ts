import { type CheckGate, type CompareGate, checkExit, compareExit } from '../../cli/gate.ts';
import { gateSentence } from '../../cli/gate-text.ts';
import type { Standing } from '../../lambda/domain/check.ts';
import { type PathTurn, turns } from '../../lambda/monitor/compare-path.ts';

/* The exit codes of docs/cli.md: 1 is always a path that is not as expected, 3 always what nobody could tell. */

describe('check exits', () => {
  // biome-ignore format: a table, a line a case
  const table: readonly (readonly [standings: readonly Standing[], none: number, unexpected: number, unknown: number])[] = [
    [[],                                            0, 0, 0],
    [['expected'],                                  0, 0, 0],
    [['expected', 'undetermined'],                  3, 0, 3],
    [['expected', 'unexpected'],                    1, 1, 1],
    [['expected', 'undetermined', 'unexpected'],    1, 1, 1],
  ];

  test.each(table)(
    'with %j: %i without a gate, %i on what is unexpected, %i on what is unknown',
    (standings, ...exits) => {
      const gates: readonly (CheckGate | undefined)[] = [undefined, 'unexpected', 'unknown'];
      expect(gates.map((failOn) => checkExit(standings, failOn))).toEqual(exits);
    },
  );
});

describe('compare exits', () => {
  const gates: readonly (CompareGate | undefined)[] = [undefined, 'regression', 'unexpected', 'unknown'];

  // biome-ignore format: a table, a line a case
  const table: readonly (readonly [turn: PathTurn, none: number, regression: number, unexpected: number, unknown: number])[] = [
    //                none  regression  unexpected  unknown
    ['broke',         1,    1,          1,          1],
    ['found-broken',  1,    1,          1,          1],
    ['still-broken',  0,    0,          1,          1],
    ['lost',          3,    0,          0,          3],
    ['unseen',        3,    0,          0,          3],
    ['recovered',     0,    0,          0,          0],
    ['found-well',    0,    0,          0,          0],
    ['altered',       0,    0,          0,          0],
    ['same',          0,    0,          0,          0],
  ];

  test('for every turn', () => {
    expect(table.map(([turn]) => turn)).toEqual(turns);
  });

  test.each(table)('of a path that is %s: %i, and %i, %i, %i by the gates', (turn, ...exits) => {
    expect(gates.map((failOn) => compareExit(['same', turn], failOn))).toEqual(exits);
  });

  test('1 wins over 3', () => {
    expect(gates.map((failOn) => compareExit(['lost', 'broke'], failOn))).toEqual([1, 1, 1, 1]);
    expect(gates.map((failOn) => compareExit(['lost', 'still-broken'], failOn))).toEqual([3, 0, 1, 1]);
  });
});

test('what a gate lets pass is said by name', () => {
  const judged = { failing: 0, undetermined: 2, as: 'not as expected' } as const;
  expect(gateSentence({ ...judged, exit: 0, failOn: 'unexpected' })).toBe(
    'The gate passes, but 2 paths are undetermined: nobody could tell, and `--fail-on unexpected` lets that pass.',
  );
  expect(gateSentence({ ...judged, exit: 3, failOn: 'unknown' })).toBe(
    'The gate could not be decided: 2 paths are undetermined.',
  );
  expect(gateSentence({ ...judged, exit: 1, failing: 1, failOn: undefined })).toBe(
    'The gate fails: 1 path is not as expected, and 2 paths are undetermined.',
  );
  expect(gateSentence({ ...judged, exit: 0, undetermined: 0, failOn: undefined })).toBe('The gate passes.');
});

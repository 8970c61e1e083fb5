import { canFlip, editOf, placeOf } from './path-edits.ts';
import { random } from './random.ts';
import { HOUR, MONTH } from './step.ts';
import { stepsOf, type Timed, type Trace } from './trace.ts';

/** One of so many paths breaks in the month, and is mended; the others are touched without turning. */
const BREAKS = 4;

/**
 * Each path's footprint changes twice in the month, at random times: a rule more and away again; of a quarter of the paths the
 * rule that lets them in, put back within six hours.
 */
export const ordinary = (paths: number, seed = 1): Trace => {
  const draw = random(seed);
  const calls = Array.from({ length: paths }, (_, number): readonly Timed[] => {
    const { cell, place } = placeOf(number);
    const edit = editOf(cell, place, canFlip(place) && (number + seed) % BREAKS === 0);
    const times = [draw() * MONTH, draw() * MONTH].sort((one, other) => one - other);
    const first = edit.flips ? (times[0] ?? 0) * 0.99 : (times[0] ?? 0);
    const second = edit.flips ? first + HOUR / 4 + draw() * 5 * HOUR : (times[1] ?? 0);
    return [
      { at: first, cell, call: edit.does },
      { at: Math.min(second, MONTH - HOUR / 4), cell, call: edit.undoes },
    ];
  });
  return { name: 'ordinary: two changes a path', steps: stepsOf(calls.flat()) };
};

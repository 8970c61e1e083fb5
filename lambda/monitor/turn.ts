import type { Signal } from '../domain/alert.ts';
import type { State } from '../domain/state.ts';

/** What one step of a decision makes of the state, and what it has to tell. */
export interface Turn {
  readonly state: State;
  readonly signals: readonly Signal[];
}

export const unchanged = (state: State): Turn => ({ state, signals: [] });

/** The state with one signal more, which is made with its number. */
export const telling = (state: State, make: (number: number) => Signal): Turn => {
  const signals = state.signals + 1;
  return { state: { ...state, signals }, signals: [make(signals)] };
};

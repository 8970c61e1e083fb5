import type { State } from '../../lambda/domain/state.ts';
import { foremost } from '../../lambda/domain/verdict.ts';
import { again } from '../options.ts';
import { counted } from '../page.ts';
import { failed, type Judgement, ok, warning } from './judgement.ts';
import { countedNames } from './named.ts';
import type { Examination } from './patient.ts';

/** Paths on which the monitor has no verdict: a failure where that was reported, since it lasts. */
export const judgeBlindness = (states: readonly Pick<State, 'pathId' | 'blind'>[], remedy: string): Judgement => {
  const blind = states.flatMap(({ pathId, blind: since }) => (since === undefined ? [] : [{ pathId, ...since }]));
  if (states.length === 0) return ok('no path was looked at yet');
  if (blind.length === 0) return ok(`the newest look at each of ${counted(states.length, 'path')} has a verdict`);
  const reported = blind.filter((path) => path.reported);
  const told = reported.length > 0 ? reported : blind;
  const why = foremost(told[0]?.findings ?? [])?.message;
  const names = countedNames(
    told.map(({ pathId }) => pathId),
    'path',
  );
  const reason = why === undefined ? '' : `: ${why}`;
  return reported.length > 0
    ? failed(`no verdict for several looks on ${names}${reason}`, remedy)
    : warning(`no verdict at the newest look on ${names}${reason}`, remedy);
};

export const blindness: Examination = {
  name: 'blindness',
  of: 'both',
  examine: async (patient) =>
    judgeBlindness(await patient.states(), `see why, and since when: \`${again('status', patient.options)}\``),
};

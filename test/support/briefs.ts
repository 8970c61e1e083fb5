import type { Path } from '../../lambda/domain/path.ts';
import type { Brief, LastCheck, Pending } from '../../lambda/domain/state.ts';
import { declarationDigest } from '../../lambda/monitor/question.ts';

export const aLast = (over: Partial<LastCheck> = {}): LastCheck => ({
  at: '2026-11-22T10:00:00.000Z',
  verdict: 'reachable',
  footprint: 'f1',
  tries: 0,
  ...over,
});

export const aPending = (over: Partial<Pending> = {}): Pending => ({
  sweepId: 'sweep-2',
  since: '2026-11-22T10:00:00.000Z',
  reason: 'changed',
  footprint: 'f1',
  model: 'reachable',
  ...over,
});

/** Of a path that was found as expected, over the footprint `f1`. */
export const aBrief = (path: Path, over: Partial<Brief> = {}): Brief => ({
  pathId: path.id,
  declared: declarationDigest(path),
  verdict: 'reachable',
  standing: 'expected',
  last: aLast(),
  ...over,
});

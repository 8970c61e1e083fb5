import type { Signal, SignalKind } from '../domain/alert.ts';
import type { Path } from '../domain/path.ts';
import type { Break } from '../domain/state.ts';
import { signalBase } from './signal.ts';

/** What comes to light of a break that is told already. */
export const laterSignal = (path: Path, broken: Break, kind: SignalKind, number: number): Signal => ({
  ...signalBase(path, kind, number),
  verdict: broken.verdict,
  since: broken.startedAt,
  findings: broken.findings,
  open: [],
  checkId: broken.checkId,
});

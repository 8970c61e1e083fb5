import type { Signal, SignalKind } from '../domain/alert.ts';
import { type Path, pathText } from '../domain/path.ts';
import type { Break } from '../domain/state.ts';

/** What comes to light of a break that is told already. */
export const laterSignal = (path: Path, broken: Break, kind: SignalKind, number: number): Signal => ({
  id: `${path.id}/${number}/${kind}`,
  kind,
  number,
  pathId: path.id,
  path: pathText(path),
  severity: path.severity,
  tags: path.tags,
  expect: path.expect,
  verdict: broken.verdict,
  since: broken.startedAt,
  findings: broken.findings,
  open: [],
  checkId: broken.checkId,
});

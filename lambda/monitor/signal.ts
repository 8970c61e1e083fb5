import type { Signal, SignalKind } from '../domain/alert.ts';
import type { Check } from '../domain/check.ts';
import { type Path, pathText } from '../domain/path.ts';
import { isSettled } from '../domain/verdict.ts';
import { fixesOf } from '../fixes/fixes.ts';

/** How many findings a signal carries; the check has them all. */
export const TOLD = 50;

/** What every signal of a path says. */
export const signalBase = (path: Path, kind: SignalKind, number: number) => ({
  id: `${path.id}/${number}/${kind}`,
  kind,
  number,
  pathId: path.id,
  path: pathText(path),
  severity: path.severity,
  tags: path.tags,
  expect: path.expect,
});

/** What a path has to tell, in the words of its check. `number` counts the path's signals. */
export const signalOf = (
  path: Path,
  check: Check,
  kind: SignalKind,
  number: number,
  since: string,
  rest: Partial<Signal> = {},
): Signal => ({
  ...signalBase(path, kind, number),
  ...(isSettled(check.verdict) ? { verdict: check.verdict } : {}),
  since,
  findings: check.findings.slice(0, TOLD),
  open: check.open,
  checkId: check.id,
  ...(check.console === undefined ? {} : { console: check.console }),
  ...(check.cause === undefined ? {} : { cause: check.cause }),
  ...(check.confidence === undefined ? {} : { confidence: check.confidence }),
  ...(check.standing === 'unexpected' ? { fixes: fixesOf(check.findings, check.cause, path.expect) } : {}),
  ...(check.modelOnly === undefined ? {} : { modelOnly: check.modelOnly }),
  ...rest,
});

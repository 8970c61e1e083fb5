import type { Alert, AlertKind } from '../domain/alert.ts';
import type { Check } from '../domain/check.ts';
import { type Path, pathText } from '../domain/path.ts';
import { isSettled } from '../domain/verdict.ts';

/** How many findings an alert carries; the check has them all. */
export const TOLD = 50;

/** What tells of the path goes to the deployment's topic, what tells of the monitor to the other one. */
const channelOf = (kind: AlertKind): Alert['channel'] => (kind === 'disagreement' ? 'troubles' : 'topic');

/** An alert about a path, in the words of its check. */
export const alertOf = (
  path: Path,
  check: Check,
  kind: AlertKind,
  number: number,
  since: string,
  rest: Partial<Alert> = {},
): Alert => ({
  id: `${path.id}/${number}/${kind}/${channelOf(kind)}`,
  kind,
  channel: channelOf(kind),
  pathId: path.id,
  path: pathText(path),
  severity: path.severity,
  tags: path.tags,
  expect: path.expect,
  ...(isSettled(check.verdict) ? { verdict: check.verdict } : {}),
  since,
  findings: check.findings.slice(0, TOLD),
  open: check.open,
  checkId: check.id,
  ...(check.console === undefined ? {} : { console: check.console }),
  ...(check.cause === undefined ? {} : { cause: check.cause }),
  ...(check.modelOnly === undefined ? {} : { modelOnly: check.modelOnly }),
  ...rest,
});

import { emailText } from '../../lambda/alerts/email.ts';
import type { Evidence } from '../../lambda/domain/evidence.ts';
import type { Path } from '../../lambda/domain/path.ts';
import { conclude, type Grounds } from '../../lambda/monitor/conclude.ts';
import { decide } from '../../lambda/monitor/decide.ts';
import type { PlannedPath } from '../../lambda/monitor/plan.ts';
import { aHop, notReachable, reachable } from '../support/evidence.ts';
import { aPath } from '../support/paths.ts';

const at = { sweepId: 'sweep-1', observedAt: '2026-11-22T10:00:00.000Z', settledAt: '2026-11-22T10:01:00.000Z' };
const deployment = { name: 'pathwatch', account: '111111111111', region: 'eu-west-1' };

const grounds = { reason: 'changed', footprint: 'f1', bound: true, analyses: 1, price: 0.1 } as const;

const concluded = (path: Path, evidence: Evidence, over: Partial<Grounds> = {}, more: Partial<PlannedPath> = {}) => {
  const plan = { pathId: path.id, questions: [], routes: [], unresolved: [], pairs: { count: 1, left: 0 }, ...more };
  return conclude(path, plan, evidence, at, deployment, { ...grounds, ...over });
};

const promise = aPath({ expect: 'unreachable' });

test('a path that is as it must be carries no advice, which would break it', () => {
  const check = concluded(promise, [notReachable('ENI_SG_RULES_MISMATCH')]);
  expect(check.standing).toBe('expected');
  expect(check.findings.map(({ code, advice }) => [code, advice])).toEqual([['ENI_SG_RULES_MISMATCH', undefined]]);
});

test('a path that must not be open names the rule that lets it in, in its alert too', () => {
  const opening = aHop(3, 'sg-0aaaaaaaaaaaaaaaa', { because: 'allow tcp 443 from 0.0.0.0/0' });
  const check = concluded(promise, [reachable({ forward: [aHop(1, 'eni-1'), opening, aHop(4, 'i-1')] })]);
  const [alert] = decide(undefined, promise, check).alerts;
  if (alert === undefined) throw new Error('nothing is told');
  const { subject, body } = emailText(alert);
  expect(subject).toContain('OPEN');
  expect(body).toContain('sg-0aaaaaaaaaaaaaaaa lets it in: allow tcp 443 from 0.0.0.0/0');
});

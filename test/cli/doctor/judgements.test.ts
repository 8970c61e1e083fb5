import { judgeAlarms } from '../../../cli/doctor/alarms.ts';
import { awsIn } from '../../../cli/doctor/aws.ts';
import { judgeBlindness } from '../../../cli/doctor/blindness.ts';
import { judgeBudget } from '../../../cli/doctor/budget.ts';
import { judgeClock } from '../../../cli/doctor/clock.ts';
import { judgeConfiguration } from '../../../cli/doctor/configuration.ts';
import { judgeCredentials } from '../../../cli/doctor/credentials.ts';
import { judgeDeployment } from '../../../cli/doctor/deployment.ts';
import type { Judgement, Outcome } from '../../../cli/doctor/judgement.ts';
import { judgeQuotas } from '../../../cli/doctor/quotas.ts';
import { judgeRegion } from '../../../cli/doctor/region.ts';
import { judgeSecrets } from '../../../cli/doctor/slack-secrets.ts';
import { judgeSubscriptions } from '../../../cli/doctor/subscriptions.ts';
import { judgeTable } from '../../../cli/doctor/table.ts';
import { judgeExpiry } from '../../../cli/doctor/table-expiry.ts';
import { judgeProtection } from '../../../cli/doctor/table-protection.ts';
import { judgeRecovery } from '../../../cli/doctor/table-recovery.ts';
import { judgeTrail } from '../../../cli/doctor/trail.ts';
import { judgeVersion } from '../../../cli/doctor/version.ts';
import { Refusal } from '../../../cli/refusal.ts';
import type { Alarm } from '../../../lambda/aws/alarms.ts';
import type { DeployedStack } from '../../../lambda/aws/deployment.ts';
import type { Subscription } from '../../../lambda/aws/subscriptions.ts';
import { Fault, type FaultKind } from '../../../lambda/domain/fault.ts';
import type { Bought } from '../../../lambda/monitor/ports.ts';
import { aFinding } from '../../support/records.ts';

const aws = awsIn('eu-west-1');

/* Facts in, outcome out: each check that judges by one fact or two, by what is well and by all that is not. */

/** A judgement with words of its message and of its remedy. */
const expectJudged = (judged: Judgement, outcome: Outcome, ...words: readonly string[]): void => {
  expect(judged.outcome).toBe(outcome);
  const told = `${judged.message}\n${judged.remedy ?? ''}`;
  for (const word of words) expect(told).toContain(word);
  if (outcome === 'ok') expect(judged.remedy).toBeNull();
  else expect(judged.remedy).not.toBe('');
};

const faultOf = (kind: FaultKind, code: string): Fault =>
  new Fault({ kind, code, operation: 'GetCallerIdentity', message: 'as AWS has it' });

describe('credentials', () => {
  test.each<[string, Parameters<typeof judgeCredentials>[0], Outcome, string]>([
    ['known', { caller: { account: '111111111111', arn: 'arn:aws:iam::111111111111:user/a' } }, 'ok', 'user/a'],
    ['expired', { caller: faultOf('expired-credentials', 'ExpiredToken') }, 'failed', 'aws sso login'],
    ['refused', { caller: faultOf('denied', 'SignatureDoesNotMatch') }, 'failed', 'aws sts get-caller-identity'],
    ['not answered', { caller: faultOf('no-answer', 'ECONNREFUSED') }, 'unknown', 'ECONNREFUSED'],
    ['throttled', { caller: faultOf('throttled', 'Throttling') }, 'unknown', 'again in a minute'],
  ])('that are %s', (_, seen, outcome, word) => expectJudged(judgeCredentials(seen), outcome, word));
});

test('without a Region nothing can be found', () => {
  expectJudged(judgeRegion('eu-west-1'), 'ok', 'eu-west-1');
  const none = { code: 'no-region', message: 'no Region is set', advice: 'name it: `--region REGION`' };
  expectJudged(judgeRegion(new Refusal(2, none)), 'failed', 'no Region is set', '--region REGION');
});

describe('the clock', () => {
  test.each<[string, string | undefined, Outcome, string]>([
    ['2026-11-28T12:00:10.400Z', '2026-11-28T12:00:00.000Z', 'ok', 'as AWS has it'],
    ['2026-11-28T11:59:40.000Z', '2026-11-28T12:00:00.000Z', 'ok', 'as AWS has it'],
    ['2026-11-28T12:00:31.000Z', '2026-11-28T12:00:00.000Z', 'warning', '31 s ahead of'],
    ['2026-11-28T11:55:01.000Z', '2026-11-28T12:00:00.000Z', 'warning', '299 s behind'],
    ['2026-11-28T12:05:00.000Z', '2026-11-28T12:00:00.000Z', 'failed', 'set-ntp'],
    ['2026-11-28T12:05:00.000Z', undefined, 'unknown', 'told no time'],
  ])('that says %s where AWS says %s', (here, there, outcome, word) =>
    expectJudged(judgeClock({ answeredAt: there, heardAt: new Date(here) }), outcome, word),
  );
});

describe('the deployment', () => {
  const stack: DeployedStack = {
    name: 'Pathwatch',
    tableName: 't',
    sweepAlias: 'a',
    topicArn: 'b',
    status: 'UPDATE_COMPLETE',
  };
  test.each<[string, Outcome, string]>([
    ['CREATE_COMPLETE', 'ok', 'Pathwatch in eu-west-1'],
    ['UPDATE_COMPLETE', 'ok', ''],
    ['IMPORT_COMPLETE', 'ok', ''],
    ['UPDATE_IN_PROGRESS', 'warning', 'wait'],
    ['UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'warning', 'wait'],
    ['UPDATE_ROLLBACK_IN_PROGRESS', 'warning', 'wait'],
    ['UPDATE_ROLLBACK_COMPLETE', 'warning', 'describe-stack-events --stack-name Pathwatch --region eu-west-1'],
    ['UPDATE_ROLLBACK_FAILED', 'failed', 'cdk -- deploy'],
    ['UPDATE_FAILED', 'failed', ''],
    ['ROLLBACK_COMPLETE', 'failed', ''],
    ['ROLLBACK_IN_PROGRESS', 'failed', ''],
    ['DELETE_IN_PROGRESS', 'failed', ''],
    ['DELETE_FAILED', 'failed', ''],
    ['of unknown status', 'failed', ''],
  ])('that is %s', (status, outcome, word) =>
    expectJudged(
      judgeDeployment({ kind: 'found', stack: { ...stack, status } }, 'eu-west-1', undefined),
      outcome,
      word,
      status,
    ),
  );

  test('that is none, several or not whole has failed', () => {
    const judged = (found: Parameters<typeof judgeDeployment>[0], named?: string) =>
      judgeDeployment(found, 'eu-west-1', named);
    expectJudged(judged({ kind: 'none' }), 'failed', 'no stack of Pathwatch', '--region');
    expectJudged(judged({ kind: 'none' }, 'prod'), 'failed', 'no stack named prod');
    expectJudged(judged({ kind: 'several', names: ['a', 'b'] }), 'failed', 'a, b', '--stack NAME');
    const incomplete = { kind: 'incomplete', name: 'it', status: 'CREATE_FAILED' } as const;
    expectJudged(judged(incomplete), 'failed', 'CREATE_FAILED', '--stack-name it');
  });
});

describe('the version', () => {
  test.each<[string | undefined, string, Outcome, string]>([
    ['0.1.0', '0.1.0', 'ok', '0.1.0'],
    [undefined, '0.1.0', 'warning', 'older than this'],
    ['0.1.9', '0.1.10', 'warning', 'which is newer\ndeploy'],
    ['0.2.0', '0.1.10', 'warning', 'git pull'],
    ['1.0.0', '0.9.9', 'warning', 'which is older\nbring'],
    ['1.0.0-beta', '1.0.0', 'warning', 'this command line is 1.0.0\ndeploy'],
  ])('%s against %s', (deployed, own, outcome, word) => expectJudged(judgeVersion(deployed, own), outcome, word));
});

test('a configuration that is wrong has failed, and one that is not there is missed', () => {
  const problem = { file: 'x.yaml', line: 3, column: 1, path: '', message: 'unknown key `expct`', advice: 'what' };
  expectJudged(
    judgeConfiguration({ file: 'x.yaml', read: { ok: false, problems: [problem, problem] } }),
    'failed',
    '2 mistakes',
    'line 3: unknown key `expct`',
    'pathwatch validate',
  );
  expectJudged(judgeConfiguration(undefined), 'warning', '--config FILE');
});

describe('the table', () => {
  const seen = (status: string | undefined): Parameters<typeof judgeTable>[0] => ({
    states: 3,
    unreadable: [],
    description: status === undefined ? undefined : { name: 'history', status },
  });

  test('that answers is well, described or not', () => {
    expectJudged(judgeTable(seen('ACTIVE'), aws), 'ok', 'history is readable and knows 3 paths');
    expectJudged(judgeTable(seen(undefined), aws), 'ok', 'the table is readable');
    const damaged = { ...seen('ACTIVE'), unreadable: [{ reason: 'the item PATH#a / STATE cannot be read' }] };
    expectJudged(judgeTable(damaged, aws), 'failed', 'PATH#a / STATE');
    expectJudged(judgeTable(seen('UPDATING'), aws), 'warning', 'wait');
    expectJudged(judgeTable(seen('INACCESSIBLE_ENCRYPTION_CREDENTIALS'), aws), 'failed', 'describe-table');
  });

  test('is recoverable, protected, and forgets', () => {
    expectJudged(judgeRecovery(true, 'history', aws), 'ok');
    expectJudged(judgeRecovery(false, 'history', aws), 'failed', 'update-continuous-backups --table-name history');
    expectJudged(judgeProtection({ protected: true, name: 'history' }, aws), 'ok');
    expectJudged(
      judgeProtection({ protected: false, name: 'history' }, aws),
      'warning',
      'update-table --table-name history --deletion-protection-enabled --region eu-west-1',
    );
    expectJudged(judgeExpiry('expires', 'history', aws), 'ok');
    expectJudged(
      judgeExpiry(undefined, 'history', aws),
      'failed',
      'nothing in the table expires',
      'AttributeName=expires',
    );
    expectJudged(judgeExpiry('ttl', 'history', aws), 'failed', '`ttl`, which none has');
  });
});

describe('paths without a verdict', () => {
  const blind = (reported: boolean) => ({
    checks: 3,
    since: '2026-11-22T10:00:00.000Z',
    reported,
    findings: [aFinding({ says: 'unknown', message: 'the analysis failed' })],
  });

  test('are a warning, and a failure once they were reported', () => {
    expectJudged(judgeBlindness([], 'see'), 'ok', 'no path was looked at yet');
    expectJudged(judgeBlindness([{ pathId: 'a' }], 'see'), 'ok', '1 path');
    expectJudged(judgeBlindness([{ pathId: 'a', blind: blind(false) }], 'see'), 'warning', 'the analysis failed');
    const all = [{ pathId: 'a', blind: blind(false) }, { pathId: 'b', blind: blind(true) }, { pathId: 'c' }];
    expectJudged(judgeBlindness(all, 'see'), 'failed', '1 path: b', 'the analysis failed');
  });
});

describe('alarms', () => {
  const anAlarm = (over: Partial<Alarm>): Alarm => ({ name: 'a', description: '', state: 'OK', acts: true, ...over });

  test('that ring are a failure, and those that would tell nobody a warning', () => {
    expectJudged(judgeAlarms([anAlarm({}), anAlarm({ state: 'INSUFFICIENT_DATA' })], aws), 'ok', 'none of 2 alarms');
    const ringing = anAlarm({ name: 'it rings', description: 'sweeps fail', state: 'ALARM' });
    expectJudged(
      judgeAlarms([anAlarm({}), ringing], aws),
      'failed',
      'it rings (sweeps fail)',
      "--alarm-names 'it rings'",
    );
    expectJudged(judgeAlarms([anAlarm({ acts: false })], aws), 'warning', 'enable-alarm-actions --alarm-names a');
    expectJudged(judgeAlarms([], aws), 'warning', 'no alarms', 'cdk -- deploy');
  });
});

describe('subscriptions', () => {
  const topic = { arn: 'arn:aws:sns:eu-west-1:111111111111:alerts', of: 'alerts' };
  const one = (confirmed: boolean): Subscription => ({ protocol: 'email', endpoint: 'a@example.com', confirmed });

  test('that are none, or not all confirmed, are a warning; that none is confirmed a failure', () => {
    expectJudged(
      judgeSubscriptions([one(true), one(true)], topic, aws),
      'ok',
      '2 subscriptions to the topic of alerts',
    );
    expectJudged(judgeSubscriptions([], topic, aws), 'warning', 'nobody subscribes', `--topic-arn ${topic.arn}`);
    expectJudged(judgeSubscriptions([one(true), one(false)], topic, aws), 'warning', 'email a@example.com', 'confirm');
    expectJudged(judgeSubscriptions([one(false)], topic, aws), 'failed', 'not confirmed');
  });
});

test('a secret that is declared must be there', () => {
  const secret = { channel: 'slack:noc', secret: 'pathwatch/slack' };
  expectJudged(judgeSecrets([], aws), 'ok', 'no webhook');
  expectJudged(judgeSecrets([{ ...secret, standing: 'there' }], aws), 'ok', '1 secret of webhooks is there');
  expectJudged(
    judgeSecrets([{ ...secret, standing: 'none' }], aws),
    'failed',
    'slack:noc',
    'create-secret --name pathwatch/slack',
  );
  expectJudged(
    judgeSecrets([{ ...secret, standing: 'deleted' }], aws),
    'failed',
    'deletion',
    'restore-secret --secret-id',
  );
});

test('where no trail logs calls, changes are found late', () => {
  expectJudged(judgeTrail({ kind: 'logging', name: 'all' }, aws), 'ok', 'all');
  expectJudged(
    judgeTrail({ kind: 'none', reason: 'no trail covers x' }, aws),
    'warning',
    'no trail covers x',
    'create-trail',
  );
});

describe('quotas', () => {
  test.each<[number, boolean, number, Outcome, string]>([
    [2, false, 1, 'ok', '2 insights paths of 1000'],
    [799, false, 79, 'ok', 'analyses of 79 paths'],
    [800, false, 0, 'warning', 'L-51CB2D5B'],
    [1000, false, 0, 'warning', 'L-51CB2D5B'],
    [1001, false, 0, 'ok', '1001'],
    [3000, true, 0, 'ok', 'more than 3000'],
    [2, false, 80, 'warning', 'L-B393345A'],
    [2, false, 101, 'ok', '101'],
  ])('with %d insights paths (more: %s) and %d under way', (paths, more, running, outcome, word) =>
    expectJudged(judgeQuotas({ paths, more, running }, aws), outcome, word),
  );
});

describe('the budget', () => {
  const bought = (analyses: number, byPath: Bought['byPath'] = {}): Bought => ({
    month: '2026-11',
    analyses,
    byReason: { transition: 0, changed: 0, baseline: 0, retry: 0, audit: 0, hand: 0 },
    byPath,
    byTag: {},
  });
  const budget = (monthly: number, over = {}) => ({ monthly, paths: {}, tags: {}, prices: {}, ...over });

  test.each<[string, Parameters<typeof judgeBudget>[0], Bought, Outcome, string]>([
    ['little of it', budget(50), bought(12), 'ok', '12 of 500 analyses are bought in 2026-11 ($1.20 of $50.00)'],
    ['most of it', budget(50), bought(400), 'warning', 'audits wait'],
    ['all of it', budget(50), bought(500), 'failed', 'the network model answers alone until the next month'],
    ['more than it', budget(10), bought(500), 'failed', 'pathwatch cost'],
    ['nothing of none', budget(0), bought(0), 'warning', 'buys no analysis'],
    [
      'most of a path',
      budget(50, { paths: { a: 1 } }),
      bought(9, { a: 9 }),
      'warning',
      'budget of the path a (9 of 10)',
    ],
    ['what is free', budget(50, { prices: { analysis: 0 } }), bought(900), 'ok', '900 analyses'],
  ])('of which %s is spent', (_, declared, spent, outcome, word) =>
    expectJudged(judgeBudget(declared, spent, '`pathwatch cost`'), outcome, word),
  );
});

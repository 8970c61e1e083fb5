import { unlooked } from '../../../cli/doctor/judgement.ts';
import { judgePermissions, type Tried } from '../../../cli/doctor/permissions.ts';
import { Fault } from '../../../lambda/domain/fault.ts';

const fault = (kind: 'denied' | 'throttled') =>
  new Fault({ kind, operation: 'PutItem', code: 'Code', message: 'as AWS has it' });

const read = (answer: Tried['answer']): Tried => ({ permission: 'dynamodb:Query', by: 'all', reads: true, answer });
const write = (answer: Tried['answer']): Tried => ({
  permission: 'dynamodb:PutItem',
  by: 'mute',
  reads: false,
  answer,
});

test.each<[string, readonly Tried[], string, string]>([
  ['all is allowed', [read('allowed'), write('allowed')], 'ok', 'you may look and act'],
  [
    'reading is denied',
    [read(fault('denied')), write(fault('denied'))],
    'failed',
    'not allowed: dynamodb:Query (for all), dynamodb:PutItem (for mute)',
  ],
  [
    'writing alone is denied',
    [read('allowed'), write(fault('denied'))],
    'warning',
    'you may look and not act; not allowed: dynamodb:PutItem (for mute)',
  ],
  ['an answer is wanting', [read('allowed'), write(fault('throttled'))], 'unknown', 'as AWS has it'],
  ['one is denied and one is wanting', [write(fault('denied')), write(fault('throttled'))], 'unknown', 'as AWS has it'],
  ['reading is denied and one is wanting', [read(fault('denied')), write(fault('throttled'))], 'failed', 'Query'],
  ['there is nothing to try it on', [read(unlooked('no stack', 'deploy'))], 'unknown', 'not looked at: no stack'],
])('where %s', (_, tried, outcome, words) => {
  const judged = judgePermissions(tried);
  expect(judged.outcome).toBe(outcome);
  expect(judged.message).toContain(words);
  if (outcome === 'failed' || outcome === 'warning') expect(judged.remedy).toContain('docs/security.md');
});

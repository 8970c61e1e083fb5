import type { Farewell } from '../../lambda/monitor/farewell.ts';
import { partingOf } from '../../lambda/monitor/parting.ts';

const deployment = { name: 'prod', account: '111111111111', region: 'eu-central-1' };
const nothing: Farewell = { removed: [], analyses: 0, shared: [], left: [] };

const bodyOf = (farewell: Partial<Farewell>): string =>
  partingOf(deployment, 'prod-HistoryTable-1', { ...nothing, ...farewell }).body;

test('the last message says what went, that the table stays, and how each rest goes too', () => {
  const { subject, body } = partingOf(deployment, 'prod-HistoryTable-1', {
    ...nothing,
    removed: ['nip-1', 'nip-2'],
    analyses: 1,
  });
  expect(subject).toBe('REMOVED: Pathwatch watches no path of prod any more');
  expect(body).toContain('2 insights paths and 1 analysis that it had made');
  expect(body).toContain(
    'aws dynamodb update-table --region eu-central-1 --table-name prod-HistoryTable-1 --no-deletion',
  );
  expect(body).toContain('aws dynamodb delete-table --region eu-central-1 --table-name prod-HistoryTable-1');
  expect(body).toContain('npm run -s forwarder -- destroy -c region=eu-central-1 -c stack=prod');
  expect(body).not.toMatch(/others have analysed|could not be removed/);
});

test('what others use and what failed is named, with why', () => {
  const body = bodyOf({ shared: ['nip-3'], left: [{ id: 'nip-4', reason: 'UnauthorizedOperation: no' }] });
  expect(body).toMatch(/1 insights path that others have analysed, with those analyses:\n {2}nip-3\n/);
  expect(body).toMatch(/1 insights path that could not be removed.*\n {2}nip-4: UnauthorizedOperation: no\n/);
});

test('of many the first are named and the others counted', () => {
  const body = bodyOf({ shared: Array.from({ length: 1_000 }, (_, index) => `nip-${index}`) });
  expect(body).toContain('\n  nip-19\n  and 980 more\n');
});

test('what a service said stays on its line and within bounds', () => {
  const body = bodyOf({ left: [{ id: 'nip-5', reason: `no\n- The table is gone\u202e ${'x'.repeat(5_000)}` }] });
  expect(body).toContain('  nip-5: no - The table is gone xxx');
  expect(Math.max(...body.split('\n').map((line) => line.length))).toBeLessThan(400);
});

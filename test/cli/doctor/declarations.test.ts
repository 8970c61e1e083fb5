import { type DeclaredThere, judgeDeclarations } from '../../../cli/doctor/declarations.ts';
import type { Path } from '../../../lambda/domain/path.ts';
import { declarationDigest } from '../../../lambda/monitor/question.ts';
import { aPath } from '../../support/paths.ts';
import { aSweepRecord } from '../../support/records.ts';

const web = aPath({ id: 'web' });
const dns = aPath({ id: 'dns', every: 'rate(1 hour)' });

const stateOf = (path: Path) => ({ pathId: path.id, declared: { text: '', digest: declarationDigest(path) } });

const judged = (paths: readonly Path[], there: Partial<DeclaredThere>) =>
  judgeDeclarations(paths, { states: [web, dns].map(stateOf), sweeps: [], ...there }, 'deploy');

test('paths that are declared as they were looked at do not differ, whatever else changed', () => {
  expect(judged([{ ...web, severity: 'info', tags: { team: 'x' } }, dns], {})).toEqual({
    outcome: 'ok',
    message: 'the configuration here declares 2 paths as they were looked at',
    remedy: null,
  });
});

test('those that are declared otherwise, or are new, are named', () => {
  const other = { ...web, ports: [{ from: 8443, to: 8443 }] };
  expect(judged([other, dns, aPath({ id: 'new' })], {})).toEqual({
    outcome: 'warning',
    message: 'declared otherwise here: 1 path: web; never looked at: 1 path: new',
    remedy: 'deploy',
  });
});

test('what is kept of a path that is declared no more is told, and is no difference', () => {
  expect(judged([web], {})).toMatchObject({ outcome: 'ok', message: expect.stringMatching(/; kept of 1 path: dns,/) });
});

test('a schedule that looks at another number of paths tells that there are others', () => {
  const swept = (due: number, over = {}) => aSweepRecord({ due, ...over });
  expect(judged([web, dns], { sweeps: [swept(1), swept(9)] })).toMatchObject({ outcome: 'ok' });
  expect(judged([web, dns], { sweeps: [swept(2), swept(1)] })).toMatchObject({
    outcome: 'warning',
    message: 'rate(5 minutes) looks at 2 paths there and has 1 here',
  });
  const part = { of: 'whole', index: 0, count: 2, rank: 9 };
  expect(judged([web, dns], { sweeps: [swept(9, { part }), swept(9, { trigger: { by: 'hand' } })] })).toMatchObject({
    outcome: 'ok',
  });
});

import { transitionsBetween } from '../../../cli/watch/transitions.ts';
import { type PathStatus, statuses } from '../../../lambda/asking/path-status.ts';
import type { State } from '../../../lambda/domain/state.ts';
import { aBreak, aFinding, aSettled, aState } from '../../support/records.ts';

const NOW = '2026-11-22T12:00:00.000Z';

const seen = (...states: readonly State[]): readonly PathStatus[] =>
  statuses(states, undefined, {
    looks: [],
    incidents: [],
    acknowledgements: [],
    silenceOf: () => undefined,
    unreadable: [],
  });

const well = aState();
const since = '2026-11-22T11:58:00.000Z';
const broken = aState({
  settled: aSettled({
    verdict: 'unreachable',
    standing: 'unexpected',
    since,
    findings: [aFinding({ message: 'no route' })],
  }),
  broken: aBreak(),
  incidentId: 'rtb-1',
});
const blind = aState({
  observedAt: '2026-11-22T11:59:00.000Z',
  blind: { checks: 1, since, reported: false, findings: [aFinding({ says: 'unknown', message: 'it failed' })] },
});

test('a verdict that turns is told with its own time, its reason and its incident', () => {
  expect(transitionsBetween(seen(well), seen(broken), NOW)).toEqual([
    {
      at: since,
      pathId: 'web-db',
      from: { verdict: 'reachable', standing: 'expected' },
      to: { verdict: 'unreachable', standing: 'unexpected' },
      reason: 'no route',
      incidentId: 'rtb-1',
    },
  ]);
  expect(transitionsBetween(seen(broken), seen(well), NOW)).toMatchObject([
    { to: { standing: 'expected' }, reason: null },
  ]);
});

test('a path that nobody can see any more is told, at the look that saw nothing, and when it is seen again', () => {
  expect(transitionsBetween(seen(well), seen(blind), NOW)).toMatchObject([
    { at: '2026-11-22T11:59:00.000Z', to: { verdict: 'reachable', standing: 'undetermined' }, reason: 'it failed' },
  ]);
  expect(transitionsBetween(seen(blind), seen(well), NOW)).toMatchObject([{ to: { standing: 'expected' } }]);
});

test('what stays as it is, is not told, however often it is looked at', () => {
  const later = aState({ observedAt: NOW, settled: aSettled({ until: NOW }) });
  expect(transitionsBetween(seen(well), seen(later), NOW)).toEqual([]);
});

test('paths that come and go are told', () => {
  const other = aState({ pathId: 'app' });
  expect(transitionsBetween(seen(well), seen(other), NOW)).toMatchObject([
    { pathId: 'app', from: null, to: { standing: 'expected' } },
    { pathId: 'web-db', at: NOW, from: { standing: 'expected' }, to: null },
  ]);
});

import { reportOn } from '../../lambda/history/report.ts';
import { aCause, aDay, anEndedIncident, anIncident, aState } from '../support/records.ts';

const window = { since: '2026-11-20T00:00:00.000Z', until: '2026-11-24T00:00:00.000Z' };
const now = '2026-11-24T00:00:00.000Z';

const asked = (pathId: string, over: Partial<Parameters<typeof reportOn>[0][number]> = {}) => ({
  pathId,
  tags: {},
  past: { days: [aDay({ pathId, since: '2026-11-22T00:00:00.000Z' })], gaps: [] },
  ...over,
});
const steady = (pathId: string, tags: Readonly<Record<string, string>> = {}) => {
  const stretches = [{ from: '2026-11-22T00:00:00.000Z', verdict: 'reachable', standing: 'expected' }] as const;
  return asked(pathId, {
    tags,
    past: { days: [aDay({ pathId, stretches, turns: 0, since: '2026-11-22T00:00:00.000Z' })], gaps: [] },
  });
};

describe('a report', () => {
  test('counts each path, the least available first, and all together', () => {
    const { paths, all } = reportOn(
      [steady('a'), asked('b'), asked('c', { past: { days: [], gaps: [] } })],
      [],
      window,
      now,
    );
    expect(paths.map(({ pathId, availability }) => [pathId, availability])).toEqual([
      ['b', 172_680 / 172_800],
      ['a', 1],
      ['c', null],
    ]);
    expect(paths[0]).toMatchObject({ outages: 1, longest: 120, changes: 2, checks: 2, analyses: 2, cost: 0.2 });
    expect(all).toMatchObject({
      seconds: { expected: 345_480, unexpected: 120, undetermined: 0 },
      availability: 345_480 / 345_600,
      outages: 1,
      checks: 4,
      cost: 0.4,
    });
  });

  test('counts a path under each of its tags', () => {
    const { tags } = reportOn(
      [steady('a', { team: 'net', tier: '1' }), asked('b', { tags: { team: 'net' } })],
      [],
      window,
      now,
    );
    expect(tags.map(({ tag, paths, availability }) => [tag, paths, availability])).toEqual([
      ['team=net', 2, 345_480 / 345_600],
      ['tier=1', 1, 1],
    ]);
  });

  test('shows unknown time apart, and it makes no path less available', () => {
    const gaps = [{ from: '2026-11-22T12:00:00.000Z', until: '2026-11-22T13:00:00.000Z' }];
    const { past, ...rest } = steady('a');
    const [path] = reportOn([{ ...rest, past: { ...past, gaps } }], [], window, now).paths;
    expect(path).toMatchObject({ availability: 1, seconds: { undetermined: 3600 } });
  });

  test('says what a path that is only known by its state is like', () => {
    const [path] = reportOn(
      [asked('a', { past: { days: [], state: aState({ pathId: 'a' }), gaps: [] } })],
      [],
      window,
      now,
    ).paths;
    expect(path).toMatchObject({ availability: 1, checks: 0, cost: 0 });
  });

  test('counts incidents that began in its time, and how long they took from change to detection and from there to their end', () => {
    const change = (at: string) => {
      const cause = aCause();
      const [first] = cause.candidates;
      return first === undefined
        ? cause
        : { ...cause, candidates: [{ ...first, fit: 'explains' as const, change: { ...first.change, at } }] };
    };
    const startedAt = '2026-11-22T10:05:00.000Z';
    const ended = (id: string, endedAt: string) =>
      anEndedIncident({ id, startedAt, endedAt, cause: change('2026-11-22T10:03:00.000Z') });
    const found = reportOn(
      [],
      [
        ended('one', '2026-11-22T10:15:00.000Z'),
        ended('two', '2026-11-22T10:25:00.000Z'),
        anIncident({ id: 'three', startedAt }),
        anIncident({ id: 'before', startedAt: '2026-11-19T10:05:00.000Z' }),
        anIncident({ id: 'blind', about: 'blindness', startedAt }),
      ],
      window,
      now,
    ).incidents;
    expect(found).toMatchObject({ count: 3, open: 1, meanToDetect: 120, meanToRestore: 900, restored: 2 });
  });

  test('of nothing is empty, and no means are made of nothing', () => {
    expect(reportOn([], [], window, now)).toMatchObject({
      all: { availability: null, cost: 0 },
      incidents: { count: 0, meanToDetect: null, meanToRestore: null },
    });
  });
});

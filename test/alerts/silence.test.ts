import { covers, silencesAt } from '../../lambda/alerts/silence.ts';
import type { Maintenance, Mute } from '../../lambda/domain/silence.ts';

const now = new Date('2026-11-22T07:30:00.000Z');
const path = { pathId: 'web-db', tags: { team: 'payments', stage: 'prod' } };
const some = (paths: readonly string[], tags: readonly string[] = []) => ({ kind: 'some', paths, tags }) as const;

const aMute = (over: Partial<Mute> = {}): Mute => ({
  id: 'web-db-20261122T070000Z',
  scope: some(['web-db']),
  from: '2026-11-22T07:00:00.000Z',
  until: '2026-11-22T08:00:00.000Z',
  reason: 'switch replaced',
  by: 'arn:aws:iam::111111111111:user/alice',
  ...over,
});

const patchNight: Maintenance = {
  name: 'patch night',
  scope: { kind: 'all' },
  when: { kind: 'recurring', cron: '0 7 * * SUN', timezone: 'UTC', seconds: 7200 },
};

test.each([
  ['all paths', { kind: 'all' } as const, true],
  ['its id', some(['a', 'web-db']), true],
  ['one of its tags', some([], ['team=payments']), true],
  ['another id', some(['web']), false],
  ['another value of its tag', some([], ['team=pay']), false],
  ['nothing', some([]), false],
])('a scope of %s', (_, scope, holds) => {
  expect(covers(scope, path)).toBe(holds);
});

test('a mute says until when, who asked for it and why', () => {
  expect(silencesAt({ mutes: [aMute()], maintenance: [] }, now)(path)).toEqual({
    reason: 'a mute until 2026-11-22 08:00 UTC, by arn:aws:iam::111111111111:user/alice: switch replaced',
    until: '2026-11-22T08:00:00.000Z',
  });
});

test('a mute is on from its beginning up to its end, which is not in it', () => {
  const silence = silencesAt({ mutes: [aMute({ from: now.toISOString() })], maintenance: [] }, now);
  expect(silence(path)).toBeDefined();
  expect(silencesAt({ mutes: [aMute({ until: now.toISOString() })], maintenance: [] }, now)(path)).toBeUndefined();
});

test('of several silences the one that ends last is told', () => {
  const mutes = [aMute(), aMute({ id: 'short', until: '2026-11-22T07:45:00.000Z' })];
  expect(silencesAt({ mutes, maintenance: [patchNight] }, now)(path)).toEqual({
    reason: 'the maintenance "patch night" until 2026-11-22 09:00 UTC',
    until: '2026-11-22T09:00:00.000Z',
  });
});

test('what does not hold the path, or is not on, keeps nothing back', () => {
  const mutes = [aMute({ scope: some(['other']) })];
  const monday = new Date('2026-11-23T07:30:00.000Z');
  expect(silencesAt({ mutes, maintenance: [patchNight] }, monday)(path)).toBeUndefined();
  expect(
    silencesAt({ mutes: [], maintenance: [{ ...patchNight, scope: some([], ['team=other']) }] }, now)(path),
  ).toBeUndefined();
});

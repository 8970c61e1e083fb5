import fc from 'fast-check';
import { type Configuration, type Path, severities } from '../../lambda/domain/path.ts';
import { forecast } from '../../lambda/spend/forecast.ts';
import { forecastLine } from '../../lambda/spend/headline.ts';
import { pricesFor } from '../../lambda/spend/prices.ts';
import { services } from '../../lambda/spend/services.ts';
import { whatIf } from '../../lambda/spend/what-if.ts';
import { aConfiguration, aPath, noChannels } from '../support/paths.ts';

const DAY = 24 * 3600;
const paths = (count: number, over: Partial<Path> = {}): readonly Path[] =>
  Array.from({ length: count }, (_, index) => aPath({ id: `path-${index}`, ...over }));
const budget = (monthly: number) => ({ monthly, paths: {}, tags: {}, prices: {} });
const twenty = aConfiguration(paths(20), {
  budget: budget(50),
  channels: { ...noChannels, email: [{ address: 'netops@example.com', severities }] },
});

describe('twenty paths at five minutes, audited weekly', () => {
  const { month, parts, fixedSchedule, perPath, budget: bound } = forecast(twenty);

  test('cost less than $15 in an expected month, all told', () => {
    expect(month.expected).toBeCloseTo(14.98, 2);
    expect(month.expected).toBeLessThan(15);
    expect(bound).toEqual({ monthly: 50, wanted: expect.closeTo(11.27, 2), short: false });
  });

  test('by service', () => {
    expect(parts.expected).toEqual({
      analyses: expect.closeTo(10.84, 2),
      canaries: expect.closeTo(0.43, 2),
      durable: expect.closeTo(0.39, 2),
      lambda: expect.closeTo(0.52, 2),
      dynamodb: expect.closeTo(0.03, 2),
      key: expect.closeTo(1.03, 2),
      alarms: expect.closeTo(1.4, 2),
      logs: expect.closeTo(0.07, 2),
      sqs: expect.closeTo(0.26, 2),
      sns: expect.closeTo(0, 2),
      eventbridge: expect.closeTo(0.01, 2),
      secrets: 0,
    });
  });

  test('cost 20 × 30.4 / 7 analyses at best, and the budget and what a restless network takes at worst', () => {
    expect(parts.best.analyses).toBeCloseTo((20 * 30.4 * 0.1) / 7, 9);
    expect(parts.worst.analyses).toBe(50);
    expect(month.worst - 50).toBeLessThan(40);
  });

  test('would cost $17,510 by a fixed schedule', () => {
    expect(fixedSchedule).toBeCloseTo(17_510.4, 6);
    expect(perPath[0]).toEqual({
      id: 'path-0',
      looks: expect.closeTo(8755.2, 6),
      questions: 1,
      best: expect.closeTo(3.04 / 7, 6),
      expected: expect.closeTo(0.5419, 4),
      worst: 50,
      fixedSchedule: expect.closeTo(875.52, 6),
    });
  });

  test('in one line', () => {
    expect(forecastLine(forecast(twenty))).toMatch(
      /^Pathwatch: 20 paths, about \$14\.\d\d a month expected \(best \$12\.\d\d, worst \$89\.\d\d; budget \$50\.00 for analyses\); npm run -s pathwatch -- cost tells more$/,
    );
  });
});

test('what a look takes by itself grows by its schedules, not by its paths', () => {
  const one = forecast(aConfiguration(paths(1))).parts.best;
  const hundred = forecast(aConfiguration(paths(100))).parts.best;
  expect(hundred.eventbridge).toBe(one.eventbridge);
  expect(hundred.durable).toBeLessThan(one.durable * 1.2);
  const [first, second] = paths(2);
  const schedules = [first, second && { ...second, every: 'rate(1 minute)' }].flatMap((path) => path ?? []);
  expect(forecast(aConfiguration(schedules)).parts.best.eventbridge).toBeGreaterThan(one.eventbridge * 5);
});

test('a budget that is short is said, and bounds the analyses; the rest goes on', () => {
  const { parts, budget: bound, unbounded, month } = forecast({ ...twenty, budget: budget(5) });
  expect(bound.short).toBe(true);
  expect(parts.expected.analyses + parts.expected.canaries).toBeLessThanOrEqual(4.75 + 1e-9);
  expect(parts.expected.analyses).toBeGreaterThan(4);
  expect(parts.best.analyses).toBe(4);
  expect(unbounded).toBeCloseTo(forecast(twenty).month.expected, 9);
  expect(month.expected).toBeGreaterThan(parts.expected.analyses + 2);
  expect(forecastLine(forecast({ ...twenty, budget: budget(5) }))).toContain('THE BUDGET IS SHORT');
});

test('what changes find left of a short budget depends on all that is wanted, not on what the budget lets pass', () => {
  const daily = aConfiguration(paths(50, { audit: DAY }), { budget: budget(50) });
  const { parts, budget: bound } = forecast(daily);
  // Audits and changes come to $40 together; then changes alone, two a path of which most come after that.
  const changes = 50 * 2 * 0.1;
  const wanted = bound.wanted - 2 * (30.4 / 7) * 0.1;
  expect(parts.expected.analyses).toBeCloseTo(40 + changes * (1 - 40 / wanted), 1);
  expect(parts.expected.analyses).toBeGreaterThan(47);
});

test('a budget of 0 buys nothing, in any case', () => {
  const { parts } = forecast({ ...twenty, budget: budget(0) });
  for (const each of [parts.best, parts.expected, parts.worst]) expect([each.analyses, each.canaries]).toEqual([0, 0]);
});

test('where analyses are free they cost nothing, and no budget bounds them', () => {
  const free = { ...twenty, budget: { ...budget(0), prices: { analysis: 0 } } };
  expect(forecast(free).parts.expected).toMatchObject({ analyses: 0, canaries: 0 });
  expect(forecast(free).budget.short).toBe(false);
});

test("prices count: the configuration's, and those that are given", () => {
  const dear = { ...twenty, budget: { ...budget(50), prices: { keyMonth: 100 } } };
  expect(forecast(dear).parts.expected.key).toBeGreaterThan(100);
  expect(forecast(dear, { prices: pricesFor('eu-west-1') }).parts.expected.key).toBeLessThan(2);
  expect(forecast(twenty, { alarms: 0 }).parts.expected.alarms).toBeCloseTo(0.4, 2);
});

test('paths that nobody looks at cost what changes cost', () => {
  const never = aConfiguration(paths(1, { every: 'cron(0 8 30 2 ? *) UTC' }));
  const { perPath, parts } = forecast(never);
  expect(perPath[0]).toMatchObject({ looks: 0, best: 0, expected: expect.closeTo(0.2, 9), fixedSchedule: 0 });
  expect(parts.best.analyses).toBe(0);
});

describe('what other settings would do', () => {
  const others = whatIf(twenty);

  test('is told for rates and audits, each for all paths', () => {
    expect(others.every.map(({ value }) => value)).toEqual([
      'rate(1 minute)',
      'rate(5 minutes)',
      'rate(15 minutes)',
      'rate(1 hour)',
    ]);
    expect(others.audit.map(({ value }) => value / DAY)).toEqual([1, 7, 30, 90]);
    const now = forecast(twenty).month.expected;
    expect([others.every[1]?.expected, others.audit[1]?.expected]).toEqual([now, now]);
  });

  test('looking or auditing less often costs less', () => {
    for (const each of [others.every, others.audit]) {
      const months = each.map(({ expected }) => expected);
      expect(months).toEqual(months.toSorted((one, other) => other - one));
    }
    expect(others.audit[0]?.expected).toBeLessThan(others.audit[0]?.unbounded ?? 0);
  });
});

describe('whatever is configured,', () => {
  const every = fc.constantFrom('rate(1 minute)', 'rate(7 minutes)', 'rate(30 days)', 'cron(0 8 ? * MON-FRI *) UTC');
  const range = fc.constant({ from: 1, to: 1 });
  const path = fc.record({
    every,
    audit: fc.integer({ min: 3600, max: 90 * DAY }),
    ports: fc.array(range, { minLength: 1, maxLength: 3 }),
    sourcePorts: fc.array(range, { maxLength: 3 }),
    maxPairs: fc.integer({ min: 1, max: 20 }),
    from: fc.constantFrom<Path['from']>(
      { kind: 'id', id: 'i-0aaaaaaaaaaaaaaaa' },
      { kind: 'selector', type: 'instance', tags: { a: 'b' }, match: 'any' },
    ),
    tags: fc.constantFrom({}, { team: 'x' }, { team: 'y', stage: 'prod' }),
  });
  const amount = fc.oneof(fc.constant(0), fc.double({ min: 0.05, max: 200, noNaN: true }));
  const configuration: fc.Arbitrary<Configuration> = fc
    .record({
      some: fc.array(path, { minLength: 1, maxLength: 8 }),
      monthly: amount,
      bounds: fc.dictionary(fc.constantFrom('team=x', 'stage=prod'), amount, { noNullPrototype: true }),
      own: fc.dictionary(fc.constantFrom('path-0', 'path-1'), amount, { noNullPrototype: true }),
      price: fc.constantFrom(0, 0.1, 2),
      quiet: fc.integer({ min: 1, max: 180 }),
      email: fc.subarray(['a@example.com', 'b@example.com']),
    })
    .map(({ some, monthly, bounds, own, price, quiet, email }) =>
      aConfiguration(
        some.map((each, index) => aPath({ id: `path-${index}`, ...each })),
        {
          budget: { monthly, paths: own, tags: bounds, prices: { analysis: price } },
          quiet,
          channels: { ...noChannels, email: email.map((address) => ({ address, severities })) },
        },
      ),
    );
  const atMost = (one: number, other: number) => expect(one).toBeLessThanOrEqual(other * (1 + 1e-9) + 1e-9);

  test('best is at most expected, and expected at most worst, of all paths and of each', () => {
    fc.assert(
      fc.property(configuration, (given) => {
        const { month, perPath } = forecast(given);
        for (const each of [month, ...perPath]) {
          atMost(each.best, each.expected);
          atMost(each.expected, each.worst);
        }
      }),
    );
  });

  test('analyses never cost more than the budget, nor than every look buying', () => {
    fc.assert(
      fc.property(configuration, (given) => {
        const { parts, perPath } = forecast(given);
        for (const each of [parts.best, parts.expected, parts.worst])
          atMost(each.analyses + each.canaries, given.budget.monthly);
        for (const [index, { looks, worst }] of perPath.entries()) {
          const { ports = [], sourcePorts = [], maxPairs = 0 } = given.paths[index] ?? {};
          const most = ports.length * Math.max(1, sourcePorts.length) * maxPairs;
          const gatherings = (30.4 * DAY) / given.quiet;
          atMost(worst, (looks + gatherings) * most * (given.budget.prices.analysis ?? 0));
        }
      }),
    );
  });

  test('a fixed schedule costs looks × questions × price', () => {
    fc.assert(
      fc.property(configuration, (given) => {
        const { perPath, fixedSchedule } = forecast(given);
        for (const { looks, questions, fixedSchedule: its } of perPath)
          expect(its).toBeCloseTo(looks * questions * (given.budget.prices.analysis ?? 0), 6);
        expect(fixedSchedule).toBeCloseTo(
          perPath.reduce((sum, each) => sum + each.fixedSchedule, 0),
          6,
        );
      }),
    );
  });

  test('twice as many paths never cost less', () => {
    fc.assert(
      fc.property(configuration, (given) => {
        const twice = [...given.paths, ...given.paths.map((each) => ({ ...each, id: `${each.id}-b` }))];
        const [once, doubled] = [forecast(given), forecast({ ...given, paths: twice })];
        for (const scenario of ['best', 'expected', 'worst'] as const) {
          atMost(once.month[scenario], doubled.month[scenario]);
          for (const service of services.filter((each) => each !== 'canaries'))
            atMost(once.parts[scenario][service], doubled.parts[scenario][service]);
        }
      }),
    );
  });

  test('the parts are the month', () => {
    fc.assert(
      fc.property(configuration, (given) => {
        const { month, parts } = forecast(given);
        const sum = services.reduce((total, service) => total + parts.expected[service], 0);
        expect(sum).toBeCloseTo(month.expected, 9);
      }),
    );
  });
});

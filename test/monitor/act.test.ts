import fc from 'fast-check';
import { purchaseReasons } from '../../lambda/domain/budget.ts';
import type { FaultInfo } from '../../lambda/domain/fault.ts';
import type { Path } from '../../lambda/domain/path.ts';
import { type Act, actsOf, type Purse, servedRank } from '../../lambda/monitor/act.ts';
import type { Choice } from '../../lambda/monitor/choose.ts';
import type { PlannedPath } from '../../lambda/monitor/plan.ts';
import type { Surveyed } from '../../lambda/monitor/survey.ts';
import { LAST_RANK, rankOf } from '../../lambda/spend/rank.ts';
import { aBrief, aLast } from '../support/briefs.ts';
import { aQuestion } from '../support/evidence.ts';
import { aFault } from '../support/network.ts';
import { aPath } from '../support/paths.ts';

interface Given {
  readonly choice?: Choice;
  readonly footprint?: string;
  readonly brief?: Surveyed['brief'];
  readonly questions?: number;
}

const buy = (reason: (typeof purchaseReasons)[number]): Choice => ({ kind: 'buy', reason });

/** A path as a look finds it; what it is to be known by is `f1`. */
const surveyed = (over: Partial<Path> = {}, given: Given = {}): Surveyed => {
  const path = aPath(over);
  const { choice = buy('changed'), footprint = 'f2', questions = 1 } = given;
  const plan: PlannedPath = {
    pathId: path.id,
    questions: Array.from({ length: questions }, () => ({ pair: 0, question: aQuestion() })),
    routes: [],
    unresolved: [],
    pairs: { count: 1, left: 0 },
  };
  return {
    path,
    plan,
    consulted: { plan, replies: [], routed: [] },
    found: { footprint, model: 'reachable' },
    brief: 'brief' in given ? given.brief : aBrief(path),
    choice,
  };
};

const purse = (monthly: number, over: Partial<Purse> = {}): Purse => ({
  limits: { monthly, paths: {}, tags: {} },
  used: { all: 0, paths: {}, tags: {} },
  rank: LAST_RANK,
  ...over,
});

const actOf = (one: Surveyed, of: Purse, shaken?: FaultInfo): Act | undefined => actsOf([one], of, shaken)[0];
const kindsOf = (acts: readonly Act[]) => acts.map(({ kind }) => kind);
const spent = purse(0);
const last = (over: Parameters<typeof aLast>[0]) => aBrief(aPath(), { last: aLast(over) });

describe('what is done about a path', () => {
  test('is what was chosen, where there is money for it', () => {
    const choices: readonly Choice[] = [buy('audit'), { kind: 'carry' }, { kind: 'rest' }, { kind: 'busy' }];
    const all = choices.map((choice, place) => surveyed({ id: `${place}` }, { choice }));
    expect(actsOf(all, purse(10), undefined)).toEqual([
      { kind: 'buy', reason: 'audit' },
      { kind: 'carry', overdue: false },
      { kind: 'rest' },
      { kind: 'busy' },
    ]);
  });

  const alone = { kind: 'model', alone: { bound: 'budget of the month' } };
  const declaredOtherwise = aBrief(aPath(), { declared: 'other' });
  test.each<[string, Surveyed, object]>([
    ['its facts changed', surveyed(), { ...alone, reason: 'changed' }],
    ['nothing is known', surveyed({}, { choice: buy('baseline'), brief: undefined }), { ...alone, reason: 'baseline' }],
    [
      'it was declared otherwise, over the same facts',
      surveyed({}, { choice: buy('baseline'), footprint: 'f1', brief: declaredOtherwise }),
      { ...alone, reason: 'baseline' },
    ],
    [
      'it was declared otherwise, over the same facts, and somebody asks',
      surveyed({ expect: 'unreachable' }, { choice: buy('hand'), footprint: 'f1', brief: aBrief(aPath()) }),
      { ...alone, reason: 'hand' },
    ],
    ['its audit is due', surveyed({}, { choice: buy('audit'), footprint: 'f1' }), { kind: 'carry', overdue: true }],
    ['somebody asks', surveyed({}, { choice: buy('hand'), footprint: 'f1' }), { kind: 'carry', overdue: true }],
    [
      'the model had answered alone, over the same facts',
      surveyed({}, { footprint: 'f1', brief: last({ modelOnly: true }) }),
      { kind: 'carry', overdue: true },
    ],
    [
      'it may not be carried',
      surveyed({}, { choice: buy('retry'), footprint: 'f1', brief: last({ uncarried: 'no' }) }),
      { kind: 'rest' },
    ],
    [
      'it may not be carried, and its facts changed',
      surveyed({}, { choice: buy('transition'), brief: last({ uncarried: 'no' }) }),
      { ...alone, reason: 'transition' },
    ],
  ])('without money, where %s, is free', (_, one, expected) => {
    expect(actOf(one, spent)).toEqual(expected);
  });

  test.each<[string, Surveyed, object]>([
    ['its facts changed', surveyed(), { kind: 'model', reason: 'changed', alone: { leftOut: 'RA' } }],
    ['its audit is due', surveyed({}, { choice: buy('audit'), footprint: 'f1' }), { kind: 'carry', overdue: false }],
    [
      'it may not be carried',
      surveyed({}, { choice: buy('hand'), footprint: 'f1', brief: last({ uncarried: 'no' }) }),
      { kind: 'rest' },
    ],
    ['it has no question', surveyed({}, { questions: 0 }), { kind: 'buy', reason: 'changed' }],
    ['it is carried', surveyed({}, { choice: { kind: 'carry' } }), { kind: 'carry', overdue: false }],
    ['another sweep is at it', surveyed({}, { choice: { kind: 'busy' } }), { kind: 'busy' }],
  ])(
    'where the analyzer that costs is left out by hand, and %s, is free whatever there is to spend',
    (_, one, expected) => {
      expect(actOf(one, purse(9, { leftOut: 'RA' }))).toEqual(expected);
    },
  );

  test('names the bound that is spent', () => {
    const limits = { monthly: 9, paths: { mine: 0 }, tags: { 'team=x': 0 } };
    expect(actOf(surveyed({ id: 'mine' }), purse(9, { limits }))).toMatchObject({
      alone: { bound: 'budget of the path mine' },
    });
    expect(actOf(surveyed({ tags: { team: 'x' } }), purse(9, { limits }))).toMatchObject({
      alone: { bound: 'budget of team=x' },
    });
  });

  test('is the most urgent purchase first, whatever the order of the paths', () => {
    const all = [
      surveyed({ id: 'info', severity: 'info' }),
      surveyed({ id: 'turns' }, { choice: buy('transition') }),
      surveyed({ id: 'critical' }),
    ];
    expect(kindsOf(actsOf(all, purse(2), undefined))).toEqual(['model', 'buy', 'buy']);
    expect(kindsOf(actsOf(all.toReversed(), purse(2), undefined))).toEqual(['buy', 'buy', 'model']);
  });

  test('is what was chosen where it costs nothing, however little there is: no bound refuses it', () => {
    for (const reason of purchaseReasons)
      expect(actOf(surveyed({}, { choice: buy(reason), questions: 0 }), spent)).toEqual({ kind: 'buy', reason });
    const over = purse(10, { used: { all: 90, paths: { 'web-db': 90 }, tags: {} }, rank: 0 });
    expect(actOf(surveyed({ severity: 'info' }, { choice: buy('audit'), questions: 0 }), over)?.kind).toBe('buy');
  });

  test('counts all the questions of a path', () => {
    expect(actOf(surveyed({}, { questions: 6 }), purse(5))).toMatchObject({ kind: 'model' });
    expect(actOf(surveyed({}, { questions: 5 }), purse(5))).toMatchObject({ kind: 'buy' });
  });

  test('is blind where a part of the network could not be read and the facts differ: they may be the same', () => {
    const shaken = aFault('DescribeRouteTables');
    expect(actOf(surveyed(), purse(9), shaken)).toEqual({ kind: 'blind', fault: shaken });
    expect(actOf(surveyed({}, { choice: buy('baseline'), brief: undefined }), purse(9), shaken)?.kind).toBe('blind');
    expect(actOf(surveyed(), spent, shaken)?.kind).toBe('blind');
    expect(actOf(surveyed({}, { choice: buy('audit'), footprint: 'f1' }), purse(9), shaken)?.kind).toBe('buy');
    expect(actOf(surveyed({}, { choice: buy('hand') }), purse(9), shaken)?.kind).toBe('buy');
    expect(actOf(surveyed({}, { choice: { kind: 'carry' } }), purse(9), shaken)?.kind).toBe('carry');
  });
});

describe('a portion of a sweep', () => {
  test('buys nothing of a rank that the whole sweep has no money for', () => {
    const audit = surveyed({ id: 'audit' }, { choice: buy('audit'), footprint: 'f1' });
    const all = [audit, surveyed({ id: 'turns' }, { choice: buy('transition') })];
    expect(kindsOf(actsOf(all, purse(9, { rank: 1 }), undefined))).toEqual(['carry', 'buy']);
    expect(kindsOf(actsOf(all, purse(9, { rank: rankOf('audit', 'critical') }), undefined))).toEqual(['buy', 'buy']);
  });

  test('is told the most urgent rank at which somebody was refused', () => {
    const all = [
      surveyed({ id: 'a' }, { choice: buy('transition') }),
      surveyed({ id: 'b' }),
      surveyed({ id: 'c', severity: 'info' }),
      surveyed({ id: 'd' }, { choice: buy('audit'), footprint: 'f1' }),
      surveyed({ id: 'e' }, { choice: { kind: 'carry' } }),
    ];
    const rankWith = (monthly: number) => servedRank(all, actsOf(all, purse(monthly), undefined), LAST_RANK);
    expect([100, 4, 3, 2, 1, 0].map(rankWith)).toEqual([
      LAST_RANK,
      LAST_RANK,
      rankOf('audit', 'critical'),
      rankOf('changed', 'info'),
      rankOf('changed', 'critical'),
      rankOf('transition', 'critical'),
    ]);
    expect(servedRank(all, actsOf(all, purse(100), undefined), 3)).toBe(3);
  });

  test('counts as refused who rests for want of money, and not who costs nothing', () => {
    const resting = surveyed({}, { choice: buy('retry'), footprint: 'f1', brief: last({ uncarried: 'no' }) });
    const free = surveyed({ id: 'free' }, { choice: buy('transition'), questions: 0 });
    const all = [resting, free];
    const acts = actsOf(all, spent, undefined);
    expect(kindsOf(acts)).toEqual(['rest', 'buy']);
    expect(servedRank(all, acts, LAST_RANK)).toBe(rankOf('retry', 'critical'));
  });
});

const anySurveyed = fc
  .uniqueArray(
    fc.record({
      id: fc.stringMatching(/^[a-z]{1,3}$/),
      severity: fc.constantFrom('critical', 'warning', 'info'),
      choice: fc.oneof(
        fc.constantFrom<Choice[]>({ kind: 'carry' }, { kind: 'rest' }, { kind: 'busy' }),
        fc.constantFrom(...purchaseReasons).map(buy),
      ),
      footprint: fc.constantFrom('f1', 'f2'),
      questions: fc.integer({ min: 1, max: 4 }),
      last: fc.constantFrom(aLast(), aLast({ uncarried: 'no' }), aLast({ modelOnly: true }), undefined),
    }),
    { selector: ({ id }) => id, maxLength: 20 },
  )
  .map((all) =>
    all.map(({ id, severity, last: known, ...given }) => {
      const { last: _last, ...bare } = aBrief(aPath({ id }));
      return surveyed({ id, severity }, { ...given, brief: known === undefined ? bare : { ...bare, last: known } });
    }),
  );

describe('whatever the wishes', () => {
  test('of a budget of 0 nothing is bought and nobody skipped: each is carried, rests, or answered by the model', () => {
    fc.assert(
      fc.property(anySurveyed, (all) => {
        const acts = actsOf(all, spent, undefined);
        expect(acts).toHaveLength(all.length);
        for (const [place, { choice, found, brief }] of all.entries()) {
          const act = acts[place];
          if (choice.kind !== 'buy') expect(act?.kind).toBe(choice.kind);
          else expect(['carry', 'rest', 'model']).toContain(act?.kind);
          if (choice.kind !== 'buy' || act?.kind === 'model') continue;
          // What holds without money, or rests, is known of these very facts.
          expect(brief?.last?.footprint).toBe(found.footprint);
          expect(act?.kind).toBe(brief?.last?.uncarried === undefined ? 'carry' : 'rest');
        }
      }),
      { numRuns: 500 },
    );
  });

  test('what is bought is within the budget, and what is not is told why', () => {
    fc.assert(
      fc.property(anySurveyed, fc.nat(30), (all, monthly) => {
        const acts = actsOf(all, purse(monthly), undefined);
        const bought = all.filter((_, place) => acts[place]?.kind === 'buy');
        const questions = bought.reduce((sum, { consulted }) => sum + consulted.plan.questions.length, 0);
        expect(questions).toBeLessThanOrEqual(monthly);
        for (const act of acts) if (act.kind === 'model') expect(act.alone).toEqual({ bound: 'budget of the month' });
      }),
      { numRuns: 500 },
    );
  });
});

import type { Evidence, ModelReport, Question, ReachabilityReport } from '../../lambda/domain/evidence.ts';
import { modelAgreement, type Rest, uncarriedReason } from '../../lambda/monitor/carriable.ts';
import type { PlannedPath, PlannedQuestion } from '../../lambda/monitor/plan.ts';
import {
  aQuestion,
  asked,
  faultRun,
  modelled,
  modelledBlocked,
  modelledUnseen,
  modelledWithoutReturn,
  modelRun,
  notReachable,
  reachabilityRun,
  reachable,
  reachableOverTransitGateway,
  unfinishedRun,
} from '../support/evidence.ts';
import { aPath } from '../support/paths.ts';

type ModelAnalysis = ReturnType<typeof modelled>;
type PaidAnalysis = ReturnType<typeof reachable>;

/** One question, with what the model and AWS say to it. */
interface Said {
  readonly model?: ModelAnalysis;
  readonly paid?: PaidAnalysis;
  readonly question?: Partial<Question>;
}

const planOf = (said: readonly Said[], over: Partial<PlannedPath> = {}): PlannedPath => ({
  pathId: 'web-db',
  questions: said.map(
    ({ model, question }, place): PlannedQuestion => ({
      pair: place,
      question: aQuestion({ key: `question-${place}`, ...question }),
      ...(model !== undefined && { model: model.run }),
    }),
  ),
  routes: [],
  unresolved: [],
  pairs: { count: said.length, left: 0 },
  ...over,
});

const evidenceOf = (said: readonly Said[]): Evidence =>
  said.flatMap(({ model, paid, question }, place) => {
    const put = { key: `question-${place}`, ...question };
    return [
      ...(paid === undefined ? [] : [{ ...asked(put, paid), pair: place }]),
      ...(model === undefined ? [] : [{ ...asked(put, model), pair: place }]),
    ];
  });

const open = { model: modelled(), paid: reachable() };
const routes = [{ pair: 0, notApplicable: 'not registered' }];

const rest = (said: readonly Said[] = [open], over: Partial<Rest> = {}, plan: Partial<PlannedPath> = {}): Rest => ({
  path: aPath(),
  verdict: 'reachable',
  evidence: evidenceOf(said),
  plan: planOf(said, plan),
  bound: true,
  modelOnly: false,
  ...over,
});

const unmodelled = (over: Partial<ModelReport> = {}) => modelled({ unmodelled: ['vpce-1 (GWLB)', 'lgw-1'], ...over });

describe('a verdict may be carried', () => {
  test.each<[string, Rest]>([
    ['where both say open', rest()],
    [
      'where both say closed',
      rest([{ model: modelledBlocked(), paid: notReachable('C') }], { verdict: 'unreachable' }),
    ],
    ['where the model alone was asked', rest([{ model: modelled() }], { modelOnly: true })],
    [
      'where the way there is open over a transit gateway, and the model sees the way back too',
      rest([{ model: modelled(), paid: reachableOverTransitGateway() }], {}, { routes }),
    ],
    [
      'where the way back alone is stopped, which AWS does not look at',
      rest(
        [{ model: modelledWithoutReturn(), paid: reachableOverTransitGateway() }],
        { verdict: 'unreachable' },
        { routes },
      ),
    ],
    ['where each of several questions agrees', rest([open, open])],
    [
      'where a question about the reply has no answer',
      rest([open, { question: { replyTo: 'question-0' } }], {}, { pairs: { count: 1, left: 0 } }),
    ],
  ])('%s', (_, given) => {
    expect(uncarriedReason(given)).toBeUndefined();
  });
});

describe('a verdict is not carried', () => {
  test.each<[string, Rest, RegExp]>([
    ['that is unknown', rest([open], { verdict: 'unknown' }), /^the verdict is unknown$/],
    ['that is bound to no footprint', rest([open], { bound: false }), /changed while it was analysed/],
    [
      'of an end in another account',
      rest([{ ...open, question: { accounts: ['222222222222'] } }]),
      /^an end is of another account$/,
    ],
    [
      'of an end that is told by its ARN',
      rest([{ ...open, question: { destination: 'arn:aws:ec2:us-east-1:222222222222:instance/i-1' } }]),
      /^an end is of another account$/,
    ],
    ['that the model gave no answer to', rest([{ paid: reachable() }]), /gave no answer/],
    ['where the model failed', rest([{ model: modelRun(faultRun()), paid: reachable() }]), /gave no answer/],
    ['where one of two answers is missing', rest([open, { paid: reachable() }]), /gave no answer/],
    [
      'where the model met what it does not follow',
      rest([{ model: unmodelled(), paid: reachable() }]),
      /^the network model does not follow vpce-1 \(GWLB\)$/,
    ],
    [
      "where the model answered alone because AWS's analysis was late",
      rest([{ model: modelled(), paid: reachabilityRun(unfinishedRun()) }], { modelOnly: true }),
      /^AWS's analysis had not ended in time$/,
    ],
    [
      'where the model, asked alone, met what it does not follow',
      rest([{ model: unmodelled() }], { modelOnly: true }),
      /does not follow vpce-1/,
    ],
    ['where the model cannot tell', rest([{ model: modelledUnseen(), paid: reachable() }]), /cannot tell/],
    [
      'where AWS finds what the model does not',
      rest([{ model: modelledBlocked(), paid: reachable() }]),
      /do not say the same/,
    ],
    [
      'where the model finds what AWS does not',
      rest([{ model: modelled(), paid: notReachable('C') }], { verdict: 'unreachable' }),
      /do not say the same/,
    ],
    [
      'where AWS gave no answer',
      rest([{ model: modelled(), paid: reachabilityRun(faultRun()) }]),
      /do not say the same/,
    ],
    ['where AWS was not asked', rest([{ model: modelled() }]), /do not say the same/],
    [
      'where the model sees no way back, and AWS vouched for the whole',
      rest([{ model: modelledWithoutReturn(), paid: reachableOverTransitGateway() }], {}, { routes }),
      /do not say the same/,
    ],
    [
      'where one of two questions disagrees',
      rest([open, { model: modelled(), paid: notReachable('C') }], { verdict: 'unreachable' }),
      /do not say the same/,
    ],
  ])('%s', (_, given, reason) => {
    expect(uncarriedReason(given)).toMatch(reason);
  });

  test('where nothing was asked: there is no footprint to speak of', () => {
    expect(uncarriedReason(rest([]))).toBeDefined();
  });
});

describe('AWS and the model', () => {
  const udp = { protocol: 'udp' } as const;
  const overGateway = (over: Partial<ReachabilityReport> = {}) => reachableOverTransitGateway(over);
  const oneWay = reachable({ details: ['UNIDIRECTIONAL_PATH_ANALYSIS_ONLY'] });

  test.each<[string, Said, Partial<PlannedPath>, string]>([
    ['open; open', open, {}, 'agrees'],
    ['open; closed', { model: modelledBlocked(), paid: reachable() }, {}, 'disagrees'],
    ['open both ways; no way back', { model: modelledWithoutReturn(), paid: reachable() }, {}, 'disagrees'],
    ['open; unseen', { model: modelledUnseen(), paid: reachable() }, {}, 'silent'],
    ['closed; closed', { model: modelledBlocked(), paid: notReachable('C') }, {}, 'agrees'],
    ['closed; no way back', { model: modelledWithoutReturn(), paid: notReachable('C') }, {}, 'agrees'],
    ['closed; open', { model: modelled(), paid: notReachable('C') }, {}, 'disagrees'],
    ['unanswered; open', { model: modelled(), paid: reachabilityRun(faultRun()) }, {}, 'silent'],
    ['not asked; open', { model: modelled() }, {}, 'silent'],
    ['open; failed', { model: modelRun(faultRun()), paid: reachable() }, {}, 'silent'],
    ['open one way; no way back', { model: modelledWithoutReturn(), paid: overGateway() }, { routes }, 'agrees'],
    ['open one way, by its detail; no way back', { model: modelledWithoutReturn(), paid: oneWay }, {}, 'agrees'],
    ['open one way; closed there', { model: modelledBlocked(), paid: overGateway() }, { routes }, 'disagrees'],
    [
      'closed over a gateway; no way back',
      { model: modelledWithoutReturn(), paid: notReachable('C') },
      { routes },
      'disagrees',
    ],
    [
      'closed for udp; no way back',
      { model: modelledWithoutReturn(), paid: notReachable('C'), question: udp },
      {},
      'disagrees',
    ],
    [
      'open for udp, one way; no way back',
      { model: modelledWithoutReturn(), paid: reachable({ back: [] }), question: udp },
      {},
      'agrees',
    ],
    [
      'open for udp, both ways; no way back',
      { model: modelledWithoutReturn(), paid: reachable(), question: udp },
      {},
      'disagrees',
    ],
  ])('%s', (_, said, plan, expected) => {
    expect(modelAgreement({ plan: planOf([said], plan), evidence: evidenceOf([said]) })).toBe(expected);
  });

  test('of several questions the worst counts', () => {
    const of = (...said: readonly Said[]) => modelAgreement({ plan: planOf(said), evidence: evidenceOf(said) });
    const against = { model: modelled(), paid: notReachable('C') };
    expect([of(open, open), of(open, { model: modelled() }), of({ model: modelled() }, against), of()]).toEqual([
      'agrees',
      'silent',
      'disagrees',
      'silent',
    ]);
  });

  test('agree about a closed way that leads over a gateway only as far as AWS looked: the way there', () => {
    const model = modelled({ verdict: 'unreachable', back: 'unreachable', transit: true });
    const said = [{ model, paid: notReachable('C') }];
    expect(modelAgreement({ plan: planOf(said), evidence: evidenceOf(said) })).toBe('disagrees');
  });

  const withReply = (model: ModelAnalysis, paid: PaidAnalysis, first: Said = open): readonly Said[] => [
    first,
    { model, paid, question: { replyTo: 'question-0' } },
  ];
  test.each<[string, readonly Said[], string]>([
    ['AWS finds open though the model sees it stopped', withReply(modelledBlocked(), reachable()), 'disagrees'],
    [
      'AWS finds open though the model sees it stopped, where the way itself has no answer',
      withReply(modelledBlocked(), reachable(), { model: modelled() }),
      'disagrees',
    ],
    ['both find open', withReply(modelled(), reachable()), 'agrees'],
    ['both find stopped', withReply(modelledBlocked(), notReachable('NO_ROUTE_TO_DESTINATION')), 'agrees'],
    ['AWS finds stopped, and the model open', withReply(modelled(), notReachable('C')), 'agrees'],
    ['AWS gave no answer about', withReply(modelledBlocked(), reachabilityRun(faultRun())), 'agrees'],
    [
      'AWS finds open, where the model names a security group alone',
      withReply(modelledBlocked({ code: 'ENI_SG_RULES_MISMATCH' }), reachable()),
      'agrees',
    ],
  ])('of a reply disagree only where AWS refutes the model: one that %s', (_, said, expected) => {
    expect(modelAgreement({ plan: planOf(said), evidence: evidenceOf(said) })).toBe(expected);
  });
});

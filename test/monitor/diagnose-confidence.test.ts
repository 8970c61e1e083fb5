import fc from 'fast-check';
import type { Analysis, Evidence } from '../../lambda/domain/evidence.ts';
import type { Endpoint, Path } from '../../lambda/domain/path.ts';
import { isSettled } from '../../lambda/domain/verdict.ts';
import { diagnose } from '../../lambda/monitor/diagnose.ts';
import {
  anExplanation,
  asked,
  brokenLeg,
  connectedLeg,
  failedRun,
  faultRun,
  forPair,
  modelled,
  modelledBlocked,
  modelledUnseen,
  modelledWithoutReturn,
  modelRun,
  notReachable,
  reachabilityRun,
  reachable,
  reachableOverTransitGateway,
  routeLegs,
  routeRun,
  routesConnected,
  routesNotApplicable,
  unfinishedRun,
} from '../support/evidence.ts';
import { aPath } from '../support/paths.ts';

/* Who stands behind a verdict. */

const over = reachableOverTransitGateway();
const group = notReachable(anExplanation('ENI_SG_RULES_MISMATCH', { securityGroups: [{ id: 'sg-1' }] }));
const broken = routeLegs(connectedLeg(), brokenLeg('ROUTE_NOT_FOUND'));
const reply = { key: 'reply-1', replyTo: 'question-1' };
const noRoute = notReachable(anExplanation('NO_ROUTE_TO_DESTINATION', { routeTable: 'rtb-021ab122f4f50d879' }));

const judge = (evidence: Evidence, path: Path = aPath(), count = 1) => diagnose(path, evidence, { count, left: 0 });

describe('of one pair', () => {
  test.each<[string, Evidence, string]>([
    ['AWS found both ways', [reachable()], 'reachable confirmed'],
    ['AWS and the model found it', [over, routesConnected(), modelled()], 'reachable confirmed'],
    ['AWS found it, the model not', [reachable(), modelledBlocked()], 'reachable disputed'],
    ['AWS stops it, the model too', [group, modelledBlocked()], 'unreachable confirmed'],
    ['AWS stops it, the model not', [group, modelled()], 'unreachable disputed'],
    ['Route Analyzer stops the way back', [over, broken, modelledUnseen()], 'unreachable confirmed'],
    ['Route Analyzer stops it, the model not', [over, broken, modelled()], 'unreachable disputed'],
    [
      'Route Analyzer stops the way there that AWS found',
      [over, routeLegs(brokenLeg('ROUTE_NOT_FOUND'))],
      'unreachable disputed',
    ],
    [
      'the model alone stops the way back',
      [over, routesConnected(), modelledWithoutReturn()],
      'unreachable model-only',
    ],
    [
      'AWS, asked about the reply, confirms the model',
      [over, asked(reply, noRoute), modelledWithoutReturn(), asked(reply, modelledBlocked())],
      'unreachable confirmed',
    ],
    [
      'AWS, asked about the reply, refutes the model',
      [over, asked(reply, reachable()), modelledWithoutReturn(), asked(reply, modelledBlocked())],
      'reachable disputed',
    ],
    ['AWS could not tell', [reachabilityRun(faultRun()), modelled()], 'unknown undefined'],
  ])('%s', (_, evidence, said) => {
    const { verdict, confidence } = judge(evidence);
    expect(`${verdict} ${confidence}`).toBe(said);
  });

  test('a dispute with Route Analyzer names it', () => {
    expect(judge([over, broken, modelled()]).findings.at(-1)).toMatchObject({
      code: 'MODEL_DISAGREES',
      direction: 'return',
      message: expect.stringMatching(/^the network model and Route Analyzer disagree .* by Route Analyzer$/),
    });
  });
});

describe('of several pairs, the weakest of those that the verdict needs', () => {
  const end = (match: 'any' | 'all'): Endpoint => ({ kind: 'selector', type: 'instance', tags: { Name: 'x' }, match });
  const disputed = [reachable(), modelledBlocked()];
  const alone = [over, routesConnected(), modelledWithoutReturn()];
  const of = (match: 'any' | 'all', ...pairs: readonly Evidence[]) => {
    const evidence = pairs.flatMap((pair, number) => pair.map((analysis) => forPair(number, analysis)));
    const { verdict, confidence } = judge(evidence, aPath({ to: end(match) }), pairs.length);
    return `${verdict} ${confidence}`;
  };

  test.each<[string, string, string]>([
    ['every pair is needed', of('all', [reachable()], disputed), 'reachable disputed'],
    ['one is enough, and a confirmed one is there', of('any', [reachable()], disputed), 'reachable confirmed'],
    ['one is enough, and none other is there', of('any', disputed, [group]), 'reachable disputed'],
    ['one breaks it, confirmed', of('all', [group], alone), 'unreachable confirmed'],
    ['one breaks it, by the model alone', of('all', [reachable()], alone), 'unreachable model-only'],
    ['all have to be broken', of('any', [group], alone), 'unreachable model-only'],
  ])('%s', (_, found, said) => {
    expect(found).toBe(said);
  });

  test('two ranges of ports are two answers', () => {
    const ports = [
      { from: 22, to: 22 },
      { from: 443, to: 443 },
    ];
    const second = { key: 'question-2' };
    const evidence = [reachable(), asked(second, reachable()), asked(second, modelledBlocked())];
    expect(judge(evidence, aPath({ ports }))).toMatchObject({ verdict: 'reachable', confidence: 'disputed' });
  });
});

describe('whatever was said', () => {
  const maybe = <Some extends Analysis>(...some: readonly Some[]): fc.Arbitrary<readonly Some[]> =>
    fc.constantFrom<readonly Some[]>([], ...some.map((one) => [one]));
  const paid = [
    reachable(),
    over,
    group,
    noRoute,
    notReachable(),
    notReachable('A_NEW_CODE'),
    reachabilityRun(faultRun()),
    reachabilityRun(failedRun('no permissions')),
    reachabilityRun(unfinishedRun()),
  ];
  const models = [
    modelled(),
    modelledWithoutReturn(),
    modelledBlocked(),
    modelledUnseen(),
    modelled({ verdict: 'unreachable', forward: 'unreachable' }),
    modelRun(faultRun()),
  ];
  const anyEvidence: fc.Arbitrary<Evidence> = fc
    .tuple(
      maybe(...paid),
      maybe(
        routesConnected(),
        broken,
        routeLegs(brokenLeg('ROUTE_NOT_FOUND')),
        routeLegs(brokenLeg('POSSIBLE_MIDDLEBOX')),
        routeRun(faultRun()),
        routesNotApplicable('x'),
      ),
      maybe(...models),
      maybe(...paid.map((one) => asked(reply, one))),
      maybe(...models.map((one) => asked(reply, one))),
    )
    .map((parts) => parts.flat());
  const anyPath = fc.constantFrom(aPath(), aPath({ expect: 'unreachable' }));

  test('a settled verdict has somebody behind it, an unknown one nobody', () => {
    fc.assert(
      fc.property(anyEvidence, anyPath, (evidence, path) => {
        const { verdict, confidence } = judge(evidence, path);
        expect(confidence !== undefined).toBe(isSettled(verdict));
      }),
    );
  });

  test('unreachable rests on an analysis that succeeded and on a finding that says so; reachable on one that found a way', () => {
    fc.assert(
      fc.property(anyEvidence, anyPath, (evidence, path) => {
        const { verdict, findings } = judge(evidence, path);
        const succeeded = evidence.filter((analysis) => 'run' in analysis && analysis.run.kind === 'succeeded');
        if (isSettled(verdict)) expect(succeeded).not.toEqual([]);
        if (verdict === 'unreachable') {
          const names = findings.filter(({ says }) => says === 'unreachable').map(({ source }) => source);
          expect(succeeded.map(({ analyzer }) => analyzer)).toEqual(expect.arrayContaining(names));
          expect(names).not.toEqual([]);
        }
        if (verdict === 'reachable')
          expect(
            succeeded.some(
              (analysis) =>
                ('run' in analysis &&
                  analysis.analyzer === 'reachability-analyzer' &&
                  analysis.run.kind === 'succeeded' &&
                  analysis.run.report.found) ||
                analysis.analyzer === 'network-model',
            ),
          ).toBe(true);
      }),
    );
  });

  test('disputed tells what is disputed', () => {
    fc.assert(
      fc.property(anyEvidence, anyPath, (evidence, path) => {
        const { confidence, findings } = judge(evidence, path);
        const codes = findings.map(({ code }) => code);
        const disputes = ['MODEL_DISAGREES', 'ANALYZERS_DISAGREE', 'FALSE_BLAME'];
        if (confidence === 'disputed') expect(codes.filter((code) => disputes.includes(code))).not.toEqual([]);
      }),
    );
  });
});

import type { Analysis } from '../../lambda/domain/evidence.ts';
import type { Path } from '../../lambda/domain/path.ts';
import { diagnose } from '../../lambda/monitor/diagnose.ts';
import { isLate, waitedText } from '../../lambda/monitor/late.ts';
import {
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
  reachabilityRun,
  reachable,
  routeLegs,
  routeRun,
  routesConnected,
  unfinishedRun,
} from '../support/evidence.ts';
import { aPath } from '../support/paths.ts';

/* Analyses that were still running when the waiting for them ended. */

const late = reachabilityRun(unfinishedRun(300));
const ALONE =
  "this is the network model's answer alone, confirmed by no analyzer of AWS: AWS's analysis had not ended after 5 minutes";

const judge = (evidence: readonly Analysis[], over: Partial<Path> = {}) =>
  diagnose(aPath(over), evidence, { count: 1, left: 0 });

describe('a path whose every bought analysis is late', () => {
  test.each([
    ['open', modelled(), 'reachable', []],
    ['blocked', modelledBlocked(), 'unreachable', ['NO_ROUTE_TO_DESTINATION unreachable']],
    ['no way back', modelledWithoutReturn(), 'unreachable', ['NO_ROUTE_TO_DESTINATION unreachable']],
  ] as const)('is told by the model alone, and that is said: %s', (_, model, verdict, findings) => {
    const judged = judge([late, routesConnected(), model]);
    expect(judged).toMatchObject({ verdict, confidence: 'model-only', open: [ALONE] });
    expect(judged.findings.map(({ code, says }) => `${code} ${says}`)).toEqual(findings);
  });

  test.each([
    ['it cannot tell', modelledUnseen()],
    ['it was not asked', undefined],
  ])('is unknown where %s, and the analysis is named', (_, model) => {
    const judged = judge([late, ...(model === undefined ? [] : [model])]);
    expect(judged.verdict).toBe('unknown');
    expect(judged).not.toHaveProperty('confidence');
    expect(judged.findings.map(({ code }) => code)).toEqual(['ANALYSIS_UNFINISHED']);
    expect(judged.open).toEqual([]);
  });

  test('is unknown where Route Analyzer denies the way that the model finds, of a promise too', () => {
    const broken = routeLegs(connectedLeg(), brokenLeg('ROUTE_NOT_FOUND'));
    for (const expect_ of ['reachable', 'unreachable'] as const)
      expect(judge([late, broken, modelled()], { expect: expect_ }).verdict).toBe('unknown');
    expect(judge([late, broken, modelledWithoutReturn()]).findings.map(({ source }) => source)).toEqual([
      'route-analyzer',
      'network-model',
    ]);
  });

  test('is told by the model where Route Analyzer is late too', () => {
    expect(judge([late, routeRun(unfinishedRun(300)), modelled()]).verdict).toBe('reachable');
  });

  test('keeps no promise by a way back that is closed', () => {
    const judged = judge([late, modelledWithoutReturn()], { expect: 'unreachable' });
    expect(judged).toMatchObject({ verdict: 'reachable', confidence: 'model-only' });
  });
});

describe('what is not late', () => {
  test.each<[string, readonly Analysis[]]>([
    ['one that failed', [reachabilityRun(failedRun('no permissions'))]],
    ['one that could not be started', [reachabilityRun(faultRun())]],
    ['one that was removed', [reachabilityRun(faultRun({ kind: 'not-found', code: 'ANALYSIS_GONE' }, 'nia-1'))]],
    ['one of two that ended', [late, forPair(1, reachable())]],
    ['one of two that failed', [late, forPair(1, reachabilityRun(faultRun()))]],
    ['the question about the reply alone', [asked({ replyTo: 'question-1' }, late)]],
    ['nothing', []],
  ])('%s', (_, evidence) => {
    expect(isLate(evidence)).toBe(false);
    expect(judge([...evidence, modelled()]).confidence).not.toBe('model-only');
  });

  test('a question about the reply makes no difference to it', () => {
    expect(isLate([late, asked({ replyTo: 'question-1' }, reachable())])).toBe(true);
  });
});

test.each([
  [45, '45 seconds'],
  [300, '5 minutes'],
  [317, '5 minutes'],
  [3600, '1 hour'],
])('%d seconds of waiting are told as %s', (seconds, text) => {
  expect(waitedText([reachabilityRun(unfinishedRun(seconds))])).toBe(text);
});

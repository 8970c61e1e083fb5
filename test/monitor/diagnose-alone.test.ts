import type { Analysis } from '../../lambda/domain/evidence.ts';
import type { Path } from '../../lambda/domain/path.ts';
import { diagnose } from '../../lambda/monitor/diagnose.ts';
import {
  aModelFinding,
  asked,
  faultRun,
  forPair,
  modelled,
  modelledBlocked,
  modelledUnseen,
  modelledWithoutReturn,
  modelRun,
} from '../support/evidence.ts';
import { aPath } from '../support/paths.ts';

/* The network model alone, where there is no budget for more. */

const ALONE =
  "this is the network model's answer alone, confirmed by no analyzer of AWS: the budget of the month leaves too little for analyses";

const modelledUnseenThere = modelled({
  verdict: 'unknown',
  forward: 'unknown',
  back: 'unknown',
  findings: [aModelFinding({ says: 'unknown', direction: 'forward' })],
});

const modelledClosedBackAlone = modelled({
  verdict: 'unreachable',
  forward: 'unknown',
  back: 'unreachable',
  findings: [aModelFinding({ direction: 'return' })],
});

const judge = (evidence: readonly Analysis[], path: Path = aPath(), pairs = { count: 1, left: 0 }) =>
  diagnose(path, evidence, pairs, { why: { bound: 'budget of the month' } });

describe('the model alone', () => {
  test.each([
    ['open', modelled(), 'reachable', []],
    ['blocked', modelledBlocked(), 'unreachable', ['NO_ROUTE_TO_DESTINATION unreachable']],
    ['no way back', modelledWithoutReturn(), 'unreachable', ['NO_ROUTE_TO_DESTINATION unreachable']],
    ['unseen', modelledUnseen(), 'unknown', ['MODEL_UNKNOWN unknown']],
    ['failed', modelRun(faultRun()), 'unknown', ['MODEL_FAILED unknown']],
  ] as const)('%s: settles the verdict, and says that it is alone', (_, model, verdict, findings) => {
    const judged = judge([model]);
    expect(judged).toMatchObject({ verdict, open: [ALONE] });
    expect(judged.findings.map(({ code, says }) => `${code} ${says}`)).toEqual(findings);
    expect(
      judged.findings.filter(({ code }) => code !== 'MODEL_FAILED').every(({ source }) => source === 'network-model'),
    ).toBe(true);
  });

  test('names why it cannot tell', () => {
    const [finding] = judge([modelledUnseen({ message: 'the routes of tgw-rtb-1 are not known' })]).findings;
    expect(finding?.message).toContain('cannot tell: the routes of tgw-rtb-1 are not known');
    const [other] = judge([modelled({ verdict: 'unknown', unmodelled: ['vpce-1'] })]).findings;
    expect(other?.message).toContain('cannot tell: it does not follow vpce-1');
  });

  test('tells what blocks, and not what it could not see besides', () => {
    const findings = [aModelFinding(), aModelFinding({ code: 'UNREADABLE', says: 'unknown', component: 'x' })];
    const model = modelled({ verdict: 'unreachable', forward: 'unreachable', findings });
    expect(judge([model]).findings.map(({ code }) => code)).toEqual(['NO_ROUTE_TO_DESTINATION']);
  });

  test('is asked of every range of ports, and of every pair', () => {
    const ports = [
      { from: 22, to: 22 },
      { from: 443, to: 443 },
    ];
    const second = asked({ key: 'question-2' }, modelledBlocked());
    expect(judge([modelled(), second], aPath({ ports })).verdict).toBe('unreachable');
    const from = { kind: 'selector', type: 'instance', tags: { role: 'web' }, match: 'all' } as const;
    const pairs = [modelled(), forPair(1, modelledBlocked())];
    const of = (match: 'any' | 'all', count = 2) =>
      judge(pairs, aPath({ from: { ...from, match } }), { count, left: count - 2 }).verdict;
    expect([of('all'), of('any'), of('any', 9)]).toEqual(['unreachable', 'reachable', 'reachable']);
    expect(judge([modelled(), forPair(1, modelled())], aPath({ from }), { count: 9, left: 7 }).verdict).toBe('unknown');
  });

  test.each([
    ['open', modelled(), 'reachable', []],
    ['blocked on the way there', modelledBlocked(), 'unreachable', ['NO_ROUTE_TO_DESTINATION unreachable']],
    ['open there, with no way back', modelledWithoutReturn(), 'reachable', ['NO_ROUTE_TO_DESTINATION note']],
    ['open there, the way back unseen', modelledUnseen(), 'reachable', []],
    ['unseen on the way there', modelledUnseenThere, 'unknown', ['MODEL_UNKNOWN unknown']],
    ['unseen there, with no way back', modelledClosedBackAlone, 'unknown', ['MODEL_UNKNOWN unknown']],
    ['failed', modelRun(faultRun()), 'unknown', ['MODEL_FAILED unknown']],
  ] as const)(
    'keeps no promise by what becomes of the reply: packets that get there have got there. %s',
    (_, model, verdict, findings) => {
      const judged = judge([model], aPath({ expect: 'unreachable' }));
      expect(judged).toMatchObject({ verdict, open: [ALONE] });
      expect(judged.findings.map(({ code, says }) => `${code} ${says}`)).toEqual(findings);
    },
  );

  test('breaks a promise by one range of ports that gets there', () => {
    const ports = [
      { from: 22, to: 22 },
      { from: 443, to: 443 },
    ];
    const second = asked({ key: 'question-2' }, modelledWithoutReturn());
    expect(judge([modelledBlocked(), second], aPath({ ports, expect: 'unreachable' })).verdict).toBe('reachable');
  });

  test('of the reply counts for nothing of its own', () => {
    const reply = asked({ key: 'reply-1', replyTo: 'question-1' }, modelledBlocked());
    expect(judge([modelled(), reply]).verdict).toBe('reachable');
    expect(judge([reply]).verdict).toBe('unknown');
  });

  test('of nothing is nothing', () => {
    expect(judge([])).toMatchObject({ verdict: 'unknown', findings: [{ code: 'NOT_ANALYSED' }] });
  });
});

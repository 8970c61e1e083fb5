import { emailText } from '../../lambda/alerts/email.ts';
import type { Evidence } from '../../lambda/domain/evidence.ts';
import type { Path } from '../../lambda/domain/path.ts';
import { conclude, type Grounds } from '../../lambda/monitor/conclude.ts';
import { decide } from '../../lambda/monitor/decide.ts';
import type { PlannedPath } from '../../lambda/monitor/plan.ts';
import { anAlert } from '../support/alerts.ts';
import {
  aHop,
  aQuestion,
  asked,
  modelled,
  modelledBlocked,
  modelledUnseen,
  modelledWithoutReturn,
  notReachable,
  reachabilityRun,
  reachable,
  reachableOverTransitGateway,
  routesConnected,
  unfinishedRun,
} from '../support/evidence.ts';
import { aPath } from '../support/paths.ts';
import { aFinding } from '../support/records.ts';

const at = { sweepId: 'sweep-1', observedAt: '2026-11-22T10:00:00.000Z', settledAt: '2026-11-22T10:01:00.000Z' };
const deployment = { name: 'pathwatch', account: '111111111111', region: 'eu-west-1' };

const grounds = { reason: 'changed', footprint: 'f1', bound: true, analyses: 1, price: 0.1 } as const;

const concluded = (path: Path, evidence: Evidence, over: Partial<Grounds> = {}, more: Partial<PlannedPath> = {}) => {
  const plan = { pathId: path.id, questions: [], routes: [], unresolved: [], pairs: { count: 1, left: 0 }, ...more };
  return conclude(path, plan, evidence, at, deployment, { ...grounds, ...over });
};

const promise = aPath({ expect: 'unreachable' });

test('a path that is as it must be carries no advice, which would break it', () => {
  const check = concluded(promise, [notReachable('ENI_SG_RULES_MISMATCH')]);
  expect(check.standing).toBe('expected');
  expect(check.findings.map(({ code, advice }) => [code, advice])).toEqual([['ENI_SG_RULES_MISMATCH', undefined]]);
});

test('a path that must not be open names the rule that lets it in, in its alert too', () => {
  const opening = aHop(3, 'sg-0aaaaaaaaaaaaaaaa', { because: 'allow tcp 443 from 0.0.0.0/0' });
  const check = concluded(promise, [reachable({ forward: [aHop(1, 'eni-1'), opening, aHop(4, 'i-1')] })]);
  const [signal] = decide(undefined, promise, check).signals;
  if (signal === undefined) throw new Error('nothing is told');
  const { subject, body } = emailText(anAlert({ kind: signal.kind, lead: signal }));
  expect(subject).toContain('OPEN');
  expect(body).toContain('sg-0aaaaaaaaaaaaaaaa lets it in: allow tcp 443 from 0.0.0.0/0');
});

describe('what a check is bound to', () => {
  const question = aQuestion();
  const asking = (model = modelled()): Partial<PlannedPath> => ({
    questions: [{ pair: 0, question, model: model.run }],
  });
  const evidence = [reachable(), modelled()];

  test('is the footprint that was the same before and after', () => {
    const check = concluded(aPath(), evidence, { reason: 'audit', analyses: 2, price: 0.25 }, asking());
    expect(check).toMatchObject({ footprint: 'f1', model: 'agrees', reason: 'audit', analyses: 2, cost: 0.5 });
    expect(check).not.toHaveProperty('uncarried');
    expect(check).not.toHaveProperty('modelOnly');
  });

  test('is nothing where it changed meanwhile: then nothing is known, and nothing compared', () => {
    const check = concluded(aPath(), [notReachable('C'), modelled()], { bound: false }, asking());
    expect(check).toMatchObject({
      verdict: 'unknown',
      standing: 'undetermined',
      findings: [{ code: 'NETWORK_CHANGED' }],
    });
    expect(check).toMatchObject({ uncarried: 'the verdict is unknown', evidence: [notReachable('C'), modelled()] });
    for (const absent of ['footprint', 'model']) expect(check).not.toHaveProperty(absent);
  });

  test('is the footprint too where the model answered alone, which is said', () => {
    const check = concluded(aPath(), [modelled()], { alone: { bound: 'budget of team=x' }, analyses: 0 }, asking());
    expect(check).toMatchObject({ verdict: 'reachable', modelOnly: true, footprint: 'f1', analyses: 0, cost: 0 });
    expect(check.open).toEqual([expect.stringContaining('the budget of team=x leaves too little for analyses')]);
    for (const absent of ['model', 'uncarried', 'console']) expect(check).not.toHaveProperty(absent);
  });

  test("is the footprint too where AWS's analysis was late, and the next tries wait", () => {
    const late = [reachabilityRun(unfinishedRun(300)), modelledWithoutReturn()];
    const check = concluded(aPath(), late, {}, asking(modelledWithoutReturn()));
    expect(check).toMatchObject({
      verdict: 'unreachable',
      confidence: 'model-only',
      modelOnly: true,
      footprint: 'f1',
      analyses: 1,
      uncarried: "AWS's analysis had not ended in time",
      open: [expect.stringMatching(/AWS's analysis had not ended after 5 minutes$/)],
    });
    const unseen = concluded(aPath(), [reachabilityRun(unfinishedRun(300)), modelledUnseen()], {}, asking());
    expect(unseen).toMatchObject({ verdict: 'unknown', findings: [{ code: 'ANALYSIS_UNFINISHED' }] });
    for (const absent of ['modelOnly', 'confidence']) expect(unseen).not.toHaveProperty(absent);
  });

  test('tells who stands behind its verdict', () => {
    expect(concluded(aPath(), evidence, {}, asking()).confidence).toBe('confirmed');
    expect(concluded(aPath(), evidence, { bound: false }, asking())).not.toHaveProperty('confidence');
  });

  test('names why it may not be carried, and that AWS and the model disagree', () => {
    const check = concluded(aPath(), [reachable(), modelledBlocked()], {}, asking(modelledBlocked()));
    expect(check).toMatchObject({
      verdict: 'reachable',
      confidence: 'disputed',
      model: 'disagrees',
      uncarried: 'the network model and Reachability Analyzer do not say the same',
    });
  });

  test('names that AWS refutes what the model says of the reply, as a disagreement that is reported', () => {
    const reply = { key: 'reply-1', replyTo: 'question-1', source: 'i-0bbbbbbbbbbbbbbbb', destination: 'tgw-attach-1' };
    const all = [
      reachableOverTransitGateway(),
      asked(reply, reachable()),
      routesConnected(),
      modelledWithoutReturn(),
      asked(reply, modelledBlocked()),
    ];
    const questions = [
      { pair: 0, question, model: modelledWithoutReturn().run },
      { pair: 0, question: aQuestion(reply), model: modelledBlocked().run },
    ];
    const check = concluded(aPath(), all, { analyses: 2 }, { questions, routes: [{ pair: 0, notApplicable: 'x' }] });
    expect(check).toMatchObject({ verdict: 'reachable', model: 'disagrees', uncarried: expect.any(String) });
    expect(check.findings.map(({ code }) => code)).toEqual(['MODEL_DISAGREES']);
    expect(decide(undefined, aPath(), check).signals.map(({ kind }) => kind)).toEqual(['disagreement']);
  });

  test('tells an end that is not there before anything else', () => {
    const unresolved = [aFinding({ code: 'RESOURCE_GONE', says: 'unknown' })];
    for (const bound of [true, false])
      expect(concluded(aPath(), [], { bound }, { unresolved })).toMatchObject({
        verdict: 'unknown',
        findings: unresolved,
      });
  });

  test('links to the answer that the verdict rests on, and not to one about the reply', () => {
    const reply = { key: 'reply-1', replyTo: 'question-1' };
    const all = [asked(reply, reachable({ analysisId: 'nia-reply' })), reachable({ analysisId: 'nia-1' })];
    expect(concluded(aPath(), all).console).toMatch(/analysisId=nia-1$/);
  });
});

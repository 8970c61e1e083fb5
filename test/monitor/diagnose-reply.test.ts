import type { Analysis } from '../../lambda/domain/evidence.ts';
import type { Expectation } from '../../lambda/domain/path.ts';
import { diagnose } from '../../lambda/monitor/diagnose.ts';
import {
  anExplanation,
  asked,
  faultRun,
  modelled,
  modelledBlocked,
  modelledWithoutReturn,
  notReachable,
  reachabilityRun,
  reachable,
  reachableOverTransitGateway,
  routesConnected,
} from '../support/evidence.ts';
import { aPath } from '../support/paths.ts';

/* Reachability Analyzer asked about the reply, where the model sees the way back stopped. */

const reply = { key: 'reply-1', replyTo: 'question-1', source: 'i-0bbbbbbbbbbbbbbbb', destination: 'tgw-attach-1' };
const over = [reachableOverTransitGateway(), routesConnected(), modelledWithoutReturn()];
const table = 'rtb-021ab122f4f50d879';
const stopped = asked(reply, modelledBlocked());
const noRoute = notReachable(anExplanation('NO_ROUTE_TO_DESTINATION', { routeTable: table }));
const group = notReachable(anExplanation('ENI_SG_RULES_MISMATCH', { securityGroups: [{ id: 'sg-1' }] }));

const judge = (answer: ReturnType<typeof reachable>, model = stopped, expect: Expectation = 'reachable') =>
  diagnose(aPath({ expect }), [...over, asked(reply, answer), model] as readonly Analysis[], { count: 1, left: 0 });
const said = ({ findings }: ReturnType<typeof judge>) =>
  findings.map(({ code, says, source }) => `${code} ${says} ${source}`);

describe('a way back that the model sees stopped', () => {
  test('is confirmed by AWS, and told as AWS tells it', () => {
    const found = judge(noRoute);
    expect(found).toMatchObject({ verdict: 'unreachable', open: [] });
    expect(said(found)).toEqual(['NO_ROUTE_TO_DESTINATION unreachable reachability-analyzer']);
    expect(found.findings[0]).toMatchObject({ component: table, direction: 'return' });
  });

  test('is refuted where AWS finds a way on the very stretch: they disagree, and nothing is claimed', () => {
    const found = judge(reachable());
    expect(found.verdict).toBe('reachable');
    expect(said(found)).toEqual(['MODEL_DISAGREES note pathwatch']);
    expect(found.findings[0]?.direction).toBe('return');
  });

  test('stands where both find the stretch open: it is stopped beyond', () => {
    const found = judge(reachable(), asked(reply, modelled()));
    expect(found).toMatchObject({ verdict: 'unreachable', open: [] });
    expect(said(found)).toEqual(['NO_ROUTE_TO_DESTINATION unreachable network-model']);
  });

  test.each([
    ['a security group alone stands in the way', group],
    ['AWS gave no answer', reachabilityRun(faultRun())],
  ])('stands by the model where %s, and that is said', (_, answer) => {
    const found = judge(answer);
    expect(found).toMatchObject({ verdict: 'unreachable', open: [expect.stringContaining('could not tell')] });
    expect(said(found)).toEqual(['NO_ROUTE_TO_DESTINATION unreachable network-model']);
  });

  test('keeps no promise, whatever AWS says of the reply', () => {
    expect(judge(noRoute, stopped, 'unreachable').verdict).toBe('reachable');
  });

  test('of another question is not what was asked', () => {
    const other = { ...reply, replyTo: 'question-2' };
    const evidence = [...over, asked(other, reachable()), asked(other, modelledBlocked())];
    expect(diagnose(aPath(), evidence, { count: 1, left: 0 }).verdict).toBe('unreachable');
  });
});

test('a reply is no way of its own: its answer alone settles nothing', () => {
  const { verdict } = diagnose(aPath(), [asked(reply, reachable()), asked(reply, modelled())], { count: 1, left: 0 });
  expect(verdict).toBe('unknown');
});

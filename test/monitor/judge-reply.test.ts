import type { ModelFinding } from '../../lambda/domain/evidence.ts';
import { judgeReply } from '../../lambda/monitor/judge-reply.ts';
import {
  anExplanation,
  asked,
  failedRun,
  faultRun,
  modelled,
  modelledBlocked,
  modelledUnseen,
  modelRun,
  notReachable,
  reachabilityRun,
  reachable,
  unfinishedRun,
} from '../support/evidence.ts';

const reply = { key: 'reply-1', replyTo: 'question-1', source: 'i-0bbbbbbbbbbbbbbbb', destination: 'tgw-attach-1' };

const judged = (paid: ReturnType<typeof reachable>, model?: ReturnType<typeof modelled>) =>
  judgeReply(asked(reply, paid), model && asked(reply, model));

const route = anExplanation('NO_ROUTE_TO_DESTINATION', { routeTable: 'rtb-1', vpc: 'vpc-1' });
const acl = anExplanation('SUBNET_ACL_RESTRICTION', { acl: 'acl-1', subnet: 'subnet-1' }, { direction: 'egress' });
const group = anExplanation('ENI_SG_RULES_MISMATCH', { securityGroups: [{ id: 'sg-1' }] }, { direction: 'egress' });
const stopped = (over: Partial<ModelFinding> = {}) => modelledBlocked({ code: 'NO_ROUTE_TO_DESTINATION', ...over });

describe('what AWS says of a reply', () => {
  test.each([
    ['no route', route, 'NO_ROUTE_TO_DESTINATION'],
    ['an ACL', acl, 'SUBNET_ACL_RESTRICTION'],
  ])('confirms that it is stopped, by %s, and tells it as the way back', (_, explanation, code) => {
    expect(judged(notReachable(explanation))).toMatchObject({
      kind: 'confirmed',
      reasons: [{ finding: { code, says: 'unreachable', direction: 'return' } }],
    });
  });

  test('confirms it by what counts alone, where a security group stands in the way too', () => {
    const found = judged(notReachable(group, route));
    expect(found.kind).toBe('confirmed');
    expect(found.kind === 'confirmed' ? found.reasons.map(({ finding }) => finding.code) : []).toEqual([
      'NO_ROUTE_TO_DESTINATION',
    ]);
  });

  test('is nothing where security groups alone stand in the way: a reply needs no rule of theirs', () => {
    expect(judged(notReachable(group))).toEqual({
      kind: 'unseen',
      open: expect.stringContaining('a security group admits no new connection'),
    });
  });

  test('refutes the model that sees it stopped on this stretch', () => {
    expect(judged(reachable(), stopped())).toEqual({ kind: 'refuted' });
  });

  test.each<[string, ReturnType<typeof modelled> | undefined]>([
    ['open too', modelled()],
    ['stopped by a security group alone', stopped({ code: 'ENI_SG_RULES_MISMATCH' })],
    ['stopped by a group of another name', stopped({ code: 'SG_HAS_NO_RULES' })],
    ['not clearly', modelledUnseen()],
    ['not at all, for it failed', modelRun(faultRun())],
    ['not at all', undefined],
  ])('leaves what lies beyond, where the model sees this stretch %s', (_, model) => {
    expect(judged(reachable(), model)).toEqual({ kind: 'beyond' });
  });

  test.each([
    ['throttled', faultRun()],
    ['failed', failedRun('no permissions')],
    ['unfinished', unfinishedRun()],
  ])('is nothing where it was %s, and that is said', (_, run) => {
    expect(judged(reachabilityRun(run), stopped())).toEqual({
      kind: 'unseen',
      open: expect.stringMatching(/^the way back is as the network model sees it: .*could not tell \(.+\)/i),
    });
  });

  test('is nothing where it gives no reason, or one that nobody knows', () => {
    expect(judged(notReachable()).kind).toBe('unseen');
    expect(judged(notReachable('A_NEW_CODE')).kind).toBe('unseen');
  });
});

import { explanations } from '../../../lambda/domain/codes.ts';
import type { TraceFinding } from '../../../lambda/reachability/answer.ts';
import { codeOf, explanationOf } from '../../../local/answers/explanation.ts';

const where = { account: '111111111111', region: 'eu-west-1' };
const finding = (over: Partial<TraceFinding>): TraceFinding => ({
  code: 'BAD_STATE',
  says: 'unreachable',
  component: 'eni-1',
  message: 'said',
  resources: {},
  facts: {},
  direction: 'forward',
  ...over,
});

test('every code that AWS has passes as it is', () => {
  for (const code of Object.keys(explanations)) expect(codeOf(finding({ code }))).toBe(code);
});

test('the codes of the model alone become the nearest of AWS', () => {
  expect(codeOf(finding({ code: 'AMBIGUOUS_ADDRESS', says: 'unknown' }))).toBe('UNKNOWN_DESTINATION');
  expect(codeOf(finding({ code: 'ANOTHER', says: 'unknown' }))).toBe('UNKNOWN_RESOURCE');
  expect(codeOf(finding({ code: 'ANOTHER' }))).toBe('NO_PATH');
});

test('resources stand under the roles of AWS, and a component that has none beside them', () => {
  expect(
    explanationOf(
      finding({
        code: 'ELBV2_LISTENERS_MISMATCH',
        component: 'web',
        resources: {
          loadBalancer: ['arn:aws:elasticloadbalancing:eu-west-1:111111111111:loadbalancer/app/web/0'],
          securityGroups: ['sg-1', 'sg-2'],
          subnet: ['subnet-1'],
          somethingNew: ['x'],
        },
        facts: { direction: 'egress', state: 'down', address: '10.0.0.1' },
      }),
      where,
    ),
  ).toEqual({
    ExplanationCode: 'ELBV2_LISTENERS_MISMATCH',
    Direction: 'egress',
    Component: { Id: 'web' },
    LoadBalancerArn: 'arn:aws:elasticloadbalancing:eu-west-1:111111111111:loadbalancer/app/web/0',
    SecurityGroups: ['sg-1', 'sg-2'].map((Id) => ({
      Id,
      Arn: `arn:aws:ec2:eu-west-1:111111111111:security-group/${Id}`,
    })),
    Subnet: { Id: 'subnet-1', Arn: 'arn:aws:ec2:eu-west-1:111111111111:subnet/subnet-1' },
    Address: '10.0.0.1',
    State: 'down',
  });
});

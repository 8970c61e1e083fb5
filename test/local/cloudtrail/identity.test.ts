import { accessKeyOf, signedRegionOf, userIdentity } from '../../../local/cloudtrail/identity.ts';

test('a user is named by the end of its ARN, whatever its path', () => {
  expect(userIdentity('arn:aws:iam::111111111111:user/network/alice', 'AKIA1')).toMatchObject({
    type: 'IAMUser',
    arn: 'arn:aws:iam::111111111111:user/network/alice',
    accountId: '111111111111',
    accessKeyId: 'AKIA1',
    userName: 'alice',
  });
});

test("a role's session names the role that issued it", () => {
  const identity = userIdentity('arn:aws:sts::111111111111:assumed-role/deploy/build-7', 'ASIA1');
  expect(identity).toMatchObject({
    type: 'AssumedRole',
    sessionContext: { sessionIssuer: { arn: 'arn:aws:iam::111111111111:role/deploy', userName: 'deploy' } },
  });
  expect(identity.principalId).toMatch(/^AROA[0-9A-F]{17}:build-7$/);
});

test('the root user is its account', () => {
  expect(userIdentity('arn:aws:iam::111111111111:root', 'AKIA1')).toMatchObject({
    type: 'Root',
    principalId: '111111111111',
  });
});

test('an ARN of something else is refused', () => {
  expect(() => userIdentity('arn:aws:iam::111111111111:group/all', 'AKIA1')).toThrow('is no ARN of a user');
});

test('a signature tells access key and Region; a request without one tells neither', () => {
  const authorization = 'AWS4-HMAC-SHA256 Credential=AKIA1/20261122/eu-west-1/ec2/aws4_request, Signature=0';
  expect(accessKeyOf(new Headers({ authorization }))).toBe('AKIA1');
  expect(signedRegionOf(new Headers({ authorization }))).toBe('eu-west-1');
  expect(accessKeyOf(new Headers())).toBeUndefined();
  expect(signedRegionOf(new Headers())).toBeUndefined();
});

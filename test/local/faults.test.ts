import { callText, faultNamed } from '../../local/faults.ts';

test('a call is told as the AWS CLI takes it', () => {
  expect(callText(faultNamed('vpc-route-missing').breaks)).toBe(
    'aws ec2 delete-route --destination-cidr-block 10.0.0.0/16 --route-table-id rtb-021ab122f4f50d879',
  );
  expect(callText(faultNamed('security-group-closed').breaks)).toBe(
    'aws ec2 revoke-security-group-ingress --group-id sg-073c4d556bf048ea0 --ip-permissions ' +
      '\'[{"IpProtocol":"tcp","FromPort":3389,"ToPort":3389,"IpRanges":[{"CidrIp":"10.0.0.0/16"}]}]\'',
  );
});

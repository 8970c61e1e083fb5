import { type InternetGatewayBlockMode, ModifyVpcBlockPublicAccessOptionsCommand } from '@aws-sdk/client-ec2';
import { ACCOUNT, REGION } from '../../../local/scenario/ids.ts';
import { scenario } from '../../../local/scenario.ts';
import { type OpenNetwork, openEmbeddedNetwork } from '../../support/embedded-network.ts';

let open: OpenNetwork | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

const now = () => new Date('2026-11-22T12:00:00.000Z');

test.each([
  ['that were never changed', scenario],
  ['of which nothing is known', {}],
])('the options of public access %s are changed', async (_what, documents) => {
  open = await openEmbeddedNetwork(documents, { now });
  const { ec2, network } = open;
  const set = (mode: string) =>
    ec2.send(
      new ModifyVpcBlockPublicAccessOptionsCommand({ InternetGatewayBlockMode: mode as InternetGatewayBlockMode }),
    );
  const { VpcBlockPublicAccessOptions } = await set('block-ingress');
  const options = { AwsAccountId: ACCOUNT, AwsRegion: REGION, InternetGatewayBlockMode: 'block-ingress' };
  expect(VpcBlockPublicAccessOptions).toMatchObject({
    ...options,
    State: 'update-in-progress',
    LastUpdateTimestamp: now(),
  });
  expect(network.documents().VpcBlockPublicAccessOptions).toMatchObject([{ ...options, State: 'update-complete' }]);
  await expect(set('sometimes')).rejects.toMatchObject({ name: 'InvalidParameterValue' });
});

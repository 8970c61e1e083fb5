import type { ModifyVpcBlockPublicAccessOptionsRequest } from '@aws-sdk/client-ec2';
import { invalidValue, required } from '../ec2/insights-rules.ts';
import type { Change } from './change.ts';
import { elementsOf } from './elements.ts';

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcBlockPublicAccessOptions.html */
const modify: Change<ModifyVpcBlockPublicAccessOptionsRequest> = (documents, request, { account, region, now }) => {
  const mode = required(request.InternetGatewayBlockMode, 'InternetGatewayBlockMode');
  if (!['off', 'block-bidirectional', 'block-ingress'].includes(mode)) {
    throw invalidValue(mode, 'InternetGatewayBlockMode');
  }
  const before = elementsOf(documents, 'VpcBlockPublicAccessOptions')[0] ?? {
    AwsAccountId: account,
    AwsRegion: region,
    ManagedBy: 'account',
    ExclusionsAllowed: 'allowed',
  };
  const after = { ...before, InternetGatewayBlockMode: mode, LastUpdateTimestamp: now().toISOString() };
  return {
    documents: { ...documents, VpcBlockPublicAccessOptions: [{ ...after, State: 'update-complete' }] },
    answer: { VpcBlockPublicAccessOptions: { ...after, State: 'update-in-progress' } },
  };
};

/** ModifyVpcBlockPublicAccessOptions: done at once, and answered as under way. */
export const publicAccessChanges = { ModifyVpcBlockPublicAccessOptions: modify };

import { EC2Client } from '@aws-sdk/client-ec2';
import { behaviour } from '../lambda/aws/behaviour.ts';
import type { SweepEnvironment } from '../lambda/environment.ts';

/** A client of the account's EC2 with an access key of its own: calls are recorded as its principal's, with the tool given. */
export const ec2As = (
  { AWS_REGION, ENDPOINT_EC2 }: Pick<SweepEnvironment, 'AWS_REGION' | 'ENDPOINT_EC2'>,
  accessKeyId: string,
  tool?: string,
): EC2Client =>
  new EC2Client({
    ...behaviour(AWS_REGION, ENDPOINT_EC2),
    credentials: { accessKeyId, secretAccessKey: 'embedded' },
    ...(tool !== undefined && { customUserAgent: tool }),
  });

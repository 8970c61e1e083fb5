import { LambdaClient } from '@aws-sdk/client-lambda';
import { behaviour } from './behaviour.ts';

/** A client of Lambda alone, as `ec2Client` is of EC2. */
export const lambdaClient = (region: string, endpoint: string | undefined): LambdaClient =>
  new LambdaClient(behaviour(region, endpoint));

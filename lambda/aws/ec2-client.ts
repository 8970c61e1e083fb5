import { EC2Client } from '@aws-sdk/client-ec2';
import { behaviour, type Patience } from './behaviour.ts';

/** A client of EC2 alone: a function that needs no other service bundles no other. */
export const ec2Client = (region: string, endpoint: string | undefined, patience?: Patience): EC2Client =>
  new EC2Client(behaviour(region, endpoint, patience));

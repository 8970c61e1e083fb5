import { SNSClient } from '@aws-sdk/client-sns';
import { behaviour, type Patience } from './behaviour.ts';

/** A client of SNS alone: a function that needs no other service bundles no other. */
export const snsClient = (region: string, endpoint: string | undefined, patience?: Patience): SNSClient =>
  new SNSClient(behaviour(region, endpoint, patience));

import { CfnElement } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/**
 * Gives a resource a logical id that does not follow from where it stands: moving a construct in the code must never make
 * CloudFormation replace a table, a topic that people are subscribed to, or a function with executions in flight.
 */
export const pin = (construct: Construct, logicalId: string): void => {
  const resource = construct.node.defaultChild;
  if (!(resource instanceof CfnElement)) throw new Error(`${construct.node.path} is no single resource`);
  resource.overrideLogicalId(logicalId);
};

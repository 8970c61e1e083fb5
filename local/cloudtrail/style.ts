import { isRaw, type Raw } from '../../lambda/snapshot/raw.ts';
import { operationSchema } from '../ec2/operations.ts';
import { flatParameters } from './flat.ts';
import { nestedParameters } from './nested.ts';
import { itemList, itemsList, responseElements } from './response.ts';

const namespace = 'http://ec2.amazonaws.com/doc/2016-11-15/';

/**
 * Operations whose events have everything under one name, as of NAT gateways, flow logs, insights paths
 * (https://docs.aws.amazon.com/vpc/latest/reachability/logging-using-cloudtrail.html) and of a recorded call on a transit
 * gateway attachment. That all calls on transit gateways, prefix lists and the other newer things are so is inferred.
 */
const isNested = (operation: string): boolean =>
  /TransitGateway|NetworkInsights|PrefixList|SecurityGroupRules$|BlockPublicAccess|NatGateway|FlowLogs|VpcEndpoint/.test(
    operation,
  );

/** A call's parameters as CloudTrail writes them. */
export const requestParametersOf = (operation: string, input: unknown): Raw | null => {
  const schema = operationSchema(operation)?.input;
  if (!schema?.isStructSchema() || !isRaw(input)) return null;
  return isNested(operation)
    ? { [`${operation}Request`]: nestedParameters(schema, input) }
    : flatParameters(operation, schema, input);
};

/** What was answered, as CloudTrail writes it. */
export const responseElementsOf = (operation: string, output: unknown, requestId: string): Raw => {
  const schema = operationSchema(operation)?.output;
  const answer: Raw = isRaw(output) ? output : {};
  if (isNested(operation)) {
    const elements = schema?.isStructSchema() ? responseElements(schema, answer, itemList) : { _return: true };
    return { [`${operation}Response`]: { xmlns: namespace, requestId, ...elements } };
  }
  return {
    requestId,
    ...(schema?.isStructSchema() ? responseElements(schema, answer, itemsList) : { _return: true }),
  };
};

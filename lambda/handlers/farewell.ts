import * as z from 'zod';
import { ec2Client } from '../aws/ec2-client.ts';
import { reachabilityAnalyzer } from '../aws/reachability-analyzer.ts';
import { FarewellEnvironment, readEnvironment } from '../environment.ts';
import { jsonLog } from '../log.ts';
import { farewell } from '../monitor/farewell.ts';

/** What CloudFormation sends: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requests.html. */
const StackEvent = z.object({
  RequestType: z.enum(['Create', 'Update', 'Delete']),
  ResponseURL: z.url(),
  StackId: z.string(),
  RequestId: z.string(),
  LogicalResourceId: z.string(),
  PhysicalResourceId: z.string().optional(),
});

/** What cannot be removed is said to whoever destroys the stack: deleting it again tries again. */
const clear = async (): Promise<{ readonly Status: 'SUCCESS' | 'FAILED'; readonly Reason?: string }> => {
  const { DEPLOYMENT, ACCOUNT, AWS_REGION, ENDPOINT_EC2 } = readEnvironment(FarewellEnvironment, process.env);
  const ec2 = ec2Client(AWS_REGION, ENDPOINT_EC2);
  const deployment = { name: DEPLOYMENT, account: ACCOUNT, region: AWS_REGION };
  const { removed, left } = await farewell(reachabilityAnalyzer(ec2, deployment));
  jsonLog.info('insights paths removed', { removed, left });
  if (left.length === 0) return { Status: 'SUCCESS' };
  const [first] = left;
  return {
    Status: 'FAILED',
    Reason: `${left.length} insights paths are left, ${first?.id} for ${first?.reason}`.slice(0, 1000),
  };
};

/** Tells CloudFormation how it ended: without an answer the stack would hang for an hour. */
export const handler = async (event: unknown): Promise<void> => {
  const { RequestType, ResponseURL, PhysicalResourceId, ...request } = StackEvent.parse(event);
  let outcome: Awaited<ReturnType<typeof clear>> = { Status: 'SUCCESS' };
  try {
    if (RequestType === 'Delete') outcome = await clear();
  } catch (error) {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    outcome = { Status: 'FAILED', Reason: `the insights paths could not be removed: ${reason}`.slice(0, 1000) };
  }
  const response = await fetch(ResponseURL, {
    method: 'PUT',
    headers: { 'content-type': '' },
    body: JSON.stringify({ ...request, ...outcome, PhysicalResourceId: PhysicalResourceId ?? 'pathwatch-farewell' }),
  });
  if (!response.ok) throw new Error(`CloudFormation did not take the answer: ${response.status}`);
};

import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { ec2Client } from '../aws/ec2-client.ts';
import { reachabilityAnalyzer } from '../aws/reachability-analyzer.ts';
import { publishNotice } from '../aws/sns-announcer.ts';
import { snsClient } from '../aws/sns-client.ts';
import { faultOf } from '../domain/fault.ts';
import { FarewellEnvironment, readEnvironment } from '../environment.ts';
import { jsonLog } from '../log.ts';
import { lineMeter } from '../meter.ts';
import { type Farewell, farewell } from '../monitor/farewell.ts';
import { partingOf } from '../monitor/parting.ts';

/** What CloudFormation sends: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requests.html. */
const StackEvent = z.object({
  RequestType: z.enum(['Create', 'Update', 'Delete']),
  ResponseURL: z.url(),
  StackId: z.string(),
  RequestId: z.string(),
  LogicalResourceId: z.string(),
  PhysicalResourceId: z.string().optional(),
});

/** Two minutes before the function's own end: whoever destroys the stack would wait an hour for an answer. Milliseconds. */
const LONGEST = 13 * 60 * 1000;

/** A message that is not taken keeps no stack from going. */
const say = async (environment: FarewellEnvironment, done: Farewell, event: { readonly RequestId: string }) => {
  const { DEPLOYMENT: name, ACCOUNT: account, AWS_REGION: region, TABLE_NAME, LINGER } = environment;
  try {
    const parting = partingOf({ name, account, region }, TABLE_NAME, done);
    const sns = snsClient(region, environment.ENDPOINT_SNS);
    await publishNotice(sns, environment.TROUBLES_TOPIC_ARN, { id: `farewell/${event.RequestId}`, ...parting });
    // With a topic may go what it has not delivered yet: https://docs.aws.amazon.com/sns/latest/api/API_DeleteTopic.html.
    await sleep(LINGER * 1000);
  } catch (error) {
    jsonLog.error('the last message could not be published', { fault: faultOf(error, 'Publish') });
  }
};

/** What cannot be removed is said to whoever destroys the stack: deleting it again tries again. */
const clear = async (event: {
  readonly RequestId: string;
}): Promise<{ readonly Status: 'SUCCESS' | 'FAILED'; readonly Reason?: string }> => {
  const until = Date.now() + LONGEST;
  const environment = readEnvironment(FarewellEnvironment, process.env);
  const { DEPLOYMENT, ACCOUNT, AWS_REGION, ENDPOINT_EC2 } = environment;
  const ec2 = ec2Client(AWS_REGION, ENDPOINT_EC2);
  const deployment = { name: DEPLOYMENT, account: ACCOUNT, region: AWS_REGION };
  const done = await farewell(reachabilityAnalyzer(ec2, deployment), () => Date.now() > until);
  const { left } = done;
  jsonLog.info('insights paths removed; the table stays', { ...done, table: environment.TABLE_NAME });
  await say(environment, done, event);
  if (left.length === 0) return { Status: 'SUCCESS' };
  const [first] = left;
  return {
    Status: 'FAILED',
    Reason: `${left.length} insights paths are left, ${first?.id} for ${first?.reason}`.slice(0, 1000),
  };
};

/** From here the silence of the schedules counts, also where none has ever come: an alarm knows no metric that was never sent. */
const beginHeartbeat = (): void => {
  const { DEPLOYMENT } = readEnvironment(FarewellEnvironment, process.env);
  lineMeter(DEPLOYMENT, () => new Date()).measure({ Looks: 1 });
};

/** Tells CloudFormation how it ended: without an answer the stack would hang for an hour. */
export const handler = async (event: unknown): Promise<void> => {
  const { RequestType, ResponseURL, PhysicalResourceId, ...request } = StackEvent.parse(event);
  let outcome: Awaited<ReturnType<typeof clear>> = { Status: 'SUCCESS' };
  try {
    if (RequestType === 'Create') beginHeartbeat();
    if (RequestType === 'Delete') outcome = await clear(request);
  } catch (error) {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    outcome = {
      Status: 'FAILED',
      Reason:
        `the ${RequestType === 'Delete' ? 'insights paths could not be removed' : 'heartbeat could not begin'}: ${reason}`.slice(
          0,
          1000,
        ),
    };
  }
  const response = await fetch(ResponseURL, {
    method: 'PUT',
    headers: { 'content-type': '' },
    body: JSON.stringify({ ...request, ...outcome, PhysicalResourceId: PhysicalResourceId ?? 'pathwatch-farewell' }),
  });
  if (!response.ok) throw new Error(`CloudFormation did not take the answer: ${response.status}`);
};

import {
  type LambdaClient,
  ListDurableExecutionsByFunctionCommand,
  paginateGetDurableExecutionHistory,
  StopDurableExecutionCommand,
} from '@aws-sdk/client-lambda';
import { type FaultInfo, faultOf } from '../domain/fault.ts';
import { calling } from './fault.ts';
import type { Execution } from './sweep-start.ts';

/** What came of stopping a sweep. */
export type Stopped =
  | {
      readonly kind: 'stopped';
      /** How many of its portions ran as well, and were stopped. */
      readonly portions: number;
      /** Why portions of it may run on. */
      readonly fault?: FaultInfo;
    }
  /** No execution of that name runs: it has ended, or has not begun. */
  | { readonly kind: 'none' }
  | { readonly kind: 'failed'; readonly fault: FaultInfo };

/** The function in the ARN of its alias: which version an execution runs, nobody asks. */
const functionOf = (alias: string): string => alias.split(':').slice(0, 7).join(':');

/** An execution that was just asked for may not be listed yet: so often it is looked for, a second apart. */
const LOOKS = 5;

const arnOf = async (
  client: LambdaClient,
  alias: string,
  { name, arn }: Execution,
  wait: (seconds: number) => Promise<void>,
): Promise<string | undefined> => {
  if (arn !== undefined) return arn;
  const list = new ListDurableExecutionsByFunctionCommand({
    FunctionName: functionOf(alias),
    DurableExecutionName: name,
    Statuses: ['RUNNING'],
  });
  for (let look = 1; look <= LOOKS; look += 1) {
    const { DurableExecutions = [] } = await calling('ListDurableExecutionsByFunction', () => client.send(list));
    const running = DurableExecutions.find((execution) => execution.DurableExecutionName === name);
    if (running !== undefined) return running.DurableExecutionArn;
    await wait(1);
  }
  return undefined;
};

const stop = async (client: LambdaClient, arn: string): Promise<void> => {
  await calling('StopDurableExecution', () =>
    client.send(new StopDurableExecutionCommand({ DurableExecutionArn: arn })),
  );
};

const ends: ReadonlySet<string> = new Set([
  'ChainedInvokeSucceeded',
  'ChainedInvokeFailed',
  'ChainedInvokeTimedOut',
  'ChainedInvokeStopped',
]);

/** The executions that an execution has started and not seen end: the portions of a large sweep. */
const portionsOf = (client: LambdaClient, arn: string): Promise<readonly string[]> =>
  calling('GetDurableExecutionHistory', async () => {
    const running = new Map<string, string>();
    const asked = { DurableExecutionArn: arn, IncludeExecutionData: false, MaxItems: 1000 };
    for await (const { Events = [] } of paginateGetDurableExecutionHistory({ client }, asked))
      for (const { Id = '', EventType = '', ChainedInvokeStartedDetails: started } of Events) {
        if (started?.DurableExecutionArn !== undefined) running.set(Id, started.DurableExecutionArn);
        if (ends.has(EventType)) running.delete(Id);
      }
    return [...running.values()];
  });

/**
 * Stops a sweep that somebody started, and the portions that it has started itself: first the whole, so that it starts no
 * more. Never throws. https://docs.aws.amazon.com/lambda/latest/api/API_StopDurableExecution.html
 */
export const stopSweep = async (
  client: LambdaClient,
  alias: string,
  execution: Execution,
  wait: (seconds: number) => Promise<void>,
): Promise<Stopped> => {
  let arn: string | undefined;
  try {
    arn = await arnOf(client, alias, execution, wait);
    if (arn === undefined) return { kind: 'none' };
    await stop(client, arn);
  } catch (error) {
    return { kind: 'failed', fault: faultOf(error, 'StopDurableExecution') };
  }
  let portions = 0;
  try {
    for (const portion of await portionsOf(client, arn)) {
      await stop(client, portion);
      portions += 1;
    }
    return { kind: 'stopped', portions };
  } catch (error) {
    return { kind: 'stopped', portions, fault: faultOf(error, 'StopDurableExecution') };
  }
};

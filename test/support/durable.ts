import {
  type DurableExecutionClient,
  type DurableExecutionHandler,
  InvocationStatus,
  type WireOperation,
  withDurableExecution,
} from '@aws/durable-execution-sdk-js';
import type { Context } from 'aws-lambda';
import { type ChainedInvoke, type ChainedOutcome, CheckpointService, type Kill } from './checkpoint-service.ts';

export type { Kill } from './checkpoint-service.ts';

/*
 * Runs a durable handler in this process on the double of the checkpoint service. What it drives is the real durable SDK
 * with the real handler.
 */

export interface Execution<Result> {
  readonly status: 'SUCCEEDED' | 'FAILED' | 'KILLED';
  readonly result?: Result;
  readonly error?: string;
  /** Checkpoints that carried updates, applied or not. */
  readonly checkpoints: number;
  readonly invocations: number;
  readonly operations: readonly WireOperation[];
  readonly largestCheckpoint: number;
}

/** How long an invocation believes it has left; waits beyond it suspend the execution, as on Lambda. */
const REMAINING_MILLISECONDS = 60_000;

const lambdaContext = (): Context => ({
  callbackWaitsForEmptyEventLoop: false,
  functionName: 'sweep',
  functionVersion: '1',
  invokedFunctionArn: 'arn:aws:lambda:eu-west-1:111111111111:function:sweep:live',
  memoryLimitInMB: '512',
  awsRequestId: 'request',
  logGroupName: 'group',
  logStreamName: 'stream',
  getRemainingTimeInMillis: () => REMAINING_MILLISECONDS,
  done: () => undefined,
  fail: () => undefined,
  succeed: () => undefined,
});

export interface Options {
  /** Of the execution; part of its ARN. */
  readonly name?: string;
  readonly kill?: Kill;
  /** Told the seconds of each wait, so that a virtual clock can follow. */
  readonly pass?: (seconds: number) => void;
  /** Called for each invocation: settles if its process dies of another cause than `kill`. */
  readonly death?: () => Promise<void>;
}

/**
 * Runs a durable handler to its end on the double, invoking it again after each wait and each death.
 */
export const execute = async <Event, Result>(
  handler: DurableExecutionHandler<Event, Result>,
  event: Event,
  options: Options = {},
): Promise<Execution<Result>> => {
  const service = new CheckpointService<Event>(event, options.kill);
  const arn = `arn:aws:lambda:eu-west-1:111111111111:function:sweep:1/durable-execution/${options.name ?? 'one'}/id`;
  const ended = (status: Execution<Result>['status'], rest: Partial<Execution<Result>>): Execution<Result> => ({
    status,
    checkpoints: service.checkpoints,
    invocations,
    operations: [...service.operations.values()],
    largestCheckpoint: service.largest,
    ...rest,
  });
  let invocations = 0;
  for (;;) {
    invocations += 1;
    if (invocations > 500) throw new Error('the execution does not end');
    service.died = false;
    const died = options.death?.().then(() => 'died' as const);
    const durable = withDurableExecution(handler, { durableExecutionClient: session(service, () => invocations) });
    const output = await Promise.race([invoke(durable, service, arn), ...(died === undefined ? [] : [died])]);
    if (output === 'died') {
      service.died = true;
      if (options.kill?.forGood) return ended('KILLED', {});
      continue;
    }
    if (output.Status === InvocationStatus.SUCCEEDED)
      return ended('SUCCEEDED', output.Result === undefined ? {} : { result: JSON.parse(output.Result) });
    if (output.Status === InvocationStatus.FAILED)
      return ended('FAILED', { error: output.Error.ErrorMessage ?? 'unknown' });
    const { invokes } = service;
    for (const invoked of invokes) service.answer(invoked, await further(handler, invoked, options));
    if (invokes.length > 0) continue;
    const passed = service.wake();
    if (passed === undefined) throw new Error('the execution waits for nothing');
    options.pass?.(passed);
  }
};

/** Runs what an execution invokes, which here is always the function itself. Kills are for the first execution alone. */
const further = async <Event, Result>(
  handler: DurableExecutionHandler<Event, Result>,
  invoked: ChainedInvoke<Event>,
  { kill: _kill, ...options }: Options,
): Promise<ChainedOutcome> => {
  const name = `${options.name ?? 'one'}-${invoked.id.slice(0, 8)}`;
  const { status, result, error } = await execute(handler, invoked.payload, { ...options, name });
  return status === 'SUCCEEDED' ? { result: JSON.stringify(result) } : { error: { ErrorMessage: error } };
};

/** What one invocation sees of the service: nothing more once another has begun, though its promises may live on. */
const session = (
  service: Pick<CheckpointService<unknown>, 'getExecutionState' | 'checkpoint'>,
  current: () => number,
): DurableExecutionClient => {
  const mine = current();
  return {
    getExecutionState: () => service.getExecutionState(),
    checkpoint: (request) => (mine === current() ? service.checkpoint(request) : new Promise<never>(() => undefined)),
  };
};

const invoke = async (
  durable: ReturnType<typeof withDurableExecution>,
  service: Pick<CheckpointService<unknown>, 'visible' | 'died'>,
  arn: string,
): Promise<Awaited<ReturnType<ReturnType<typeof withDurableExecution>>> | 'died'> => {
  try {
    return await durable(
      {
        DurableExecutionArn: arn,
        CheckpointToken: 'token',
        InitialExecutionState: { Operations: service.visible() },
      },
      lambdaContext(),
    );
  } catch (error) {
    if (service.died) return 'died';
    throw error;
  }
};

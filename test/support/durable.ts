import {
  type CheckpointDurableExecutionRequest,
  type DurableExecutionClient,
  DurableExecutionClientError,
  DurableExecutionClientErrorScope,
  type DurableExecutionHandler,
  InvocationStatus,
  type OperationUpdate,
  type WireOperation,
  withDurableExecution,
} from '@aws/durable-execution-sdk-js';
import type { Context } from 'aws-lambda';

/*
 * A double of the checkpoint service: keeps what is checkpointed, enforces the service's limits, and can kill the
 * invocation before or after it applies any checkpoint. What it drives is the real durable SDK with the real handler.
 */

const CHECKPOINT_BYTES = 256 * 1024;
const OPERATIONS = 3_000;

/** Dies at the `at`th checkpoint with updates (from 1), before or after it was applied. */
export interface Kill {
  readonly at: number;
  readonly moment: 'before' | 'after';
  /** Nothing resumes it: the execution is dead for good. */
  readonly forGood?: boolean;
}

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

const statusAfter = (update: OperationUpdate): NonNullable<WireOperation['Status']> => {
  switch (update.Action) {
    case 'SUCCEED':
      return 'SUCCEEDED';
    case 'FAIL':
      return 'FAILED';
    case 'RETRY':
      return 'PENDING';
    default:
      return 'STARTED';
  }
};

/** How long an invocation believes it has left; waits beyond it suspend the execution, as on Lambda. */
const REMAINING_MILLISECONDS = 60_000;
const FAR = 24 * 60 * 60 * 1000;

class CheckpointService implements DurableExecutionClient {
  readonly operations = new Map<string, WireOperation>();
  /** Seconds until each waiting operation is due. */
  readonly delays = new Map<string, number>();
  checkpoints = 0;
  largest = 0;
  died = false;
  readonly #kill: Kill | undefined;

  constructor(payload: unknown, kill: Kill | undefined) {
    this.#kill = kill;
    this.operations.set('execution', {
      Id: 'execution',
      Type: 'EXECUTION',
      Status: 'STARTED',
      StartTimestamp: new Date(),
      ExecutionDetails: { InputPayload: JSON.stringify(payload) },
    });
  }

  async getExecutionState() {
    return { Operations: this.visible() };
  }

  async checkpoint(request: CheckpointDurableExecutionRequest) {
    const updates = request.Updates ?? [];
    if (updates.length > 0) this.checkpoints += 1;
    const isHere = updates.length > 0 && this.#kill?.at === this.checkpoints;
    if (this.died || (isHere && this.#kill?.moment === 'before')) this.die();
    for (const update of updates) this.apply(update);
    if (isHere) this.die();
    return { CheckpointToken: 'token', NewExecutionState: { Operations: this.visible() } };
  }

  /** Operations of finished contexts are pruned, unless the context asks for their replay. */
  visible(): WireOperation[] {
    const isPruned = (operation: WireOperation): boolean => {
      const parent = operation.ParentId === undefined ? undefined : this.operations.get(operation.ParentId);
      if (parent === undefined) return false;
      const isFinished = parent.Status === 'SUCCEEDED' || parent.Status === 'FAILED';
      return (
        (parent.Type === 'CONTEXT' && isFinished && parent.ContextDetails?.ReplayChildren !== true) || isPruned(parent)
      );
    };
    return [...this.operations.values()].filter((operation) => !isPruned(operation)).map((o) => structuredClone(o));
  }

  private die(): never {
    this.died = true;
    throw new DurableExecutionClientError('the process was killed', {
      scope: DurableExecutionClientErrorScope.INVOCATION,
    });
  }

  private refuse(message: string): never {
    throw new DurableExecutionClientError(message, { scope: DurableExecutionClientErrorScope.EXECUTION });
  }

  private apply(update: OperationUpdate): void {
    const id = update.Id ?? this.refuse('an update without an id');
    const bytes = Buffer.byteLength(update.Payload ?? '', 'utf8');
    this.largest = Math.max(this.largest, bytes);
    if (bytes > CHECKPOINT_BYTES) this.refuse(`a payload of ${bytes} bytes for ${update.Name}`);
    const known = this.operations.get(id);
    if (known === undefined && this.operations.size >= OPERATIONS) this.refuse('too many operations');
    const attempt = known?.StepDetails?.Attempt ?? 0;
    const operation: WireOperation = {
      ...known,
      Id: id,
      Type: update.Type,
      Name: update.Name ?? known?.Name,
      SubType: update.SubType ?? known?.SubType,
      ParentId: update.ParentId ?? known?.ParentId,
      StartTimestamp: known?.StartTimestamp ?? new Date(),
      Status: statusAfter(update),
    };
    if (update.Action !== 'START' && update.Type === 'STEP')
      operation.StepDetails = {
        Attempt: attempt + 1,
        Result: update.Payload,
        Error: update.Error,
        ...(update.Action === 'RETRY' ? { NextAttemptTimestamp: new Date(Date.now() + FAR) } : {}),
      };
    if (update.Type === 'CONTEXT')
      operation.ContextDetails = {
        Result: update.Payload,
        Error: update.Error,
        ReplayChildren: update.ContextOptions?.ReplayChildren,
      };
    if (update.Type === 'WAIT') operation.WaitDetails = { ScheduledEndTimestamp: new Date(Date.now() + FAR) };
    this.operations.set(id, operation);
    const delay = update.StepOptions?.NextAttemptDelaySeconds ?? update.WaitOptions?.WaitSeconds;
    if (delay !== undefined && operation.Status !== 'SUCCEEDED') this.delays.set(id, delay);
  }

  /** Lets the shortest wait pass: answers its seconds, or undefined where nothing waits. */
  wake(): number | undefined {
    const waiting = [...this.delays.entries()];
    if (waiting.length === 0) return undefined;
    const passed = Math.min(...waiting.map(([, delay]) => delay));
    for (const [id, delay] of waiting) {
      if (delay > passed) {
        this.delays.set(id, delay - passed);
        continue;
      }
      this.delays.delete(id);
      const operation = this.operations.get(id);
      if (operation !== undefined)
        this.operations.set(id, {
          ...operation,
          Status: operation.Type === 'WAIT' ? 'SUCCEEDED' : 'READY',
          ...(operation.StepDetails === undefined
            ? {}
            : { StepDetails: { ...operation.StepDetails, NextAttemptTimestamp: undefined } }),
        });
    }
    return passed;
  }
}

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

/**
 * Runs a durable handler to its end on the double, invoking it again after each wait and each death. `pass` is told
 * the seconds of each wait, so that a virtual clock can follow.
 */
export const execute = async <Event, Result>(
  handler: DurableExecutionHandler<Event, Result>,
  event: Event,
  options: { readonly name?: string; readonly kill?: Kill; readonly pass?: (seconds: number) => void } = {},
): Promise<Execution<Result>> => {
  const service = new CheckpointService(event, options.kill);
  const durable = withDurableExecution(handler, { durableExecutionClient: service });
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
    const output = await invoke(durable, service, arn);
    if (output === 'died') {
      if (options.kill?.forGood) return ended('KILLED', {});
      continue;
    }
    if (output.Status === InvocationStatus.SUCCEEDED)
      return ended('SUCCEEDED', output.Result === undefined ? {} : { result: JSON.parse(output.Result) });
    if (output.Status === InvocationStatus.FAILED)
      return ended('FAILED', { error: output.Error.ErrorMessage ?? 'unknown' });
    const passed = service.wake();
    if (passed === undefined) throw new Error('the execution waits for nothing');
    options.pass?.(passed);
  }
};

const invoke = async (
  durable: ReturnType<typeof withDurableExecution>,
  service: CheckpointService,
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

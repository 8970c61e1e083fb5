import {
  type CheckpointDurableExecutionRequest,
  type DurableExecutionClient,
  DurableExecutionClientError,
  DurableExecutionClientErrorScope,
  type ErrorObject,
  type OperationUpdate,
  type WireOperation,
} from '@aws/durable-execution-sdk-js';

/*
 * A double of the checkpoint service, for one execution: keeps what is checkpointed, enforces the service's limits, and
 * can kill the invocation before or after it applies any checkpoint.
 */

const CHECKPOINT_BYTES = 256 * 1024;
const OPERATIONS = 3_000;
const FAR = 24 * 60 * 60 * 1000;

/** Dies at the `at`th checkpoint with updates (from 1), before or after it was applied. */
export interface Kill {
  readonly at: number;
  readonly moment: 'before' | 'after';
  /** Nothing resumes it: the execution is dead for good. */
  readonly forGood?: boolean;
  /** Told at once, so that what else runs in the process can be stopped too. */
  readonly died?: () => void;
}

/** A further execution that this one asked for and waits for. */
export interface ChainedInvoke<Payload> {
  readonly id: string;
  readonly functionName: string;
  readonly payload: Payload;
}

/** How an execution ended, as the one that invoked it is told. */
export type ChainedOutcome = { readonly result: string | undefined } | { readonly error: ErrorObject };

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

/** The state of one execution; `Payload` is what its function takes, and what it invokes itself with. */
export class CheckpointService<Payload> implements DurableExecutionClient {
  readonly operations = new Map<string, WireOperation>();
  /** Seconds until each waiting operation is due. */
  readonly delays = new Map<string, number>();
  readonly #invokes = new Map<string, ChainedInvoke<Payload>>();
  checkpoints = 0;
  /** Of one payload. Bytes. */
  largest = 0;
  /** Attempts after an operation's first, polls among them: the service counts each as an operation. */
  retries = 0;
  died = false;
  readonly #kill: Kill | undefined;

  constructor(payload: Payload, kill?: Kill) {
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
    const changed = new Set(updates.map((update) => update.Id));
    const Operations = [...changed].flatMap((id) => this.operations.get(id ?? '') ?? []);
    return { CheckpointToken: 'token', NewExecutionState: { Operations: structuredClone(Operations) } };
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

  /** The operations that count towards the limit of an execution. */
  get counted(): number {
    return this.operations.size + this.retries;
  }

  private die(): never {
    this.#kill?.died?.();
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
    if (update.Action === 'RETRY') this.retries += 1;
    if ((known === undefined || update.Action === 'RETRY') && this.counted >= OPERATIONS)
      this.refuse('too many operations');
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
    if (update.Type === 'CHAINED_INVOKE')
      this.#invokes.set(id, {
        id,
        functionName: update.ChainedInvokeOptions?.FunctionName ?? this.refuse('an invoke of no function'),
        payload: JSON.parse(update.Payload ?? '{}'),
      });
    this.operations.set(id, operation);
    const delay = update.StepOptions?.NextAttemptDelaySeconds ?? update.WaitOptions?.WaitSeconds;
    if (delay !== undefined && operation.Status !== 'SUCCEEDED') this.delays.set(id, delay);
  }

  /** The further executions that wait to be run. */
  get invokes(): readonly ChainedInvoke<Payload>[] {
    return [...this.#invokes.values()];
  }

  /** Tells how a further execution ended; the next invocation of this one sees it. */
  answer(invoke: ChainedInvoke<Payload>, outcome: ChainedOutcome): void {
    this.#invokes.delete(invoke.id);
    const operation = this.operations.get(invoke.id);
    if (operation === undefined) throw new Error(`no operation ${invoke.id}`);
    this.operations.set(invoke.id, {
      ...operation,
      Status: 'error' in outcome ? 'FAILED' : 'SUCCEEDED',
      ChainedInvokeDetails: 'error' in outcome ? { Error: outcome.error } : { Result: outcome.result },
    });
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

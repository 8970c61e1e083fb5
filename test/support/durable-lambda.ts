import { InvocationStatus } from '@aws/durable-execution-sdk-js';
import { type Call, openEndpoint, type Service } from '../../local/endpoint.ts';
import { type ChainedOutcome, CheckpointService } from './checkpoint-service.ts';
import { checkpointApi } from './lambda-checkpoints.ts';
import type { Sandbox } from './lambda-sandbox.ts';

/*
 * Lambda's durable executions on loopback: runs a function in its own process as the service does, invocation by
 * invocation. Waits pass at once; of what a function invokes, one execution runs at a time.
 */

const FUNCTION_ARN = 'arn:aws:lambda:ap-northeast-1:111111111111:function:sweep:live';

/** Operations in the event of an invocation; the function asks for the others. */
const FIRST_PAGE = 10;

export interface DurableExecution {
  readonly arn: string;
  readonly service: CheckpointService<unknown>;
  invocations: number;
}

export interface Lambda {
  /** For `AWS_ENDPOINT_URL_LAMBDA`. */
  readonly url: string;
  readonly calls: readonly Call[];
  /** In the order of their starts. */
  readonly executions: readonly DurableExecution[];
  /**
   * Runs one durable execution to its end, and those that it invokes; answers its result, or throws its error. By
   * default its name is its number.
   */
  run(sandbox: Pick<Sandbox, 'invoke'>, payload: unknown, name?: string): Promise<unknown>;
  close(): Promise<void>;
}

const eventOf = ({ arn, service }: DurableExecution) => {
  const operations = service.visible();
  return {
    DurableExecutionArn: arn,
    CheckpointToken: 'token',
    InitialExecutionState: {
      Operations: operations.slice(0, FIRST_PAGE),
      ...(operations.length > FIRST_PAGE ? { NextMarker: `${FIRST_PAGE}` } : {}),
    },
  };
};

/**
 * Opens the service on a free loopback port. `pass` is told the seconds of each wait, for a clock to follow; `serve` adds
 * operations to those of the checkpoints.
 */
export const openLambda = async (
  pass: (seconds: number) => void = () => undefined,
  serve: (checkpoints: Service) => Service = (checkpoints) => checkpoints,
): Promise<Lambda> => {
  const executions: DurableExecution[] = [];
  const endpoint = await openEndpoint(
    serve(checkpointApi((arn) => executions.find((execution) => execution.arn === arn)?.service)),
  );

  const further = async (sandbox: Pick<Sandbox, 'invoke'>, payload: unknown): Promise<ChainedOutcome> => {
    try {
      return { result: JSON.stringify(await run(sandbox, payload)) };
    } catch (error) {
      return { error: { ErrorMessage: error instanceof Error ? error.message : String(error) } };
    }
  };

  const run: Lambda['run'] = async (sandbox, payload, name = `${executions.length}`) => {
    const arn = `${FUNCTION_ARN.replace(/live$/, '1')}/durable-execution/${name}/id`;
    const execution: DurableExecution = { arn, service: new CheckpointService(payload), invocations: 0 };
    const { service } = execution;
    executions.push(execution);
    for (;;) {
      execution.invocations += 1;
      const output = await sandbox.invoke(FUNCTION_ARN, eventOf(execution));
      if (output.Status === InvocationStatus.SUCCEEDED) return JSON.parse(output.Result ?? 'null');
      if (output.Status === InvocationStatus.FAILED) throw new Error(output.Error.ErrorMessage ?? 'unknown');
      const { invokes } = service;
      for (const invoked of invokes) service.answer(invoked, await further(sandbox, invoked.payload));
      if (invokes.length > 0) continue;
      const passed = service.wake();
      if (passed === undefined) throw new Error('the execution waits for nothing');
      pass(passed);
    }
  };

  return { url: endpoint.url, calls: endpoint.calls, executions, run, close: endpoint.close };
};

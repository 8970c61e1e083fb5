import { withDurableExecution } from '@aws/durable-execution-sdk-js';
import { LocalDurableTestRunner } from '@aws/durable-execution-sdk-js-testing';
import type { Configuration } from '../lambda/domain/path.ts';
import type { SweepRecord, SweepRequest } from '../lambda/domain/sweep.ts';
import type { Services } from '../lambda/monitor/ports.ts';
import { sweep } from '../lambda/monitor/sweep.ts';

/** The name by which the sweep starts further executions of itself here, in place of an alias's ARN. */
const SELF = 'arn:aws:lambda:local:111111111111:function:pathwatch-sweep:live';

export interface Runner {
  /** Runs one sweep to its end: real waits, real replays. A sweep that fails is an error with the execution's. */
  run(request: SweepRequest): Promise<SweepRecord>;
  close(): Promise<void>;
}

/** Runs the sweep as a durable function in this process, on the durable SDK's own runner. */
export const openRunner = async (services: Services, configuration: Configuration): Promise<Runner> => {
  await LocalDurableTestRunner.setupTestEnvironment({ skipTime: false });
  const handler = withDurableExecution(sweep(() => ({ services, configuration })));
  return {
    run: async (request) => {
      const runner = new LocalDurableTestRunner<SweepRecord>({ handlerFunction: handler });
      runner.registerDurableFunction(SELF, handler);
      const execution = await runner.run({ payload: { ...request, self: SELF } });
      const error = execution.getStatus() === 'SUCCEEDED' ? undefined : execution.getError();
      if (error !== undefined) throw new Error(`the sweep failed: ${error.errorMessage ?? 'unknown'}`);
      const record = execution.getResult();
      if (record === undefined) throw new Error('the sweep ended without a record');
      return record;
    },
    close: () => LocalDurableTestRunner.teardownTestEnvironment(),
  };
};

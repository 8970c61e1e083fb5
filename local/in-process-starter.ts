import { Fault } from '../lambda/domain/fault.ts';
import type { SweepRequest } from '../lambda/domain/sweep.ts';
import type { Starter } from '../lambda/monitor/ports.ts';

export interface InProcessStarter extends Starter {
  /** Resolves once every run that was started is over, also those that runs have started. */
  settled(): Promise<void>;
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_Execution.html */
const isName = (name: string): boolean => /^[a-zA-Z0-9-_]{1,64}$/.test(name);

/**
 * Starts runs in this process: each name once, one run after another. `failed` is told of a run that throws. A name that
 * Lambda would not take is a `Fault` of kind `invalid`.
 */
export const inProcessStarter = (
  run: (request: SweepRequest) => Promise<unknown>,
  failed: (error: unknown, name: string) => void,
): InProcessStarter => {
  const names = new Set<string>();
  let last: Promise<void> = Promise.resolve();
  const after = async (before: Promise<void>, request: SweepRequest, name: string): Promise<void> => {
    await before;
    try {
      await run(request);
    } catch (error) {
      failed(error, name);
    }
  };
  return {
    start: async (request, name) => {
      if (!isName(name)) {
        const message = `not the name of an execution: ${name}`;
        throw new Fault({ kind: 'invalid', operation: 'Invoke', code: 'InvalidParameterValueException', message });
      }
      if (names.has(name)) return;
      names.add(name);
      last = after(last, request, name);
    },
    settled: async () => {
      let seen: Promise<void> | undefined;
      while (seen !== last) {
        seen = last;
        await seen;
      }
    },
  };
};

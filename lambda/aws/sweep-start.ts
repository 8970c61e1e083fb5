import { createHash } from 'node:crypto';
import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { Fault } from '../domain/fault.ts';
import type { SweepRequest } from '../domain/sweep.ts';
import type { Starter } from '../monitor/ports.ts';
import { calling, malformed } from './fault.ts';

/** What the service answers to an invocation that it has queued. */
const accepted = 202;

/**
 * The name of a hand run's execution: the same request of the same millisecond is the same execution, however often the
 * client repeats the call. Within 64 letters, digits, `-` and `_`:
 * https://docs.aws.amazon.com/lambda/latest/api/API_Execution.html.
 */
export const handRunName = (request: SweepRequest, at: Date): string => {
  const digest = createHash('sha256').update(JSON.stringify(request)).digest('hex').slice(0, 12);
  return `hand-${at.toISOString().replace(/[-:.]/g, '')}-${digest}`;
};

/**
 * The name of a scheduled run's execution: the same schedule and time is the same execution, so that a delivery that is
 * repeated starts nothing.
 */
export const scheduledRunName = (every: string, scheduledTime: string): string => {
  const digest = createHash('sha256').update(every).digest('hex').slice(0, 12);
  return `schedule-${scheduledTime.replace(/[^0-9A-Za-z]/g, '')}-${digest}`.slice(0, 64);
};

/** A sweep that was started. */
export interface Execution {
  readonly name: string;
  /** Where the answer told it. */
  readonly arn?: string;
}

/**
 * Starts a sweep by its alias, under the name given, and does not wait for it: a name that was given before starts
 * nothing. Throws `Fault`.
 */
export const startSweep = async (
  client: LambdaClient,
  alias: string,
  request: SweepRequest,
  name: string,
): Promise<Execution> => {
  const payload: SweepRequest = { ...request, self: alias };
  const command = new InvokeCommand({
    FunctionName: alias,
    InvocationType: 'Event',
    DurableExecutionName: name,
    Payload: Buffer.from(JSON.stringify(payload)),
  });
  const { StatusCode, DurableExecutionArn: arn } = await calling('Invoke', () => client.send(command));
  if (StatusCode !== accepted) throw malformed('Invoke', `the sweep was not queued: status ${StatusCode}`);
  return { name, ...(arn !== undefined && { arn }) };
};

const isStarted = (error: unknown): boolean =>
  error instanceof Fault && /^DurableExecutionAlreadyStarted/.test(error.info.code);

/** Starts sweeps by an alias, for whoever knows the name that the run is to have. One that was started before is started. */
export const sweepStarter = (client: LambdaClient, alias: string): Starter => ({
  start: async (request, name) => {
    try {
      await startSweep(client, alias, request, name);
    } catch (error) {
      if (!isStarted(error)) throw error;
    }
  },
});

import { createHash } from 'node:crypto';
import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { z } from 'zod';
import type { SweepRequest } from '../domain/sweep.ts';
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

/** The time at which the service answered, by its own clock and to the second. */
const answeredAt = z.object({ headers: z.object({ date: z.coerce.date() }) });

/**
 * Starts a sweep by its alias and does not wait for it; its record in the table says when it has ended. Gives the time of
 * the start, by AWS's clock where the answer tells it, since the sweep's own times are by that clock. Throws `Fault`.
 */
export const startSweep = async (
  client: LambdaClient,
  alias: string,
  request: SweepRequest,
  at: Date,
): Promise<Date> => {
  const payload: SweepRequest = { ...request, self: alias };
  const command = new InvokeCommand({
    FunctionName: alias,
    InvocationType: 'Event',
    DurableExecutionName: handRunName(payload, at),
    Payload: Buffer.from(JSON.stringify(payload)),
  });
  let startedAt = at;
  command.middlewareStack.add(
    (next) => async (input) => {
      const result = await next(input);
      const answer = answeredAt.safeParse(result.response);
      if (answer.success) startedAt = answer.data.headers.date;
      return result;
    },
    { step: 'deserialize', name: 'answeredAt' },
  );
  const { StatusCode } = await calling('Invoke', () => client.send(command));
  if (StatusCode !== accepted) throw malformed('Invoke', `the sweep was not queued: status ${StatusCode}`);
  return startedAt;
};

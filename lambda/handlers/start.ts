import * as z from 'zod';
import { lambdaClient } from '../aws/lambda-client.ts';
import { scheduledRunName, startSweep } from '../aws/sweep-start.ts';
import { readEnvironment, StartEnvironment } from '../environment.ts';

/** What the schedules send: the schedule in the configuration's words, and the time for which this run stands. */
const ScheduledRun = z.object({ every: z.string().min(1), scheduledTime: z.string().min(1) });

let client: ReturnType<typeof lambdaClient> | undefined;

/** Starts the sweep of a schedule; an error here is tried again by Lambda, and then a dead letter. */
export const handler = async (event: unknown): Promise<{ readonly execution: string }> => {
  const { every, scheduledTime } = ScheduledRun.parse(event);
  const environment = readEnvironment(StartEnvironment, process.env);
  client ??= lambdaClient(environment.AWS_REGION, environment.ENDPOINT_LAMBDA);
  const request = { trigger: { by: 'schedule', every } } as const;
  const given = scheduledRunName(every, scheduledTime);
  const { name: execution } = await startSweep(client, environment.SWEEP_ALIAS, request, given);
  return { execution };
};

import {
  CreateScheduleCommand,
  GetScheduleCommand,
  ListSchedulesCommand,
  type SchedulerClient,
} from '@aws-sdk/client-scheduler';
import { scheduledRunName } from '../../lambda/aws/sweep-start.ts';
import { CANARY } from '../../lambda/domain/canary.ts';

const PLACEHOLDER = '<aws.scheduler.scheduled-time>';

/** As EventBridge Scheduler writes the time for which a run stands. */
const scheduledTime = (at: Date): string => `${at.toISOString().slice(0, 19)}Z`;

/** The one deployed schedule whose `every` is meant. */
const scheduleOf = async (scheduler: SchedulerClient, isIt: (every: string) => boolean) => {
  const { Schedules = [] } = await scheduler.send(new ListSchedulesCommand({}));
  const all = await Promise.all(
    Schedules.map(({ Name, GroupName }) => scheduler.send(new GetScheduleCommand({ Name, GroupName }))),
  );
  const [found, ...others] = all.filter(({ Target }) => isIt(JSON.parse(`${Target?.Input}`).every));
  if (found === undefined || others.length > 0) throw new Error(`of ${all.length} schedules not one is meant`);
  return found;
};

/**
 * Lets the one declared schedule, or the canary's, fire now rather than in minutes: by a copy that runs once, with its target, role and
 * input. The placeholder of its input, which the emulator leaves as it is, is filled in as AWS does. Gives the name of
 * the execution that is to come of it.
 */
export const fire = async (
  scheduler: SchedulerClient,
  at: Date,
  which: 'declared' | 'canary' = 'declared',
): Promise<string> => {
  const { Target } = await scheduleOf(scheduler, (every) => (every === CANARY) === (which === 'canary'));
  const input = Target?.Input ?? '';
  if (!input.includes(PLACEHOLDER)) throw new Error(`the schedule's input has no time: ${input}`);
  await scheduler.send(
    new CreateScheduleCommand({
      Name: `once-${which}-${at.getTime()}`,
      ScheduleExpression: `at(${at.toISOString().slice(0, 19)})`,
      FlexibleTimeWindow: { Mode: 'OFF' },
      ActionAfterCompletion: 'DELETE',
      Target: {
        Arn: Target?.Arn,
        RoleArn: Target?.RoleArn,
        RetryPolicy: Target?.RetryPolicy,
        DeadLetterConfig: Target?.DeadLetterConfig,
        Input: input.replace(PLACEHOLDER, scheduledTime(at)),
      },
    }),
  );
  return scheduledRunName(JSON.parse(input).every, scheduledTime(at));
};

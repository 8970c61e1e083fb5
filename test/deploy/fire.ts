import {
  CreateScheduleCommand,
  GetScheduleCommand,
  ListSchedulesCommand,
  type SchedulerClient,
} from '@aws-sdk/client-scheduler';
import { scheduledRunName } from '../../lambda/aws/sweep-start.ts';

const PLACEHOLDER = '<aws.scheduler.scheduled-time>';

/** As EventBridge Scheduler writes the time for which a run stands. */
const scheduledTime = (at: Date): string => `${at.toISOString().slice(0, 19)}Z`;

/**
 * Lets the one deployed schedule fire now rather than in minutes: by a copy that runs once, with its target, role and
 * input. The placeholder of its input, which the emulator leaves as it is, is filled in as AWS does. Gives the name of
 * the execution that is to come of it.
 */
export const fire = async (scheduler: SchedulerClient, at: Date): Promise<string> => {
  const { Schedules = [] } = await scheduler.send(new ListSchedulesCommand({}));
  const [first, ...others] = Schedules;
  if (first === undefined || others.length > 0) throw new Error(`there are ${Schedules.length} schedules, not one`);
  const { Target } = await scheduler.send(new GetScheduleCommand({ Name: first.Name, GroupName: first.GroupName }));
  const input = Target?.Input ?? '';
  if (!input.includes(PLACEHOLDER)) throw new Error(`the schedule's input has no time: ${input}`);
  await scheduler.send(
    new CreateScheduleCommand({
      Name: `once-${at.getTime()}`,
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

import { CloudWatchClient, paginateDescribeAlarms } from '@aws-sdk/client-cloudwatch';
import { behaviour } from './behaviour.ts';
import { calling, having } from './fault.ts';

/** An alarm as it stands. */
export interface Alarm {
  readonly name: string;
  readonly description: string;
  /** `OK`, `ALARM` or `INSUFFICIENT_DATA`, as CloudWatch spells it. */
  readonly state: string;
  /** False where it tells nobody. */
  readonly acts: boolean;
}

/** So many names one call takes: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html. */
const NAMES = 100;

const operation = 'DescribeAlarms';

/** The alarms of those names that there are: a call for each hundred. Throws `Fault`. */
export const alarmsNamed = async (region: string, names: readonly string[]): Promise<readonly Alarm[]> => {
  const client = new CloudWatchClient(behaviour(region, undefined));
  const found: Alarm[] = [];
  try {
    for (let start = 0; start < names.length; start += NAMES) {
      const AlarmNames = names.slice(start, start + NAMES);
      await calling(operation, async () => {
        for await (const page of paginateDescribeAlarms({ client }, { AlarmNames }))
          for (const alarm of page.MetricAlarms ?? [])
            found.push({
              name: having(alarm.AlarmName, 'AlarmName', operation),
              description: alarm.AlarmDescription ?? '',
              state: having(alarm.StateValue, 'StateValue', operation),
              acts: alarm.ActionsEnabled !== false,
            });
      });
    }
    return found;
  } finally {
    client.destroy();
  }
};

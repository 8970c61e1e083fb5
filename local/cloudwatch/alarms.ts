import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { type AlarmState, alarmProperties, stateAt } from './alarm.ts';
import type { Metrics } from './metrics.ts';

export interface Alarms {
  /** Judges every alarm as of now, as CloudWatch does once a minute; one that begins to ring is published. */
  judge(): Promise<void>;
  state(name: string): AlarmState;
}

/**
 * The alarms of a stack, by their names, with the properties of its template; whoever rings is told to one topic, as
 * CloudWatch tells it: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html.
 */
export const openAlarms = (
  given: Readonly<Record<string, unknown>>,
  {
    metrics,
    now,
    sns,
    topicArn,
  }: { readonly metrics: Metrics; readonly now: () => Date; readonly sns: SNSClient; readonly topicArn: string },
): Alarms => {
  const states = new Map<string, AlarmState>(Object.keys(given).map((name) => [name, 'INSUFFICIENT_DATA']));

  const ring = async (name: string, properties: unknown, before: AlarmState): Promise<void> => {
    await sns.send(
      new PublishCommand({
        TopicArn: topicArn,
        Subject: `ALARM: "${name}"`.slice(0, 100),
        Message: JSON.stringify({
          AlarmName: name,
          AlarmDescription: alarmProperties.parse(properties).AlarmDescription,
          OldStateValue: before,
          NewStateValue: 'ALARM',
          StateChangeTime: now().toISOString(),
        }),
      }),
    );
  };

  return {
    judge: async () => {
      for (const [name, properties] of Object.entries(given)) {
        const before = states.get(name) ?? 'INSUFFICIENT_DATA';
        const state = stateAt(properties, metrics, now(), before);
        states.set(name, state);
        if (state === 'ALARM' && before !== 'ALARM') await ring(name, properties, before);
      }
    },
    state: (name) => states.get(name) ?? 'INSUFFICIENT_DATA',
  };
};

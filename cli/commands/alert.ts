import { type Command, Option } from 'commander';
import { channelNames, TOPIC } from '../../lambda/domain/channel.ts';
import { nearest } from '../../lambda/domain/nearest.ts';
import type { Configuration } from '../../lambda/domain/path.ts';
import type { AddCommand } from '../adding.ts';
import type { Answer } from '../answer.ts';
import { minutesOf } from '../arguments.ts';
import { neededConfiguration, optionalConfiguration } from '../configuration-file.ts';
import { type Example, guided } from '../guide.ts';
import { withLive } from '../live.ts';
import { withMonitor } from '../monitor.ts';
import type { Context } from '../options.ts';
import { line } from '../page.ts';
import { misused } from '../refusal.ts';

export interface AlertTestOptions {
  /** Minutes. */
  readonly timeout: number;
}

/** E-mail and HTTPS are subscriptions of one topic. */
const nameOf = (said: string): string => (said === 'email' || said === 'https' ? TOPIC : said);

const checkChannel = (channel: string, { channels }: Configuration): void => {
  const known = channelNames(channels);
  if (known.includes(channel)) return;
  // Of a channel of Slack or chat the name alone is what is declared.
  const meant = known.find((name) => name.endsWith(`:${channel}`)) ?? nearest(channel, known);
  throw misused(
    `no channel \`${line(channel)}\` is declared`,
    meant === undefined ? `known are ${known.join(', ')}` : `did you mean \`${meant}\`?`,
    'unknown-channel',
  );
};

/** `pathwatch alert test CHANNEL`: sends a test message to one channel, the way that alerts go. */
export const alertTest = async (context: Context, said: string, { timeout }: AlertTestOptions): Promise<Answer> => {
  const channel = nameOf(said);
  const configuration = await (context.options.local ? neededConfiguration(context) : optionalConfiguration(context));
  if (configuration !== undefined) checkChannel(channel, configuration);
  const { whole } = await withMonitor(
    context,
    ({ sweep }) =>
      withLive(context.io, (live) => sweep({ by: 'test', channel }, { configuration, timeout, live, paths: [] })),
    { writes: true, ...(configuration !== undefined && { channels: configuration.channels }) },
  );
  const taken = whole.tally.troubled === 0;
  return {
    exit: taken ? 0 : 3,
    document: { sweepId: whole.id, channel, taken, notes: whole.notes },
    text: () =>
      [
        ...whole.notes.map(line),
        ...(taken && context.options.local === true
          ? ["It was the embedded account's stand-in for the channel: nothing was sent to anybody."]
          : []),
      ].join('\n'),
  };
};

const examples: readonly Example[] = [
  ['alert test email', 'whether SNS takes a message for the subscribers of the topic'],
  ['alert test slack:netops', 'whether the webhook does'],
  ['alert test events --local', 'in the embedded account, where nothing is sent to anybody'],
];

export const addAlert: AddCommand = (program, { contextOf, answered }) => {
  const alert = guided(program.command('alert'), { group: 'Setting up', examples }).description(
    'try a channel of alerts',
  );
  guided(alert.command('test'), {
    group: 'Setting up',
    examples,
    exits: { 0: 'the channel has taken it', 3: 'it has not, and says why' },
  })
    .description('send a test message to a channel, the way that alerts go')
    .argument('<channel>', 'topic, troubles, events, slack:NAME or chat:NAME; email and https are the topic')
    .addOption(
      new Option('--timeout <minutes>', 'how long to wait for the deployed sweep').argParser(minutesOf).default(5),
    )
    .action(async (channel: string, options, command: Command) => {
      answered(await alertTest(contextOf(command), channel, options));
    });
};

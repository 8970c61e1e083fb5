import type { Command } from 'commander';
import { isOn } from '../../lambda/alerts/silence.ts';
import { nearest } from '../../lambda/domain/nearest.ts';
import type { AddCommand } from '../adding.ts';
import type { Answer } from '../answer.ts';
import { guided } from '../guide.ts';
import { type Monitor, withMonitor } from '../monitor.ts';
import { again, type Context } from '../options.ts';
import { line } from '../page.ts';
import { misused, type Refusal } from '../refusal.ts';

const unknownMute = async (store: Monitor['store'], id: string, { io, options }: Context): Promise<Refusal> => {
  const now = io.now();
  const { mutes } = await store.silences();
  const meant = nearest(
    id,
    mutes.filter((mute) => isOn(mute, now)).map((mute) => mute.id),
  );
  return misused(
    `no mute that is on has the id \`${line(id)}\``,
    meant === undefined ? `\`${again('mutes', options)}\` lists them` : `did you mean \`${meant}\`?`,
    'unknown-mute',
  );
};

/** `pathwatch unmute ID`: ends a mute now. */
export const unmute = async (context: Context, id: string): Promise<Answer> => {
  const endedAt = context.io.now().toISOString();
  await withMonitor(
    context,
    async ({ store }) => {
      if (!(await store.endMute(id, endedAt))) throw await unknownMute(store, id, context);
    },
    { writes: true },
  );
  return {
    exit: 0,
    document: { id, endedAt },
    text: () => `Unmuted: ${line(id)}. What is still not as expected is told by the next sweep.`,
  };
};

export const addUnmute: AddCommand = (program, { contextOf, answered }) => {
  guided(program.command('unmute'), {
    group: 'Acting',
    examples: [
      ['unmute a-to-b-rdp-20261122T2019Z-7214', 'the id is the one that `mute` printed, and `mutes` lists'],
      ['unmute a-to-b-rdp-20261122T2019Z-7214 --local', 'in the embedded account'],
    ],
    exits: { 0: 'it is over' },
  })
    .description('end a mute now')
    .argument('<id>', 'id of the mute')
    .action(async (id: string, _, command: Command) => {
      answered(await unmute(contextOf(command), id));
    });
};

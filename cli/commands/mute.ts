import { createHash } from 'node:crypto';
import { type Command, Option } from 'commander';
import { untilText } from '../../lambda/asking/time.ts';
import type { Mute, Scope } from '../../lambda/domain/silence.ts';
import type { AddCommand } from '../adding.ts';
import type { Answer } from '../answer.ts';
import { durationOf, MOST_MUTED, tagsOf } from '../arguments.ts';
import { optionalConfiguration } from '../configuration-file.ts';
import { guided } from '../guide.ts';
import type { Io } from '../io.ts';
import { momentOf } from '../moment.ts';
import { withMonitor } from '../monitor.ts';
import { again, type Context } from '../options.ts';
import { reasonOption } from '../reason-option.ts';
import { misused } from '../refusal.ts';
import { checkTags, type SaidScope, scopeOf, scopeText } from '../scope.ts';
import { checkIds } from '../unknown-path.ts';

export interface MuteOptions extends Omit<SaidScope, 'paths'> {
  /** Seconds. */
  readonly for?: number;
  /** As it was typed. */
  readonly until?: string;
  readonly reason?: string;
}

/** What it mutes, and when it was said; of two of a minute the last letters differ: `web-db-20261122T1005Z-3f9a`. */
const idOf = (scope: Scope, at: string): string => {
  const word = scope.kind === 'all' ? 'all' : ([...scope.paths, ...scope.tags][0] ?? '');
  const digest = createHash('sha256')
    .update(JSON.stringify([scope, at]))
    .digest('hex')
    .slice(0, 4);
  return `${word.replace(/[^A-Za-z0-9._-]+/g, '-').slice(0, 40)}-${at.slice(0, 16).replace(/[-:]/g, '')}Z-${digest}`;
};

/** Everything that must be said and is not, at once; else why it is muted. */
const reasonIn = ({ paths, tags, all, for: seconds, until, reason }: MuteOptions & SaidScope): string => {
  const missing = [
    ...(all || paths.length + tags.length > 0
      ? []
      : [{ what: 'which paths', say: 'name paths, a tag (`--tag key=value`), or `--all`' }]),
    ...(seconds === undefined && until === undefined
      ? [{ what: 'for how long', say: 'say `--for 2h`, or `--until TIME`' }]
      : []),
    ...(reason === undefined ? [{ what: 'why', say: 'give a reason: `--reason TEXT`' }] : []),
  ];
  if (reason !== undefined && missing.length === 0) return reason;
  const whats = missing.map(({ what }) => what);
  const text = whats.length < 2 ? whats.join('') : `${whats.slice(0, -1).join(', ')} and ${whats.at(-1)}`;
  throw misused(`it is not said ${text}`, missing.map(({ say }) => say).join('; '));
};

const endOf = ({ for: seconds, until }: MuteOptions, io: Io): string => {
  const now = io.now();
  if (seconds !== undefined && until !== undefined)
    throw misused('it takes one of `--for` and `--until`', 'leave one of the two out');
  const end =
    until === undefined
      ? new Date(now.getTime() + (seconds ?? 0) * 1000).toISOString()
      : momentOf(until, { option: '--until', edge: 'end', towards: 'future' }, io);
  const length = (Date.parse(end) - now.getTime()) / 1000;
  if (length <= 0) throw misused('`--until` is over already', 'name a time to come');
  if (length > MOST_MUTED)
    throw misused('a mute lasts 30 days at most', 'mute it again then, or declare a window of `maintenance`');
  return end;
};

/** `pathwatch mute [PATH…]`: keeps alerts back for a while. What is still not as expected then is told then. */
export const mute = async (context: Context, paths: readonly string[], options: MuteOptions): Promise<Answer> => {
  const from = context.io.now().toISOString();
  const reason = reasonIn({ ...options, paths });
  const scope = scopeOf({ ...options, paths });
  const until = endOf(options, context.io);
  const configuration = await optionalConfiguration(context);
  if (configuration !== undefined) checkTags(options.tags, configuration);
  const declared = configuration?.paths.map(({ id }) => id) ?? [];
  const said = await withMonitor(
    context,
    async ({ store, caller }): Promise<Mute> => {
      if (paths.some((id) => !declared.includes(id)))
        checkIds(paths, [...new Set([...declared, ...(await store.states()).items.map(({ pathId }) => pathId)])]);
      const made = { id: idOf(scope, from), scope, from, until, reason, by: await caller() };
      await store.putMute(made);
      return made;
    },
    { writes: true },
  );
  return {
    exit: 0,
    document: said,
    text: (page) =>
      [
        `Muted until ${untilText(until, page)}: ${scopeText(scope)}.`,
        'What is still not as expected then is told then. To end it before:',
        `  ${again(`unmute ${said.id}`, context.options)}`,
      ].join('\n'),
  };
};

export const addMute: AddCommand = (program, { contextOf, answered }) => {
  guided(program.command('mute'), {
    group: 'Acting',
    examples: [
      ['mute a-to-b-rdp --for 2h --reason "switch replaced"', 'no alerts of one path for two hours'],
      [
        'mute --tag team=netops --until 2026-12-06 --reason "office moves"',
        'of all paths with a tag, to the end of that day',
      ],
      ['mute --all --for 30m --reason "firewall upgrade"', 'of all paths'],
    ],
    exits: { 0: 'it is muted' },
  })
    .description('keep alerts of paths back for a while; what is still broken then is told then')
    .argument('[path...]', 'ids of paths')
    .addOption(new Option('--tag <key=value>', 'paths that carry this tag, too; may be repeated').argParser(tagsOf))
    .option('--all', 'all paths')
    .addOption(new Option('--for <duration>', 'how long, from 1 minute to 30 days: 30m, 2h, 1d').argParser(durationOf))
    .option(
      '--until <time>',
      'in place of --for: up to then, a date with its whole day: 18:00, tomorrow; 30 days at most',
    )
    .addOption(reasonOption('why; told with what it kept back'))
    .action(async (paths: readonly string[], { tag, all, ...options }, command: Command) => {
      answered(await mute(contextOf(command), paths, { ...options, tags: tag ?? [], all: all === true }));
    });
};

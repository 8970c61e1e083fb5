import { type Command, Option } from 'commander';
import type { Standing } from '../../lambda/domain/check.ts';
import type { Configuration } from '../../lambda/domain/path.ts';
import type { SweepRecord } from '../../lambda/domain/sweep.ts';
import type { Store } from '../../lambda/monitor/ports.ts';
import { dollarsOf } from '../../lambda/spend/price.ts';
import type { AddCommand } from '../adding.ts';
import { analyzersOf, minutesOf } from '../arguments.ts';
import { startCheck } from '../check-start.ts';
import { checkedPaths } from '../checked-path.ts';
import { neededConfiguration, optionalConfiguration } from '../configuration-file.ts';
import { type CheckGate, checkExit, checkGates, gateDocument } from '../gate.ts';
import { guided } from '../guide.ts';
import { type Asked, handTrigger } from '../hand-trigger.ts';
import { withLive } from '../live.ts';
import { withMonitor } from '../monitor.ts';
import type { Context } from '../options.ts';
import { checkReport, gatedText } from '../pipeline/check-report.ts';
import { addReportOptions, failOnOption, type ReportOptions } from '../pipeline/options.ts';
import { type Reportable, reported } from '../pipeline/reported.ts';
import { checkText } from '../print-check.ts';
import { misused } from '../refusal.ts';
import type { Scene } from '../scene.ts';
import { scenes } from '../scene.ts';
import { checkIds, unknownPath } from '../unknown-path.ts';

export interface CheckOptions extends ReportOptions, Asked {
  /** Minutes. */
  readonly timeout: number;
  /** False where the sweep is started, and nobody waits for it. */
  readonly wait: boolean;
  /** What to make of the embedded network first. */
  readonly scene?: Scene;
  /** What makes it fail; all that is not as expected, or that nobody could tell, where absent. */
  readonly failOn?: CheckGate;
}

/** What a sweep could not bring to its end is undetermined too. */
const standingsOf = ({ due, tally }: SweepRecord): readonly Standing[] => [
  ...(tally.unexpected > 0 ? (['unexpected'] as const) : []),
  ...(tally.expected < due ? (['undetermined'] as const) : []),
];

/** The paths that the sweep was to look at: those named, else all that are declared, or known where nothing is declared here. */
const checkedIds = async (
  store: Pick<Store, 'states'>,
  wanted: readonly string[],
  configuration: Configuration | undefined,
): Promise<readonly string[]> => {
  if (wanted.length > 0) return wanted;
  return configuration?.paths.map(({ id }) => id) ?? (await store.states()).items.map(({ pathId }) => pathId);
};

/** `pathwatch check [PATH…]`: checks paths now, all of them where none is named, and tells what was found. */
export const check = async (context: Context, ids: readonly string[], options: CheckOptions): Promise<Reportable> => {
  const { local = false } = context.options;
  const { scene, timeout, failOn } = options;
  if (scene !== undefined && !local)
    throw misused('`--scene` changes the embedded network only', 'add `--local`, or leave `--scene` out');
  const configuration = await (local ? neededConfiguration(context) : optionalConfiguration(context));
  if (configuration !== undefined)
    checkIds(
      ids,
      configuration.paths.map((path) => path.id),
    );
  const wanted = [...new Set(ids)];
  const trigger = handTrigger(wanted, options);
  const { whole, paths } = await withMonitor(
    context,
    async ({ store, sweep }) => {
      const open = await store.openIncidents();
      const shown = wanted.length > 0 ? wanted : configuration?.paths.map(({ id }) => id);
      const swept = await withLive(context.io, (live) =>
        sweep(trigger, { configuration, timeout, live, paths: shown }),
      );
      const checked = await checkedPaths(store, swept, await checkedIds(store, wanted, configuration), open);
      // The deployed sweep leaves out what it does not declare.
      const missing = wanted.filter((id) => !checked.some((path) => path.pathId === id));
      if (swept.whole.due < wanted.length)
        throw unknownPath(
          missing,
          (await store.states()).items.map((state) => state.pathId),
        );
      return { whole: swept.whole, paths: checked };
    },
    {
      writes: true,
      ...(scene !== undefined && { scene }),
      ...(configuration !== undefined && { channels: configuration.channels }),
    },
  );
  const { id: sweepId, startedAt, endedAt, due, tally, notes } = whole;
  const exit = checkExit(standingsOf(whole), failOn);
  const gate = gateDocument(exit, failOn);
  const checked = { whole, paths, configuration, failOn, exit };
  return {
    exit,
    document: { sweepId, startedAt, endedAt, due, tally, cost: dollarsOf(tally.analyses), gate, notes, paths },
    text: (page) => gatedText(checkText(whole, paths, !local, page), checked, page),
    report: () => checkReport(checked),
  };
};

export const addCheck: AddCommand = (program, { contextOf, answered }) => {
  const command = guided(program.command('check'), {
    group: 'Acting',
    examples: [
      ['check', 'look at all paths now, and wait for what is found'],
      ['check --analyzers model', 'ask the network model alone: at once, and for nothing'],
      ['check --local --scene security-group-closed', 'break the embedded network, and see how that is told'],
    ],
  })
    .description('check paths now, and tell what was found')
    .argument('[path...]', 'ids of paths; all if none is named')
    .addOption(
      new Option('--timeout <minutes>', 'how long to wait for the deployed sweep').argParser(minutesOf).default(15),
    )
    .option('--no-wait', 'start the deployed sweep, and look later how it ended')
    .option('--audit', 'buy the analyses whatever is known, in place of carrying what rests on the same facts')
    .addOption(
      new Option(
        '--analyzers <names>',
        'ask nobody else than model, reachability, route; model alone is free',
      ).argParser(analyzersOf),
    )
    .addOption(new Option('--scene <name>', 'with --local: break or repair the embedded network').choices(scenes))
    .addOption(failOnOption(checkGates));
  addReportOptions(command).action(async (paths: readonly string[], options: CheckOptions, own: Command) => {
    const context = contextOf(own);
    answered(
      options.wait
        ? await reported('pathwatch check', context, options, () => check(context, paths, options))
        : await startCheck(context, paths, options),
    );
  });
};

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { Configuration, Path } from '../../lambda/domain/path.ts';
import type { AddCommand } from '../adding.ts';
import { compareDocument } from '../compare-document.ts';
import { judgedTurns } from '../compare-summary.ts';
import { compareNetworks, type NamedNetwork } from '../compared-networks.ts';
import { neededConfiguration } from '../configuration-file.ts';
import { type CompareGate, compareExit, compareGates } from '../gate.ts';
import { guided } from '../guide.ts';
import { describedNetwork, readNetwork } from '../network.ts';
import type { Context } from '../options.ts';
import { line } from '../page.ts';
import { compareReport } from '../pipeline/compare-report.ts';
import { addReportOptions, failOnOption, type ReportOptions } from '../pipeline/options.ts';
import { type Reportable, reported } from '../pipeline/reported.ts';
import { compareText } from '../print-compare.ts';
import { misused } from '../refusal.ts';
import { checkIds } from '../unknown-path.ts';

export interface CompareOptions extends ReportOptions {
  readonly failOn?: CompareGate;
}

/** The network as it is described now, in place of a folder. A folder of that name is written `./now`. */
const NOW = 'now';

const wantedPaths = ({ paths }: Configuration, ids: readonly string[]): readonly Path[] => {
  checkIds(
    ids,
    paths.map(({ id }) => id),
  );
  return ids.length === 0 ? paths : paths.filter(({ id }) => ids.includes(id));
};

/** What was named may be a path, where the second network was left out. */
const checkNames = ({ io }: Context, { paths }: Configuration, [before, after]: readonly [string, string]): void => {
  if (before === NOW && after === NOW)
    throw misused('both networks are the one that is described now', 'name a snapshot folder for one of them');
  if (paths.some(({ id }) => id === after) && after !== NOW && !existsSync(resolve(io.folder, after)))
    throw misused(
      `\`${line(after)}\` is a path, and stands where the second network is named`,
      `write \`now\` before it: \`pathwatch compare ${line(before)} now ${line(after)}\``,
    );
};

const named = async (context: Context, name: string): Promise<NamedNetwork> => ({
  name,
  snapshot: await (name === NOW ? describedNetwork(context) : readNetwork(context, name)),
});

/** `pathwatch compare BEFORE [AFTER] [PATH…]`: what becomes of the declared paths from one network to another, and why. */
export const compare = async (
  context: Context,
  names: readonly [before: string, after: string],
  ids: readonly string[],
  { failOn }: CompareOptions,
): Promise<Reportable> => {
  const configuration = await neededConfiguration(context);
  const paths = wantedPaths(configuration, ids);
  checkNames(context, configuration, names);
  // A folder that is not there is told before anything is described.
  const [first, second] = names[0] === NOW ? [names[1], names[0]] : names;
  const one = await named(context, first);
  const other = await named(context, second);
  const [before, after] = names[0] === NOW ? [other, one] : [one, other];
  const { now } = context.io;
  const networks = compareNetworks(before, after, paths, now);
  const exit = compareExit(
    networks.paths.map(({ turn }) => turn),
    failOn,
  );
  const judged = judgedTurns(networks, failOn, exit);
  return {
    exit,
    document: compareDocument(networks, failOn, exit),
    text: (page) => compareText(networks, judged, page),
    report: () => compareReport(networks, judged, now().toISOString()),
  };
};

export const addCompare: AddCommand = (program, { contextOf, answered }) => {
  const command = guided(program.command('compare'), {
    group: 'Before a change',
    examples: [
      ['compare network now', 'from a folder that `snapshot` wrote before the change to the network as it is'],
      ['compare network now a-to-b-rdp --fail-on regression --junit report.xml', 'one path, as the gate of a pipeline'],
      ['compare before after --json', 'two folders, for programs'],
    ],
    exits: {
      0: 'no path is newly not as expected; one that was so before counts where `--fail-on` says so',
      1: 'some path is newly not as expected',
      3: 'of some path nobody can tell; not where `--fail-on regression` or `unexpected` lets that pass',
    },
  })
    .description('what becomes of the paths from one network to another, and why; free')
    .argument('<before>', 'a snapshot folder, or `now`')
    .argument('[after]', 'a snapshot folder, or `now`: the network as it is described now', NOW)
    .argument('[path...]', 'ids of paths; all if none is named')
    .addOption(failOnOption(compareGates));
  addReportOptions(command).action(
    async (before: string, after: string, paths: readonly string[], options: CompareOptions, own: Command) => {
      const context = contextOf(own);
      answered(
        await reported('pathwatch compare', context, options, () => compare(context, [before, after], paths, options)),
      );
    },
  );
};

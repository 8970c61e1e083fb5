import { Command, Help } from 'commander';
import { version } from '../lambda/version.ts';
import type { AddCommand, Running } from './adding.ts';
import { addAck } from './commands/ack.ts';
import { addAlert } from './commands/alert.ts';
import { addAnalyze } from './commands/analyze.ts';
import { addCheck } from './commands/check.ts';
import { addCompare } from './commands/compare.ts';
import { addComplete } from './commands/complete.ts';
import { addCompletion } from './commands/completion.ts';
import { addCost } from './commands/cost.ts';
import { addDoctor } from './commands/doctor.ts';
import { addExplain } from './commands/explain.ts';
import { addFlows } from './commands/flows.ts';
import { addHelp } from './commands/help.ts';
import { addHistory } from './commands/history.ts';
import { addIncidents } from './commands/incidents.ts';
import { addInit } from './commands/init.ts';
import { addListTargets } from './commands/list-targets.ts';
import { addLocal } from './commands/local.ts';
import { addMute } from './commands/mute.ts';
import { addMutes } from './commands/mutes.ts';
import { addReport } from './commands/report.ts';
import { addSnapshot } from './commands/snapshot.ts';
import { addStatus } from './commands/status.ts';
import { addUi } from './commands/ui.ts';
import { addUnmute } from './commands/unmute.ts';
import { addValidate } from './commands/validate.ts';
import { addWatch } from './commands/watch.ts';
import { helpText } from './help-text.ts';
import { addOptions } from './options.ts';
import type { Page } from './page.ts';

/** In the order in which the help shows them: groups by their first command. */
const commands: readonly AddCommand[] = [
  addStatus,
  addWatch,
  addHistory,
  addIncidents,
  addExplain,
  addReport,
  addUi,
  addMutes,
  addFlows,
  addCheck,
  addMute,
  addUnmute,
  addAck,
  addAnalyze,
  addListTargets,
  addSnapshot,
  addCompare,
  addInit,
  addValidate,
  addCost,
  addAlert,
  addDoctor,
  addLocal,
  addCompletion,
  addHelp,
  addComplete,
];

/** Where the help goes, and how it looks there. */
export interface HelpPage extends Page {
  say(text: string): void;
}

/** The whole command line: every command with its arguments and options. Nothing of it ends the process. */
export const commandTree = (running: Running, help: HelpPage): Command => {
  const program = new Command('pathwatch')
    .description('Tells whether critical network paths on AWS are as they must be, and why not.')
    .exitOverride()
    .configureOutput({
      writeOut: help.say,
      writeErr: () => undefined,
      getOutHelpWidth: () => help.width ?? 80,
      // Whether there are colours was decided where the page was made.
      getOutHasColors: () => true,
    })
    .configureHelp({
      showGlobalOptions: true,
      minWidthToWrap: 24,
      styleTitle: (title) => help.colours.bold(title),
      // All take options: that it says so of each would push what they are for to the right.
      subcommandTerm: (command) => new Help().subcommandTerm(command).replace(' [options]', ''),
    })
    .helpCommand(false)
    .version(version, '--version', 'print the version');
  addOptions(program);
  for (const add of commands) add(program, running);
  return program.addHelpText('afterAll', ({ command }) => helpText(command, help));
};

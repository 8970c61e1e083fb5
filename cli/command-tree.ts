import { Command } from 'commander';
import { version } from '../lambda/version.ts';
import type { AddCommand, Running } from './adding.ts';
import { addAck } from './commands/ack.ts';
import { addAlert } from './commands/alert.ts';
import { addAnalyze } from './commands/analyze.ts';
import { addCheck } from './commands/check.ts';
import { addCompare } from './commands/compare.ts';
import { addCost } from './commands/cost.ts';
import { addDoctor } from './commands/doctor.ts';
import { addExplain } from './commands/explain.ts';
import { addFlows } from './commands/flows.ts';
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
import { addUnmute } from './commands/unmute.ts';
import { addValidate } from './commands/validate.ts';
import { addOptions } from './options.ts';

/** In the order in which the help shows them. */
const commands: readonly AddCommand[] = [
  addStatus,
  addHistory,
  addIncidents,
  addExplain,
  addReport,
  addCheck,
  addMute,
  addMutes,
  addUnmute,
  addAck,
  addAlert,
  addInit,
  addDoctor,
  addValidate,
  addListTargets,
  addCost,
  addAnalyze,
  addSnapshot,
  addCompare,
  addFlows,
  addLocal,
];

/** The whole command line: every command with its arguments and options. Nothing of it ends the process. */
export const commandTree = (running: Running, say: (text: string) => void): Command => {
  const program = new Command('pathwatch')
    .description('Tells whether critical network paths on AWS are as they must be, and why not.')
    .exitOverride()
    .configureOutput({ writeOut: say, writeErr: () => undefined })
    .configureHelp({ showGlobalOptions: true })
    .version(version, '--version', 'print the version');
  addOptions(program);
  for (const add of commands) add(program, running);
  return program;
};

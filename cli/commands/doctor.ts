import type { Command } from 'commander';
import type { AddCommand } from '../adding.ts';
import type { Answer } from '../answer.ts';
import { examinations } from '../doctor/examinations.ts';
import { type Examined, examine, exitOf } from '../doctor/examine.ts';
import type { Patient } from '../doctor/patient.ts';
import { guided } from '../guide.ts';
import type { Context } from '../options.ts';
import { doctorText } from '../print-doctor.ts';
import { withProgress } from '../progress.ts';

/** Loaded only where it is used: of a deployed monitor no embedded account is needed. */
const opened = async (context: Context): Promise<{ readonly patient: Patient; close(): Promise<void> | void }> => {
  if (context.options.local) return (await import('../doctor/embedded.ts')).openEmbeddedPatient(context);
  return (await import('../doctor/deployed.ts')).openDeployedPatient(context);
};

const examined = (context: Context): Promise<readonly Examined[]> =>
  withProgress(context.io, async (progress) => {
    progress('looking at the monitor');
    const { patient, close } = await opened(context);
    try {
      return await examine(patient, examinations, (count) =>
        progress(`looking at the monitor, ${count} of ${examinations.length}`),
      );
    } finally {
      await close();
    }
  });

/**
 * `pathwatch doctor`: whether the monitor itself is well. Nothing is changed by it. Of a deployment it takes 23 calls of AWS, two
 * more for each trail, one for each global network, webhook of Slack and open incident, and one for each further page; where a path
 * may cross a transit gateway that is in no global network, also a query for each of the first 50 paths. None costs more than
 * reading as much of the table by `status`. docs/cli.md lists them.
 */
export const doctor = async (context: Context): Promise<Answer> => {
  const all = await examined(context);
  return { exit: exitOf(all), document: all, text: (page) => doctorText(all, page) };
};

export const addDoctor: AddCommand = (program, { contextOf, answered }) => {
  guided(program.command('doctor'), {
    group: 'Setting up',
    examples: [
      ['doctor', 'what ails the deployed monitor, each with its remedy'],
      ['doctor --local', 'the same of the embedded account'],
      ['doctor --region eu-central-1 --json', 'for a program, of another Region'],
    ],
    exits: {
      0: 'nothing has failed; there may be warnings',
      1: 'some check has failed',
      3: 'none has failed, but some could not be made',
    },
  })
    .description('whether the monitor itself is well, and what to do where it is not')
    .action(async (_, command: Command) => {
      answered(await doctor(contextOf(command)));
    });
};

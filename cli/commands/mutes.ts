import type { Command } from 'commander';
import { activeMaintenance, nextMaintenance } from '../../lambda/alerts/maintenance.ts';
import { isOn } from '../../lambda/alerts/silence.ts';
import type { AddCommand } from '../adding.ts';
import type { Answer } from '../answer.ts';
import { optionalConfiguration } from '../configuration-file.ts';
import { guided } from '../guide.ts';
import { withMonitor } from '../monitor.ts';
import type { Context } from '../options.ts';
import { type ListedSilences, silencesText } from '../print-silences.ts';

/**
 * `pathwatch mutes`: the mutes that are on, the windows of maintenance of the configuration at hand, and which open incidents
 * somebody takes care of. Exits by whether they could be read.
 */
export const mutes = async (context: Context): Promise<Answer> => {
  const now = context.io.now();
  const configuration = await optionalConfiguration(context);
  const [silences, incidents] = await withMonitor(context, ({ store }) =>
    Promise.all([store.silences(), store.openIncidents()]),
  );
  const open = new Set(incidents.filter(({ endedAt }) => endedAt === undefined).map(({ id }) => id));
  const listed: ListedSilences = {
    mutes: silences.mutes.filter((mute) => isOn(mute, now)),
    maintenance:
      configuration?.maintenance.map((window) => ({
        name: window.name,
        scope: window.scope,
        timezone: window.when.kind === 'recurring' ? window.when.timezone : null,
        active: activeMaintenance(window, now) ?? null,
        next: nextMaintenance(window, now) ?? null,
      })) ?? null,
    acknowledgements: silences.acknowledgements.filter(({ incidentId }) => open.has(incidentId)),
  };
  return { exit: 0, document: listed, text: (page) => silencesText(listed, page) };
};

export const addMutes: AddCommand = (program, { contextOf, answered }) => {
  guided(program.command('mutes'), {
    group: 'Asking',
    examples: [
      ['mutes', 'what keeps alerts of the deployed stack back now'],
      ['mutes --local', 'the same of the embedded account'],
    ],
    exits: { 0: 'they could be read' },
  })
    .description('what keeps alerts back now: mutes, windows of maintenance, acknowledgements')
    .action(async (_, command: Command) => {
      answered(await mutes(contextOf(command)));
    });
};

import type { Command } from 'commander';
import type { Incident } from '../../lambda/domain/incident.ts';
import { nearest } from '../../lambda/domain/nearest.ts';
import type { Acknowledgement } from '../../lambda/domain/silence.ts';
import type { AddCommand } from '../adding.ts';
import type { Answer } from '../answer.ts';
import { guided } from '../guide.ts';
import { withMonitor } from '../monitor.ts';
import type { Context } from '../options.ts';
import { line } from '../page.ts';
import { reasonOption } from '../reason-option.ts';
import { misused, type Refusal } from '../refusal.ts';

/** The incident of that id, else all that hold that path. */
const meantBy = (name: string, open: readonly Incident[]): readonly Incident[] => {
  const named = open.filter(({ id }) => id === name);
  return named.length > 0 ? named : open.filter(({ paths }) => paths.some(({ pathId }) => pathId === name));
};

const noIncident = (name: string, open: readonly Incident[]): Refusal => {
  const known = open.flatMap(({ id, paths }) => [id, ...paths.map(({ pathId }) => pathId)]);
  const meant = nearest(name, known);
  return misused(
    `no open incident has the id \`${line(name)}\`, or holds a path of that name`,
    meant === undefined
      ? open.length === 0
        ? 'no incident is open'
        : `open are ${open
            .slice(0, 10)
            .map(({ id }) => line(id))
            .join(', ')}`
      : `did you mean \`${line(meant)}\`?`,
    'no-incident',
  );
};

/** An acknowledgement, and whose it takes the place of. */
interface Given {
  readonly acknowledgement: Acknowledgement;
  readonly before: Acknowledgement | undefined;
}

const givenText = ({ acknowledgement: { incidentId, by }, before }: Given): string =>
  `Acknowledged: ${line(incidentId)}${
    before === undefined || before.by === by ? '' : `, in place of ${line(before.by)}: ${line(before.reason)}`
  }.`;

/** `pathwatch ack INCIDENT|PATH`: somebody takes care of it, so that nobody need be reminded until it is over. */
export const ack = async (context: Context, name: string, reason: string): Promise<Answer> => {
  const at = context.io.now().toISOString();
  const given = await withMonitor(
    context,
    async ({ store, caller }): Promise<readonly Given[]> => {
      const [incidents, { acknowledgements }] = await Promise.all([store.openIncidents(), store.silences()]);
      const open = incidents.filter(({ endedAt }) => endedAt === undefined);
      const meant = meantBy(name, open);
      if (meant.length === 0) throw noIncident(name, open);
      const by = await caller();
      const all = meant.map(
        (incident): Given => ({
          acknowledgement: { incidentId: incident.id, at, reason, by },
          before: acknowledgements.find(({ incidentId }) => incidentId === incident.id) ?? incident.acknowledged,
        }),
      );
      await Promise.all(all.map(({ acknowledgement }) => store.putAcknowledgement(acknowledgement)));
      return all;
    },
    { writes: true },
  );
  return {
    exit: 0,
    document: given.map(({ acknowledgement }) => acknowledgement),
    text: () => [...given.map(givenText), 'No reminders of it until it is over; its end is told.'].join('\n'),
  };
};

export const addAck: AddCommand = (program, { contextOf, answered }) => {
  guided(program.command('ack'), {
    group: 'Acting',
    examples: [
      ['ack a-to-b-rdp --reason "route is being restored"', 'the open incident that holds the path'],
      [
        'ack tgw-rtb-05c9fa8db5415ce07-20261122T201953Z --reason "with the provider, ticket 4711"',
        'an incident by its id, as the alert has it',
      ],
    ],
    exits: { 0: 'it is acknowledged' },
  })
    .description('say that somebody takes care of an incident: no reminders of it until it is over')
    .argument('<incident|path>', 'id of the incident, or of a path in it')
    .addOption(reasonOption('what is being done; told with what follows').makeOptionMandatory())
    .action(async (incident: string, options, command: Command) => {
      answered(await ack(contextOf(command), incident, options.reason));
    });
};

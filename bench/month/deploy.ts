import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { cellOf, hostOf, PATHS_PER_CELL } from './cell.ts';
import { type Call, changed, ended, launched } from './edit.ts';
import { PER_TIER } from './groups.ts';
import { type Host, instanceId, interfaceId } from './hosts.ts';
import { canFlip, type Edit, editOf } from './path-edits.ts';
import { callText, HOUR, MINUTE, MONTH, type Step, stateTexts } from './step.ts';
import type { Trace } from './trace.ts';

/** One of so many deployments revokes the rule that lets its path in; the next deployment of the cell puts it back. */
const MISTAKES = 24;

interface Site {
  documents: Documents;
  /** The app instances as they are now. */
  readonly hosts: Host[];
  /** What the deployment before did, and the next one undoes. */
  pending: Edit | undefined;
  deployments: number;
}

const launch = (host: Host, call: Call, at: number, before: Documents, after: Documents): Step => ({
  at,
  cell: host.cell,
  documents: after,
  events: (time, id) => [
    callText(call, time, `${id}-edit`),
    callText({ operation: 'RunInstances', input: {} }, time, id, {
      instancesSet: {
        items: [
          {
            instanceId: instanceId(host),
            networkInterfaceSet: { items: [{ networkInterfaceId: interfaceId(host) }] },
          },
        ],
      },
    }),
    ...stateTexts(before, after, time, id),
  ],
});

const known = new Map<number, Trace>();

const end = (host: Host, at: number, after: Documents): Step => {
  const call = { operation: 'TerminateInstances', input: { InstanceIds: [instanceId(host)] } };
  return {
    at,
    cell: host.cell,
    documents: after,
    events: (time, id) => [callText(call, time, id)],
  };
};

/**
 * Every hour a deployment in one cell, the cells in turn: the group of one path is edited, and the instance of another is
 * replaced, the new one a minute before the old one goes.
 */
export const deploys = (cells: number): Trace => {
  const before = known.get(cells);
  if (before !== undefined) return before;
  const sites = new Map<number, Site>();
  const steps = Array.from({ length: Math.floor(MONTH / HOUR) }, (_, hour): readonly Step[] => {
    const cell = hour % cells;
    const site = sites.get(cell) ?? {
      documents: cellOf(cell).documents,
      hosts: Array.from({ length: PER_TIER }, (_, number) => hostOf(cell, 'app', number)),
      pending: undefined,
      deployments: 0,
    };
    sites.set(cell, site);
    const at = hour * HOUR + 17 * MINUTE;
    const number = site.deployments;
    site.deployments += 1;

    const place = Math.floor(number / 2) % PATHS_PER_CELL;
    const edit = site.pending ?? editOf(cell, place, canFlip(place) && hour % MISTAKES === 0);
    const call = site.pending === undefined ? edit.does : edit.undoes;
    site.pending = site.pending === undefined ? edit : undefined;
    const edited = changed(site.documents, call);

    const replaced = (place + 3) % PER_TIER;
    const old = site.hosts[replaced] ?? hostOf(cell, 'app', replaced);
    const next = { ...old, number: 1000 + number, host: 100 + (number % 100) };
    site.hosts[replaced] = next;
    const both = launched(edited, next);
    site.documents = ended(both, old);
    return [launch(next, call, at, edited, both), end(old, at + MINUTE, site.documents)];
  });
  const trace = { name: 'a deploy every hour', steps: steps.flat() };
  known.set(cells, trace);
  return trace;
};

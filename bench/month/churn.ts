import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { cellOf } from './cell.ts';
import { ended, launched } from './edit.ts';
import { scalingGroupId } from './groups.ts';
import { type Host, instanceId, interfaceId } from './hosts.ts';
import { callText, DAY, MINUTE, MONTH, type Step, stateTexts } from './step.ts';
import type { Trace } from './trace.ts';

/** The group grows by so many, and shrinks again. */
const MOST = 12;

const hostOf = (number: number): Host => ({
  cell: 0,
  number: 2000 + number,
  name: 'scaling',
  group: scalingGroupId(0),
  tier: 'scaling',
  host: 10 + (number % 200),
});

const comes =
  (host: Host, before: Documents, after: Documents): Step['events'] =>
  (time, id) => [
    callText({ operation: 'CreateNetworkInterface', input: {} }, time, `${id}-eni`, {
      networkInterface: { networkInterfaceId: interfaceId(host) },
    }),
    callText({ operation: 'RunInstances', input: {} }, time, id, {
      instancesSet: { items: [{ instanceId: instanceId(host) }] },
    }),
    ...stateTexts(before, after, time, id),
  ];

const goes =
  (host: Host): Step['events'] =>
  (time, id) => [
    callText({ operation: 'TerminateInstances', input: { InstanceIds: [instanceId(host)] } }, time, id),
    callText(
      { operation: 'DeleteNetworkInterface', input: { NetworkInterfaceId: interfaceId(host) } },
      time,
      `${id}-eni`,
    ),
  ];

const PERIOD = DAY / 4;

/** The steps of a quarter of a day: every instance is another, with another interface. */
const period = (): readonly Step[] => {
  let { documents } = cellOf(0);
  const alive: Host[] = [];
  let number = 0;
  let grows = true;
  return Array.from({ length: PERIOD / MINUTE }, (_, minute): Step => {
    if (alive.length === MOST) grows = false;
    if (alive.length === 0) grows = true;
    const before = documents;
    const at = minute * MINUTE + 7;
    const gone = grows ? undefined : alive.shift();
    if (gone !== undefined) {
      documents = ended(documents, gone);
      return { at, cell: 0, documents, events: goes(gone) };
    }
    const host = hostOf(number);
    number += 1;
    alive.push(host);
    documents = launched(documents, host);
    return { at, cell: 0, documents, events: comes(host, before, documents) };
  });
};

let known: readonly Step[] | undefined;

/** Every minute an instance comes or goes in a subnet and a group that no path uses. The quarters of the days are alike. */
export const churn = (): Trace => {
  known ??= period();
  const steps = Array.from({ length: Math.floor(MONTH / PERIOD) }, (_, number) =>
    (known ?? []).map((step) => ({ ...step, at: number * PERIOD + step.at })),
  );
  return { name: 'autoscaling churn every minute', steps: steps.flat() };
};

import { isDeepStrictEqual } from 'node:util';
import { silencesAt } from '../alerts/silence.ts';
import type { Signal } from '../domain/alert.ts';
import { channelNames, channelsFor, TROUBLES } from '../domain/channel.ts';
import { faultOf } from '../domain/fault.ts';
import type { Incident } from '../domain/incident.ts';
import { partsOf, whole } from '../domain/measure.ts';
import type { Configuration } from '../domain/path.ts';
import { detectionOf } from '../history/detection.ts';
import { type Receipt, type Receiving, receive, received } from '../incidents/receive.ts';
import { type Desk, review } from '../incidents/review.ts';
import { isDown, isOpen, isOver } from '../incidents/subject.ts';
import { without } from '../incidents/take.ts';
import { agreed, storedOr } from './agree.ts';
import { forget } from './forget.ts';
import { inLanes } from './lanes.ts';
import type { Services } from './ports.ts';
import { TURNS } from './record.ts';
import { ignored, strike, strikeIgnored } from './strike.ts';

const deskOf = async (services: Services, { channels, maintenance, paths }: Configuration): Promise<Desk> => {
  const { mutes, acknowledgements } = await services.store.silences();
  const now = services.now();
  const declared = new Map(paths.map((path) => [path.id, path]));
  const names = new Set(channelNames(channels));
  const silenceOf = silencesAt({ mutes, maintenance }, now);
  return {
    now,
    silenceOf: ({ pathId }) => {
      const tags = declared.get(pathId)?.tags;
      return tags === undefined ? undefined : silenceOf({ pathId, tags })?.reason;
    },
    channelsOf: ({ about, severity }) => (about === 'outage' ? channelsFor(channels, severity) : [TROUBLES]),
    isChannel: (name) => names.has(name),
    acknowledgements: new Map(acknowledgements.map((given) => [given.incidentId, given])),
  };
};

/** The paths of an incident that are no longer declared: nobody looks at them any more. */
const undeclared = ({ paths }: Incident, { paths: declared }: Configuration): ReadonlySet<string> => {
  const ids = new Set(declared.map(({ id }) => id));
  return new Set(paths.flatMap(({ pathId }) => (ids.has(pathId) ? [] : [pathId])));
};

interface Writing {
  readonly services: Services;
  readonly configuration: Configuration;
  readonly desk: Desk;
  readonly receiving: Receiving;
}

/** One incident once it has taken its signals and was reviewed. */
const made = (base: Incident, receipt: Receipt, { configuration, desk, receiving }: Writing): Incident => {
  const taken = received(base, receipt, receiving);
  const gone = undeclared(taken, configuration);
  return review(gone.size === 0 ? taken : without(taken, gone, desk.now.toISOString()), desk);
};

const hasTaken = ({ paths }: Incident, { pathId, number }: Signal): boolean =>
  paths.some((path) => path.pathId === pathId && path.number >= number);

/** What an incident has not taken yet. One that is over and told takes nothing more: what begins anew begins another. */
const untaken = (incident: Incident, signals: readonly Signal[]): readonly Signal[] => {
  const left = signals.filter((signal) => !hasTaken(incident, signal));
  if (!isOver(incident)) return left;
  const begun = new Set<string>();
  return left.filter((signal) => {
    if (isDown(signal)) begun.add(signal.pathId);
    return begun.has(signal.pathId);
  });
};

/** How long an incident's change was not found: once, when the call that explains it is known. */
const measureDetection = ({ services, configuration }: Writing, before: Incident, incident: Incident): void => {
  const seconds = detectionOf(incident);
  const isKnown = before.version > 0 && detectionOf(before) !== undefined;
  if (incident.about !== 'outage' || seconds === undefined || isKnown) return;
  const path = configuration.paths.find(({ id }) => id === incident.lead.pathId);
  for (const of of [whole, ...(path === undefined ? [] : partsOf(path))])
    services.meter.measure({ DetectionTime: seconds }, of);
};

/** Writes an incident, anew over what another writer was first with. Gives what is stored. */
const write = async (receipt: Receipt, writing: Writing): Promise<Incident> => {
  const { services, receiving } = writing;
  const { store } = services;
  const { id } = receipt.base;
  let { base } = receipt;
  let number = 1;
  for (let turn = 0; turn < TURNS; turn += 1) {
    const signals = untaken(base, receipt.signals);
    const [first] = signals;
    if (!isOpen(base) && first === undefined) return base;
    if (isOver(base) && first !== undefined) {
      number += 1;
      base = await storedOr(store, `${id}-${number}`, first, receiving);
      continue;
    }
    const next = made(base, { ...receipt, signals }, writing);
    if (base.version > 0 && isDeepStrictEqual(next, base)) return base;
    const versioned = { ...next, version: base.version + 1 };
    if (await store.putIncident(versioned, base.version)) {
      measureDetection(writing, base, versioned);
      return versioned;
    }
    base = (await store.incident(base.id)) ?? base;
  }
  throw new Error(`the incident ${base.id} was changed by others ${TURNS} times in a row`);
};

/**
 * Hands signals over to incidents, and reviews all that are open. Which incident takes a signal is settled in the path's state
 * first; then the incident is written on condition of its version, and then the signal is struck from its path's outbox:
 * whoever dies in between leaves it to be taken again by the same incident, which changes nothing. Gives the incidents as they
 * are stored. `stamp` names the sweep.
 */
export const handOver = async (
  services: Services,
  configuration: Configuration,
  signals: readonly Signal[],
  open: readonly Incident[],
  stamp: string,
): Promise<readonly Incident[]> => {
  const policies = new Map(configuration.paths.map(({ id, alerts }) => [id, alerts]));
  const desk = await deskOf(services, configuration);
  const receiving: Receiving = {
    policyOf: (pathId) => policies.get(pathId) ?? { reminderInterval: 0, sendOnResolved: true },
    stamp,
    at: desk.now.toISOString(),
  };
  const writing = { services, configuration, desk, receiving };
  await forget(services, configuration, open);
  const planned = receive(open, signals, receiving);
  const receipts = await agreed(services, planned, open, receiving);
  const known = new Set(receipts.map(({ base }) => base.id));
  const untouched = open
    .filter(({ id }) => !known.has(id))
    .map((base): Receipt => ({ base, signals: [], leaving: [] }));
  const written = await inLanes([...receipts, ...untouched], async (receipt) => {
    try {
      const incident = await write(receipt, writing);
      await strike(services, incident, receipt.signals);
      return [incident];
    } catch (error) {
      const fault = faultOf(error, 'PutItem');
      services.log.error('an incident could not be written and waits for the next sweep', {
        id: receipt.base.id,
        fault,
      });
      return [];
    }
  });
  await strikeIgnored(services, ignored(signals, planned));
  return written.flat();
};

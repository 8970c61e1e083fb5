import { type SignalKind, signalKinds } from '../lambda/domain/alert.ts';
import type { Incident, IncidentPath } from '../lambda/domain/incident.ts';
import type { OutboxEntry, State } from '../lambda/domain/state.ts';
import { isUntold, subjectOf } from '../lambda/incidents/subject.ts';

/** What became of a signal, as far as the incident that has taken it tells. */
export interface ToldSignal {
  readonly id: string;
  /** Null where no incident is known that has taken it. */
  readonly incidentId: string | null;
  /** Whether the readers know of it: all channels of its incident have taken what they are told. */
  readonly published: boolean;
  /** Why it is kept back: a mute, a window of maintenance. */
  readonly held: string | null;
}

/** `path/number/kind`; undefined for what is no id of a signal. */
const partsOf = (id: string): { readonly kind: SignalKind; readonly number: number } | undefined => {
  const [number, kind] = id.split('/').slice(-2);
  const known = signalKinds.find((each) => each === kind);
  return known === undefined ? undefined : { kind: known, number: Number(number) };
};

const memberOf = ({ paths }: Incident, pathId: string): IncidentPath | undefined =>
  paths.find((path) => path.pathId === pathId);

/** Whether the readers are told of it, or a message that tells them is made. What came and went unseen is told nobody. */
const isDecided = ({ causeTold, witnessTold }: Incident, member: IncidentPath, kind: SignalKind): boolean => {
  if (kind === 'attributed') return causeTold === true;
  if (kind === 'witnessed') return witnessTold === true;
  return member.told !== undefined && !isUntold(member);
};

const isOwed = (entry: OutboxEntry, id: string): boolean => entry.kind === 'signal' && entry.signal.id === id;

/** What became of a signal of a path; `incidents` are those that may have taken it, as they are now. */
export const toldSignal = (
  id: string,
  { pathId, outbox }: Pick<State, 'pathId' | 'outbox'>,
  incidents: readonly Incident[],
): ToldSignal => {
  const waiting: ToldSignal = { id, incidentId: null, published: false, held: null };
  const parts = partsOf(id);
  if (parts === undefined || outbox.some((entry) => isOwed(entry, id))) return waiting;
  const taken = incidents
    .filter(({ about }) => about === subjectOf(parts))
    .filter((incident) => (memberOf(incident, pathId)?.number ?? -1) >= parts.number)
    .sort((one, other) => (one.startedAt < other.startedAt ? 1 : -1));
  const [incident] = taken;
  const member = incident && memberOf(incident, pathId);
  // An incident that nobody finds any more is over, and so is told.
  if (incident === undefined || member === undefined) return { ...waiting, published: true };
  const decided = isDecided(incident, member, parts.kind);
  return {
    id,
    incidentId: incident.id,
    published: decided && incident.outbox.length === 0,
    held: decided ? null : (incident.held ?? null),
  };
};

import type { AlertKind } from '../domain/alert.ts';
import { grouped } from '../domain/grouped.ts';
import type { Incident, IncidentPath } from '../domain/incident.ts';
import type { Acknowledgement } from '../domain/silence.ts';
import { alertOf } from './message.ts';
import { isUntold, standingOf } from './subject.ts';

/** Further paths of an incident are told together, no sooner than so long after the last message. Milliseconds. */
export const GROUP_INTERVAL = 5 * 60 * 1000;

/** A channel that is so many messages behind is not told how an incident grows and shrinks any more, but of its end. */
const MOST_WAITING = 20;

/** What an incident is reviewed by. */
export interface Desk {
  readonly now: Date;
  /** Why nothing is told of a path just now; undefined where it may be. */
  readonly silenceOf: (path: Pick<IncidentPath, 'pathId'>) => string | undefined;
  /** Names of the channels that an incident of this severity and subject goes to. */
  readonly channelsOf: (incident: Pick<Incident, 'about' | 'severity'>) => readonly string[];
  /** Whether there is a channel of that name still. */
  readonly isChannel: (name: string) => boolean;
  readonly acknowledgements: ReadonlyMap<string, Acknowledgement>;
}

/** The state that there is to tell of an incident whose readers know nothing yet. */
const opening = (news: readonly IncidentPath[], { about }: Incident): AlertKind => {
  if (about === 'blindness') return 'blind';
  const down = news.filter((path) => standingOf(path) === 'down');
  if (down.length === 0) return 'flapping';
  return down.every(({ baseline }) => baseline === true) ? 'baseline' : 'broke';
};

const ending = (news: readonly IncidentPath[], { about }: Incident): AlertKind => {
  if (about !== 'outage') return 'sighted';
  return news.every(({ told }) => told === 'flapping') ? 'steady' : 'recovered';
};

/** What there is to tell now: `news` are those of `seen` that the readers do not know of, or believe otherwise. */
const kindOf = (incident: Incident, seen: readonly IncidentPath[], news: readonly IncidentPath[], now: Date) => {
  const { toldAt, about } = incident;
  if (news.length === 0) return undefined;
  if (about === 'disagreement') return about;
  if (seen.every((path) => standingOf(path) === 'up')) return ending(news, incident);
  if (toldAt === undefined || seen.every(({ told }) => told === undefined)) return opening(news, incident);
  if (about === 'outage' && news.some((path) => standingOf(path) === 'flapping')) return 'flapping';
  if (about === 'outage' && news.some(({ told }) => told === 'flapping')) return 'steady';
  // What is news of the only path waits for no other.
  return seen.length === 1 || now.getTime() - Date.parse(toldAt) >= GROUP_INTERVAL ? 'updated' : undefined;
};

const isAuthorNew = ({ cause, lead, causeTold }: Incident): boolean =>
  causeTold !== true && (cause ?? lead.cause)?.search.kind === 'found';

const isWitnessNew = ({ witness, witnessTold }: Incident): boolean => witnessTold !== true && witness?.kind === 'heard';

/** What came to light of an incident that is told and goes on. */
const latecomer = (incident: Incident): AlertKind | undefined => {
  if (isAuthorNew(incident)) return 'attributed';
  return isWitnessNew(incident) ? 'witnessed' : undefined;
};

/** Whether the readers are to be reminded of paths that may be told of. */
const isReminding = (
  { toldAt, acknowledged, about }: Incident,
  lasting: readonly IncidentPath[],
  now: Date,
): boolean => {
  const gaps = lasting.map(({ reminderInterval }) => reminderInterval).filter((seconds) => seconds > 0);
  if (toldAt === undefined || acknowledged !== undefined || about !== 'outage' || gaps.length === 0) return false;
  return now.getTime() - Date.parse(toldAt) >= Math.min(...gaps) * 1000;
};

const toldOf = ({ passed: _passed, anew: _anew, ...path }: IncidentPath): IncidentPath => ({
  ...path,
  told: standingOf(path),
});

/** The readers are told of two minds once: there is no end to it that they could be told. What is silenced is told later. */
const closed = (incident: Incident, at: string): Incident => {
  const paths = incident.paths.map(
    (path): IncidentPath => (path.told === undefined ? path : { ...path, down: false, told: 'up' }),
  );
  return { ...incident, paths, ...(paths.every(({ down }) => !down) && { endedAt: at }) };
};

/** A message to the channels that it concerns. Who knows nothing yet is told of the opening, whatever the others are told. */
const sent = (incident: Incident, seen: readonly IncidentPath[], kind: AlertKind, desk: Desk): Incident => {
  const at = desk.now.toISOString();
  const routed = desk.channelsOf(incident);
  const known = incident.channels.filter(desk.isChannel);
  const isOver = kind === 'recovered' || kind === 'sighted' || kind === 'steady';
  const newcomers = known.length > 0 && !isOver ? routed.filter((channel) => !known.includes(channel)) : [];
  // Who has not taken what came before needs no reminder of it, nor every step of what came to pass since.
  const behind = grouped(
    incident.outbox.flatMap(({ waiting }) => waiting),
    ({ channel }) => [channel],
  );
  const most = kind === 'reminder' ? 0 : kind === 'updated' ? MOST_WAITING : Number.POSITIVE_INFINITY;
  const others = (known.length === 0 ? routed : known).filter((channel) => (behind.get(channel)?.length ?? 0) <= most);
  const rounds = [
    { kind, channels: others },
    { kind: 'broke' as const, channels: newcomers },
  ].filter(({ channels }) => channels.length > 0);
  const messages = rounds.map((round, place) => ({
    alert: alertOf({ ...incident, paths: seen }, round.kind, incident.messages + place + 1, at, incident.held),
    waiting: round.channels.map((channel) => ({ channel, attempts: 0 })),
  }));
  const { held: _held, ...rest } = incident;
  return {
    ...rest,
    messages: incident.messages + Math.max(1, messages.length),
    toldAt: at,
    channels: [...new Set([...known, ...others, ...newcomers])],
    outbox: [...incident.outbox, ...messages],
    ...((incident.cause ?? incident.lead.cause)?.search.kind === 'found' && { causeTold: true as const }),
    ...(incident.witness?.kind === 'heard' && { witnessTold: true as const }),
  };
};

/** Who gets better without a word, because the declaration wants none. */
const isQuietEnd = (kind: AlertKind, news: readonly IncidentPath[]): boolean =>
  kind === 'recovered' && news.every(({ sendOnResolved }) => !sendOnResolved);

/** What came and went while nothing might be told of it is told nobody. */
const withoutPassing = ({ passed, ...path }: IncidentPath): IncidentPath =>
  passed === true && isUntold(path) ? { ...path, passed } : path;

/** A path of which nothing may be told, as the readers know it; nothing where they know nothing. */
const asBelieved = ({
  passed: _passed,
  anew: _anew,
  flapping: _flapping,
  ...path
}: IncidentPath): readonly IncidentPath[] =>
  path.told === undefined
    ? []
    : [{ ...path, down: path.told === 'down', ...(path.told === 'flapping' && { flapping: true }) }];

/**
 * What an incident has to tell at `desk.now`, added to its outbox: at most one message. The readers' belief is compared
 * with what is so; of paths that are silenced nothing is told, and what is still so when that ends is told then. Pure, and
 * safe to repeat.
 */
export const review = (given: Incident, desk: Desk): Incident => {
  // Whoever took it over last is named.
  const acknowledged = desk.acknowledgements.get(given.id) ?? given.acknowledged;
  const silenced = new Map(given.paths.map((path) => [path.pathId, desk.silenceOf(path)]));
  const isSilenced = ({ pathId }: IncidentPath): boolean => silenced.get(pathId) !== undefined;
  const reason = given.paths
    .filter(isUntold)
    .map(({ pathId }) => silenced.get(pathId))
    .find((held) => held !== undefined);
  const incident: Incident = {
    ...given,
    paths: given.paths.map((path) => (isSilenced(path) ? withoutPassing(path) : path)),
    ...(acknowledged !== undefined && { acknowledged }),
    ...(reason !== undefined && { held: reason }),
  };
  const seen = incident.paths.flatMap((path) => (isSilenced(path) ? asBelieved(path) : [path]));
  const news = seen.filter(isUntold);
  const kind = kindOf(incident, seen, news, desk.now);
  if (kind !== undefined) {
    const ids = new Set(news.map(({ pathId }) => pathId));
    const next = isQuietEnd(kind, news) ? incident : sent(incident, seen, kind, desk);
    const paths = incident.paths.map((path) => (ids.has(path.pathId) ? toldOf(path) : path));
    return kind === 'disagreement' ? closed({ ...next, paths }, desk.now.toISOString()) : { ...next, paths };
  }
  const lasting = seen.filter((path) => path.told === 'down' && path.down && !isSilenced(path));
  if (incident.toldAt === undefined || lasting.length === 0) return incident;
  const late = latecomer(incident) ?? (isReminding(incident, lasting, desk.now) ? 'reminder' : undefined);
  return late === undefined ? incident : sent(incident, seen, late, desk);
};

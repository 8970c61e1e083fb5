import { isDeepStrictEqual } from 'node:util';
import type { Path } from '../domain/path.ts';
import type { State } from '../domain/state.ts';
import type { Witness } from '../domain/witness.ts';
import { laterSignal } from './later-signal.ts';
import type { Notice, Services } from './ports.ts';
import { changeState } from './record.ts';
import { resolve } from './resolve.ts';
import { tell } from './tell.ts';
import { weigh } from './weigh.ts';
import { hear } from './witness.ts';
import { witnessSubjectOf } from './witness-subject.ts';
import { worldOf } from './world.ts';

/** What the flow logs are asked about: a break, or that AWS and the network model do not say the same of a path that stands. */
type Matter = 'break' | 'disagreement';

const isAskable = (witness: Witness | undefined): witness is Extract<Witness, { kind: 'due' | 'asked' }> =>
  witness?.kind === 'due' || witness?.kind === 'asked';

const witnessOf = ({ broken, disagreements }: State, matter: Matter): Witness | undefined =>
  matter === 'break' ? broken?.witness : disagreements?.witness;

/** Of paths with one cause the flow logs of one are asked: each query costs. Undefined while no incident has taken the break. */
const isSpokenFor = async ({ store }: Services, { incidentId }: State, path: Path): Promise<boolean | undefined> => {
  if (incidentId === undefined) return undefined;
  const incident = await store.incident(incidentId);
  return incident !== undefined && incident.lead.pathId !== path.id;
};

/** One step of asking, from the network as it is now, or since then: where a path's interfaces lie. */
const heard = async (
  services: Services,
  path: Path,
  witness: Witness,
  moments: { readonly brokeAt: string; readonly lookedGoodUntil?: string },
  since: string,
): Promise<Witness> => {
  const { inventory } = worldOf(await services.network.snapshot(since));
  const [from, to] = [resolve(path.from, inventory), resolve(path.to, inventory)];
  if (from.kind !== 'found' || to.kind !== 'found') return { kind: 'none', reason: 'an end of the path is not there' };
  const [source] = from.ends;
  const [destination] = to.ends;
  if (source === undefined || destination === undefined)
    return { kind: 'none', reason: 'an end of the path is not there' };
  const found = witnessSubjectOf(inventory, { from: source, to: destination }, path, moments);
  return found.kind === 'none' ? found : hear(services, found.subject, witness, services.now());
};

const withBreak = (state: State, path: Path, id: string, witness: Witness): State | undefined => {
  const { broken } = state;
  if (broken?.id !== id || !isAskable(broken.witness)) return undefined;
  const next: State = { ...state, broken: { ...broken, witness } };
  if (witness.kind !== 'heard') return next;
  const number = state.signals + 1;
  const told = laterSignal(path, broken, 'witnessed', number);
  const { confidence = 'confirmed' } = state.settled ?? {};
  const signal = { ...weigh({ ...told, verdict: broken.verdict, confidence }, witness), witness };
  return { ...next, signals: number, outbox: [...state.outbox, { kind: 'signal', signal }] };
};

const withDisagreement = (state: State, witness: Witness): State | undefined =>
  state.disagreements === undefined || !isAskable(state.disagreements.witness)
    ? undefined
    : { ...state, disagreements: { ...state.disagreements, witness } };

const notice = (path: Path, count: number, message: string): Notice => ({
  id: `witness/${path.id}/${count}`,
  subject: `FLOW LOGS ${path.id}: what became of its packets`,
  body: [
    `AWS and the network model do not say the same of ${path.id}. The flow logs say: ${message}.`,
    '',
    'Report it with the evidence of the check: `pathwatch history --json` has it.',
  ].join('\n'),
});

const nextOf = (witness: Witness): string | undefined => (isAskable(witness) ? witness.next : undefined);

/** Whoever asks has it to himself for so long: a query that two start is paid twice. Milliseconds. */
const LEASE = 2 * 60 * 1000;

/** Takes the asking upon oneself; false where another was first. */
const lease = async (services: Services, path: Path, matter: Matter, known: Witness): Promise<boolean> => {
  const next = new Date(services.now().getTime() + LEASE).toISOString();
  let isMine = false;
  await changeState(services.store, path.id, (stored) => {
    const witness = witnessOf(stored, matter);
    isMine = isAskable(witness) && isDeepStrictEqual(witness, known);
    if (!isMine || !isAskable(witness)) return undefined;
    return matter === 'break'
      ? stored.broken && { ...stored, broken: { ...stored.broken, witness: { ...witness, next } } }
      : withDisagreement(stored, { ...witness, next });
  });
  return isMine;
};

const testifyTo = async (
  services: Services,
  path: Path,
  state: State,
  matter: Matter,
  since: string,
): Promise<string | undefined> => {
  const known = witnessOf(state, matter);
  const { broken, disagreements, settled } = state;
  if (!isAskable(known)) return undefined;
  if (known.next > services.now().toISOString()) return known.next;
  if (!(await lease(services, path, matter, known))) return new Date(services.now().getTime() + LEASE).toISOString();
  if (matter === 'disagreement') {
    const witness = await heard(services, path, known, { brokeAt: disagreements?.latest.at ?? known.next }, since);
    await changeState(services.store, path.id, (stored) => withDisagreement(stored, witness));
    if (witness.kind === 'heard') await tell(services, notice(path, disagreements?.count ?? 0, witness.message));
    return nextOf(witness);
  }
  if (broken === undefined) return undefined;
  const spokenFor = await isSpokenFor(services, state, path);
  const good = broken.cause?.between[0] ?? settled?.since;
  const witness: Witness =
    spokenFor === undefined
      ? { ...known, next: new Date(services.now().getTime() + LEASE).toISOString() }
      : spokenFor
        ? { kind: 'none', reason: 'those of another path of its incident are asked' }
        : await heard(
            services,
            path,
            known,
            { brokeAt: broken.startedAt, ...(good !== undefined && { lookedGoodUntil: good }) },
            since,
          );
  await changeState(services.store, path.id, (stored) => withBreak(stored, path, broken.id, witness));
  return nextOf(witness);
};

/**
 * One step of asking flow logs about a path: of its break, and of a disagreement about it. What is heard of a break is handed
 * to its incident, of a disagreement it is told to who runs the monitor. The ISO times from which there is more to ask for.
 * A network that was described at `since` (ISO time) or later is good enough. Throws where the table cannot be written, or the
 * network not be described.
 */
export const testify = async (services: Services, path: Path, since: string): Promise<readonly string[]> => {
  const state = await services.store.state(path.id);
  if (state === undefined) return [];
  const broken = await testifyTo(services, path, state, 'break', since);
  const disputed = await testifyTo(services, path, state, 'disagreement', since);
  return [broken, disputed].filter((next) => next !== undefined);
};

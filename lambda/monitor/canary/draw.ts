import { type Answers, CANARY_PATH, type Canary, isWrong } from '../../domain/canary.ts';
import type { Question } from '../../domain/evidence.ts';
import { Fault, faultOf } from '../../domain/fault.ts';
import type { Configuration } from '../../domain/path.ts';
import type { Verdict } from '../../domain/verdict.ts';
import { ask } from '../consult.ts';
import { needsRegistrations } from '../plan.ts';
import type { Services } from '../ports.ts';
import { throwTransient } from '../transient.ts';
import { type World, worldOf } from '../world.ts';
import { chooseWay, footprintOf } from './choose-way.ts';

/** AWS is asked again after a week; a little less, so that a look that comes early does not put it off by a day. Milliseconds. */
const WEEK = 7 * 24 * 60 * 60 * 1000 - 6 * 60 * 60 * 1000;

/** What AWS is to be asked. */
export interface Asking {
  readonly open: Question;
  readonly blocked: Question;
  /** ISO time at which AWS has found the way open for the path's own sake; absent where that is too long ago: it is asked too. */
  readonly openAt?: string;
  /** Digest of all that both answers depend on. */
  readonly footprint: string;
}

/** What a look with both questions has found; checkpointed, so it is small. */
export interface Drawn {
  readonly canary: Canary;
  /** Absent where AWS was asked within the week, or there is nothing to ask. */
  readonly asking?: Asking;
}

/** The questions that are to be bought. */
export const boughtBy = ({ open, blocked, openAt }: Asking): readonly Question[] =>
  openAt === undefined ? [open, blocked] : [blocked];

const isOlder = (at: string | undefined, now: Date): boolean =>
  at === undefined || now.getTime() - Date.parse(at) > WEEK;

const modelAnswers = (world: World, at: string, open: Question, blocked: Question): Answers => {
  const said = [open, blocked].map((question) => ask(world, question));
  const [first, second] = said.map((reply): Verdict => (reply.kind === 'answered' ? reply.answer.verdict : 'unknown'));
  const unseen = said.flatMap((reply) =>
    reply.kind === 'fault'
      ? [reply.fault.message]
      : reply.answer.verdict === 'unknown'
        ? [reply.answer.forward.findings[0]?.message ?? 'it cannot tell']
        : [],
  );
  return {
    at,
    open: first ?? 'unknown',
    blocked: second ?? 'unknown',
    ...(unseen[0] !== undefined && { reason: unseen[0].slice(0, 240) }),
  };
};

const UNKNOWN_WAY =
  'no path of tcp to an instance or network interface is known to be open just now and has a port that no rule opens';

/**
 * Chooses a way that is known to be open and a port on it that is known to be closed, and asks the network model both. All calls are free.
 * Transient faults are thrown until `isLast`; then they are why nothing was asked.
 */
export const draw = async (services: Services, configuration: Configuration, isLast: boolean): Promise<Drawn> => {
  const { store, deployment } = services;
  const now = services.now();
  // What AWS said last is kept also where nothing can be drawn.
  let kept: Pick<Canary, 'aws'> = {};
  try {
    const known = await store.canary();
    if (known?.aws !== undefined) kept = { aws: known.aws };
    const [snapshot, briefs] = await Promise.all([services.network.snapshot(), store.briefs()]);
    for (const fault of Object.values(snapshot.unreadable)) throwTransient(new Fault(fault), fault, isLast);
    const world = worldOf(snapshot);
    const registrations = needsRegistrations(configuration.paths, world.inventory)
      ? await services.routes.registrations()
      : [];
    const way = chooseWay(configuration.paths, briefs, { world, registrations, deployment, now });
    if (way === undefined) return { canary: { lookedAt: snapshot.takenAt, why: UNKNOWN_WAY, ...kept } };
    const { open, blocked, openAt, footprint, said, pathId } = way;
    const canary: Canary = {
      lookedAt: snapshot.takenAt,
      way: { pathId, ...said },
      model: modelAnswers(world, snapshot.takenAt, open, blocked),
      ...kept,
    };
    // A wrong answer is asked again tomorrow.
    return isOlder(known?.aws?.at, now) || (known?.aws !== undefined && isWrong(known.aws))
      ? { canary, asking: { open, blocked, ...(isOlder(openAt, now) ? {} : { openAt }), footprint } }
      : { canary };
  } catch (error) {
    const fault = faultOf(error, CANARY_PATH);
    throwTransient(error, fault, isLast);
    if (!(error instanceof Fault)) throw error;
    return { canary: { lookedAt: now.toISOString(), why: `${fault.code}: ${fault.message}`, ...kept } };
  }
};

/** Whether all that the answers depend on is as it was when they were drawn. */
export const isUnchanged = async (services: Services, { open, blocked, footprint }: Asking): Promise<boolean> => {
  const snapshot = await services.network.snapshot(services.now().toISOString());
  return footprintOf([open, blocked], worldOf(snapshot)) === footprint;
};

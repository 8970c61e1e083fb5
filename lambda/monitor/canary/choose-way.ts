import { CANARY_PATH } from '../../domain/canary.ts';
import type { Question } from '../../domain/evidence.ts';
import type { FaultInfo } from '../../domain/fault.ts';
import { type Path, portsText } from '../../domain/path.ts';
import type { Brief } from '../../domain/state.ts';
import { consult } from '../consult.ts';
import type { Registrations } from '../cross.ts';
import { digestOf, factsOf } from '../footprint.ts';
import type { PlannedPath } from '../plan.ts';
import type { Deployment } from '../ports.ts';
import { asking } from '../question.ts';
import { survey } from '../survey.ts';
import type { World } from '../world.ts';
import { closedPort } from './closed-port.ts';

/** One way that is known to be open, and the same on a port that is known to be closed. */
export interface Way {
  readonly pathId: string;
  readonly open: Question;
  readonly blocked: Question;
  /** ISO time at which AWS was asked about the open way last. */
  readonly openAt: string;
  /** Digest of all that both answers depend on. */
  readonly footprint: string;
  readonly said: { readonly open: string; readonly blocked: string };
}

/** A path that AWS has said to be reachable, as it is expected to be. */
interface Known {
  readonly path: Path;
  readonly brief: Brief & { readonly last: NonNullable<Brief['last']> };
}

const isKnownOpen = (path: Path, brief: Brief | undefined): brief is Known['brief'] =>
  path.expect === 'reachable' &&
  path.protocol === 'tcp' &&
  brief?.verdict === 'reachable' &&
  brief.standing === 'expected' &&
  brief.last?.verdict === 'reachable' &&
  brief.last.modelOnly !== true;

/** Those that AWS was asked about last come first. */
const knownOpen = (paths: readonly Path[], briefs: readonly Brief[]): readonly Known[] => {
  const byPath = new Map(briefs.map((brief) => [brief.pathId, brief]));
  return paths
    .flatMap((path): Known[] => {
      const brief = byPath.get(path.id);
      return isKnownOpen(path, brief) ? [{ path, brief }] : [];
    })
    .toSorted((one, other) => (one.brief.last.at > other.brief.last.at ? -1 : 1));
};

/** The plan of an analysis of nothing but these. */
export const planOf = (questions: readonly Question[]): PlannedPath => ({
  pathId: CANARY_PATH,
  questions: questions.map((question) => ({ pair: 0, question })),
  routes: [],
  unresolved: [],
  pairs: { count: 1, left: 0 },
});

/** What both answers depend on, in one digest. */
export const footprintOf = (questions: readonly Question[], world: World): string =>
  digestOf(factsOf(consult(planOf(questions), world)));

const textOf = ({ source, destination, destinationAddress, protocol, ports }: Question): string =>
  `${source} → ${destination ?? destinationAddress ?? ''}, ${protocol}/${portsText([ports])}`;

/** What a way is chosen from. */
export interface Choosing {
  readonly world: World;
  readonly registrations: Registrations | FaultInfo;
  readonly deployment: Deployment;
  readonly now: Date;
}

const wayOf = ({ path, brief }: Known, choosing: Choosing): Way | undefined => {
  const { world } = choosing;
  // What AWS said still holds only where nothing that it depends on has changed since.
  const { found, plan } = survey(path, { ...choosing, briefs: new Map(), trigger: { by: 'hand' } });
  if (brief.last.footprint === undefined || found.footprint !== brief.last.footprint) return undefined;
  const [asked] = plan.questions;
  const destination = asked?.question.destination;
  if (asked === undefined || destination === undefined || asked.question.accounts.length > 0) return undefined;
  const port = closedPort(world.snapshot, destination);
  if (port === undefined) return undefined;
  const open = asking(asked.question, { pathId: CANARY_PATH });
  const blocked = asking(asked.question, { pathId: CANARY_PATH, ports: { from: port, to: port } });
  return {
    pathId: path.id,
    open,
    blocked,
    openAt: brief.last.at,
    footprint: footprintOf([open, blocked], world),
    said: { open: textOf(open), blocked: textOf(blocked) },
  };
};

/** So many paths are tried, since each is traced anew. */
const TRIED = 50;

/**
 * A way that is known to be open: a declared path that AWS has found so, and nothing of which has changed since; and a port of
 * its destination that no rule opens. Undefined where there is none.
 */
export const chooseWay = (paths: readonly Path[], briefs: readonly Brief[], choosing: Choosing): Way | undefined => {
  for (const known of knownOpen(paths, briefs).slice(0, TRIED)) {
    const way = wayOf(known, choosing);
    if (way !== undefined) return way;
  }
  return undefined;
};

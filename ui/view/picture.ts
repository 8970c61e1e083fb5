import type { Standing } from '../../lambda/domain/check.ts';
import type { Answer, Leg } from '../../lambda/reachability/answer.ts';
import type { Places } from './places.ts';
import { type NodeKind, type Step, type Stop, stepsOf } from './steps.ts';

/** How a line is drawn: `passed` is the stretch before an obstacle of a path that is not as expected. */
export type EdgeState = 'expected' | 'passed' | 'undetermined' | 'unexpected';

export interface PictureNode {
  readonly id: string;
  readonly kind: NodeKind;
  readonly name: string | null;
  /** Ids of the VPC and the subnet that it stands in; null outside of them. */
  readonly vpcId: string | null;
  readonly subnetId: string | null;
  /** What stops a path here that must not be stopped, or beyond what nobody sees: sentences. */
  readonly stops: readonly string[];
  readonly standing: Standing;
}

/** Two neighbours on the way of some path. */
export interface PictureEdge {
  readonly from: string;
  readonly to: string;
  /** The worst of its paths'. */
  readonly state: EdgeState;
  /** Whether packets of all its paths come so far, as they are: what lies behind an obstacle is not passed. */
  readonly isPassed: boolean;
  /** Ids of the paths that lead over it, there or back. */
  readonly paths: readonly string[];
}

export interface Picture {
  readonly nodes: readonly PictureNode[];
  readonly edges: readonly PictureEdge[];
  /** Names by the ids of VPCs and subnets. */
  readonly names: Readonly<Record<string, string>>;
  /** Ids of the paths that are drawn, and of those of them that are open though they must not be. */
  readonly paths: readonly string[];
  readonly open: readonly string[];
  /** Ids of paths whose ends stand for nothing in this network, and how many there was no room for. */
  readonly unresolved: readonly string[];
  readonly left: number;
  /** Whether all of them are as expected, and nothing is in the way of what must pass. */
  readonly isWell: boolean;
}

/** A path with what the network model traces of it. */
export interface Drawn {
  readonly pathId: string;
  readonly standing: Standing;
  /** Null where the declaration is not known. */
  readonly expect: 'reachable' | 'unreachable' | null;
  readonly answers: readonly Answer[];
}

/** So many boxes a reader can still tell apart. */
const MOST_NODES = 100;

const ranks: Readonly<Record<Standing | EdgeState, number>> = {
  unexpected: 3,
  undetermined: 2,
  passed: 1,
  expected: 0,
};
const worse = <State extends Standing | EdgeState>(one: State, other: State): State =>
  ranks[one] >= ranks[other] ? one : other;

const isStopped = ({ answers }: Drawn): boolean =>
  answers.some(({ forward, return: back }) =>
    [forward, back].some(({ hops }) =>
      hops.some(({ blockers }) => blockers.some(({ says }) => says === 'unreachable')),
    ),
  );

/** What is in the way of a path that is closed on purpose is no obstacle that anybody need look at. */
const isMeant = ({ standing, expect }: Drawn): boolean => standing === 'expected' && expect === 'unreachable';

/** How a box stands by what is in the way there: only what stops a path that a check has found stopped is said to break it. */
const standingBy = (stops: readonly Stop[], path: Drawn): Standing => {
  if (stops.length === 0 || isMeant(path)) return 'expected';
  return path.standing === 'unexpected' && stops.some(({ says }) => says === 'unreachable')
    ? 'unexpected'
    : 'undetermined';
};

const textOf = ({ text, says }: Stop, { standing, pathId }: Drawn): string => {
  if (says === 'unknown') return `not known beyond here: ${text}`;
  return standing === 'unexpected'
    ? text
    : `${text}: by the model alone, for ${pathId}, which no check has found so yet`;
};

interface Drawing {
  readonly nodes: Map<string, PictureNode>;
  readonly edges: Map<string, PictureEdge>;
}

const drawStep = ({ nodes }: Drawing, step: Step, path: Drawn, places: Places): void => {
  const place = places.get(step.id);
  const known = nodes.get(step.id);
  const told = isMeant(path) ? [] : step.stops.map((stop) => textOf(stop, path));
  nodes.set(step.id, {
    id: step.id,
    kind: known?.kind ?? (step.id === step.hop.id ? step.hop.type : 'instance'),
    name: place?.name ?? null,
    vpcId: place?.vpcId ?? null,
    subnetId: place?.subnetId ?? null,
    stops: [...new Set([...(known?.stops ?? []), ...told])],
    standing: worse(known?.standing ?? 'expected', standingBy(step.stops, path)),
  });
};

/** Before its obstacle a broken path is as it must be; where it has none it is open though it must not be. */
const stateOf = (isPassed: boolean, path: Drawn, stopped: boolean): EdgeState =>
  path.standing === 'unexpected' && stopped && isPassed ? 'passed' : path.standing;

const drawEdge = ({ edges }: Drawing, from: Step, to: Step, path: Drawn, stopped: boolean): void => {
  const key = [from.id, to.id].sort().join(' ');
  const known = edges.get(key);
  const isPassed = !to.isBehind && from.stops.length === 0;
  edges.set(key, {
    from: known?.from ?? from.id,
    to: known?.to ?? to.id,
    state: worse<EdgeState>(known?.state ?? 'expected', stateOf(isPassed, path, stopped)),
    isPassed: (known?.isPassed ?? true) && isPassed,
    paths: [...new Set([...(known?.paths ?? []), path.pathId])],
  });
};

const drawLeg = (drawing: Drawing, leg: Leg, path: Drawn, places: Places, stopped: boolean): void => {
  const steps = stepsOf(leg);
  for (const step of steps) drawStep(drawing, step, path, places);
  for (const [place, step] of steps.entries()) {
    const next = steps[place + 1];
    if (next !== undefined) drawEdge(drawing, step, next, path, stopped);
  }
};

const namesIn = (nodes: readonly PictureNode[], places: Places): Picture['names'] => {
  const frames = new Set(nodes.flatMap(({ vpcId, subnetId }) => [vpcId, subnetId]).filter((id) => id !== null));
  return Object.fromEntries(
    [...frames].flatMap((id) => {
      const name = places.get(id)?.name;
      return name === undefined ? [] : [[id, name]];
    }),
  );
};

/**
 * The declared paths over what they cross, the first of them first: as many as there is room for. Pure; its cost is by the hops of
 * the paths that are drawn.
 */
export const pictureOf = (paths: readonly Drawn[], places: Places): Picture => {
  const drawing: Drawing = { nodes: new Map(), edges: new Map() };
  const drawn: Drawn[] = [];
  const resolved = paths.filter(({ answers }) => answers.length > 0);
  for (const path of resolved) {
    if (drawing.nodes.size >= MOST_NODES) break;
    drawn.push(path);
    const stopped = isStopped(path);
    for (const { forward, return: back } of path.answers) {
      drawLeg(drawing, forward, path, places, stopped);
      drawLeg(drawing, back, path, places, stopped);
    }
  }
  const nodes = [...drawing.nodes.values()];
  return {
    nodes,
    edges: [...drawing.edges.values()],
    names: namesIn(nodes, places),
    paths: drawn.map(({ pathId }) => pathId),
    open: drawn.filter((path) => path.standing === 'unexpected' && !isStopped(path)).map(({ pathId }) => pathId),
    unresolved: paths.filter(({ answers }) => answers.length === 0).map(({ pathId }) => pathId),
    left: resolved.length - drawn.length,
    isWell:
      paths.every(({ standing, answers }) => standing === 'expected' && answers.length > 0) &&
      drawn.length === resolved.length &&
      nodes.every(({ stops }) => stops.length === 0),
  };
};

import type { Standing } from '../../lambda/domain/check.ts';
import type { Answer, Leg } from '../../lambda/reachability/answer.ts';
import type { Hop, HopType } from '../../lambda/reachability/hop.ts';
import type { Place, Places } from './places.ts';
import { shown } from './shown.ts';

/** What is drawn as a box: all else that packets pass is where a box stands, or how it decides. */
export type NodeKind = Exclude<HopType, 'subnet' | 'vpc' | 'transit-gateway-attachment'>;

export interface PictureNode {
  readonly id: string;
  readonly kind: NodeKind;
  readonly name: string | null;
  /** Ids of the VPC and the subnet that it stands in; null outside of them. */
  readonly vpcId: string | null;
  readonly subnetId: string | null;
  /** What stops a path here that must not be stopped: sentences. */
  readonly stops: readonly string[];
  readonly standing: Standing;
}

/** Two neighbours on the way of some path. */
export interface PictureEdge {
  readonly from: string;
  readonly to: string;
  /** The worst of its paths'. */
  readonly standing: Standing;
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
  /** Ids of the paths that are drawn, and how many there was no room for. */
  readonly paths: readonly string[];
  readonly left: number;
}

/** A path with what the network model traces of it. */
export interface Drawn {
  readonly pathId: string;
  readonly standing: Standing;
  readonly answers: readonly Answer[];
}

/** So many boxes a reader can still tell apart. */
const MOST_NODES = 100;

const worst: Readonly<Record<Standing, number>> = { unexpected: 2, undetermined: 1, expected: 0 };
const worse = (one: Standing, other: Standing): Standing => (worst[one] >= worst[other] ? one : other);

const isNode = (hop: Hop): hop is Hop & { readonly type: NodeKind } =>
  hop.type !== 'subnet' && hop.type !== 'vpc' && hop.type !== 'transit-gateway-attachment';

/** What belongs to a box: an instance and its interface are one. */
const boxOf = ({ id, type, of }: Hop, neighbours: ReadonlySet<string>): string =>
  type === 'network-interface' && of !== undefined && neighbours.has(of) ? of : id;

interface Step {
  readonly id: string;
  readonly hop: Hop & { readonly type: NodeKind };
  readonly stops: readonly string[];
  readonly isBehind: boolean;
}

/** The boxes of a way, in its order, each with what stops the packets there or on the way to the next. */
const stepsOf = ({ hops }: Leg): readonly Step[] => {
  const ids = new Set(hops.map(({ id }) => id));
  const first = hops.findIndex(({ blockers }) => blockers.length > 0);
  const steps: Step[] = [];
  for (const [place, hop] of hops.entries()) {
    const said = hop.blockers.map(({ message }) => shown(message, 160));
    const last = steps.at(-1);
    if (!isNode(hop)) {
      if (last !== undefined && said.length > 0) steps[steps.length - 1] = { ...last, stops: [...last.stops, ...said] };
      continue;
    }
    const id = boxOf(hop, ids);
    if (last?.id === id) steps[steps.length - 1] = { ...last, stops: [...last.stops, ...said] };
    else steps.push({ id, hop, stops: said, isBehind: first >= 0 && place > first });
  }
  return steps;
};

interface Drawing {
  readonly nodes: Map<string, PictureNode>;
  readonly edges: Map<string, PictureEdge>;
}

const kindOf = ({ hop, id }: Step): NodeKind => (id === hop.id ? hop.type : 'instance');

const drawStep = ({ nodes }: Drawing, step: Step, { standing }: Drawn, places: Places): void => {
  const place: Place = places.get(step.id) ?? {};
  const known = nodes.get(step.id);
  // What keeps a promise of segmentation is no obstacle that anybody need look at.
  const stops = standing === 'unexpected' ? step.stops : [];
  nodes.set(step.id, {
    id: step.id,
    kind: known?.kind ?? kindOf(step),
    name: place.name ?? null,
    vpcId: place.vpcId ?? null,
    subnetId: place.subnetId ?? null,
    stops: [...new Set([...(known?.stops ?? []), ...stops])],
    standing: worse(known?.standing ?? 'expected', stops.length > 0 ? 'unexpected' : 'expected'),
  });
};

const drawEdge = ({ edges }: Drawing, from: Step, to: Step, { pathId, standing }: Drawn): void => {
  const key = [from.id, to.id].sort().join(' ');
  const known = edges.get(key);
  edges.set(key, {
    from: known?.from ?? from.id,
    to: known?.to ?? to.id,
    standing: worse(known?.standing ?? 'expected', standing),
    isPassed: (known?.isPassed ?? true) && !to.isBehind && from.stops.length === 0,
    paths: [...new Set([...(known?.paths ?? []), pathId])],
  });
};

const drawLeg = (drawing: Drawing, leg: Leg, path: Drawn, places: Places): void => {
  const steps = stepsOf(leg);
  for (const step of steps) drawStep(drawing, step, path, places);
  for (const [place, step] of steps.entries()) {
    const next = steps[place + 1];
    if (next !== undefined) drawEdge(drawing, step, next, path);
  }
};

/**
 * The declared paths over what they cross, the first of them first: as many as there is room for. Pure; its cost is by the hops of
 * the paths that are drawn.
 */
export const pictureOf = (paths: readonly Drawn[], places: Places): Picture => {
  const drawing: Drawing = { nodes: new Map(), edges: new Map() };
  const ids: string[] = [];
  for (const path of paths) {
    if (path.answers.length === 0 || drawing.nodes.size >= MOST_NODES) continue;
    ids.push(path.pathId);
    for (const answer of path.answers) {
      drawLeg(drawing, answer.forward, path, places);
      drawLeg(drawing, answer.return, path, places);
    }
  }
  const nodes = [...drawing.nodes.values()];
  const clusters = new Set(nodes.flatMap(({ vpcId, subnetId }) => [vpcId, subnetId]));
  const names = [...clusters].flatMap((id) => {
    const name = id === null ? undefined : places.get(id)?.name;
    return id === null || name === undefined ? [] : [[id, name] as const];
  });
  return {
    nodes,
    edges: [...drawing.edges.values()],
    names: Object.fromEntries(names),
    paths: ids,
    left: paths.length - ids.length,
  };
};

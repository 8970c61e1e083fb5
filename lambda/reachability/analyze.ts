import type { Direction, Verdict } from '../domain/verdict.ts';
import { addressOf, everyIPv4, everyIPv6, only } from '../network/address.ts';
import { type Box, type Packets, replies } from '../network/packets.ts';
import { intersect } from '../network/ranges.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import type { Answer, Leg, TraceFinding } from './answer.ts';
import { type Branch, hopsOf, starting } from './branch.ts';
import { cannotSend } from './cannot-send.ts';
import { endOf, type End as QueryEnd } from './ends.ts';
import { footprintOf, openFacts } from './facts.ts';
import type { Origin } from './gateway-origins.ts';
import { sideOf, type Target, targetsOf } from './goal.ts';
import type { Hop } from './hop.ts';
import { type Obstacle, unseen } from './obstacle.ts';
import { originsOf } from './origin.ts';
import { type Query, QueryError, serviceIn } from './query.ts';
import { type Arrival, type End, openSearch } from './search.ts';
import { type Indexed, indexed, type View, viewOf } from './view.ts';
import type { Goal } from './world.ts';

/** One direction, as it was traced. */
interface Traced {
  readonly verdict: Verdict;
  /** Ways on which nothing blocks, those without doubts first. */
  readonly arrivals: readonly Arrival[];
  /** The way, or the best candidate for one. */
  readonly best: Arrival | undefined;
  readonly end: End | undefined;
  /** What the packets met on the way that the tables have, where they were looked for on another. */
  readonly stopped?: Obstacle;
  /** What could not be seen, where nothing else blocks. */
  readonly unseen: readonly End[];
}

const untraced: Traced = { verdict: 'unknown', arrivals: [], best: undefined, end: undefined, unseen: [] };

const hasDoubts = ({ branch }: Arrival): boolean => branch.doubts.length > 0;

/** The end that says most: the fewest blockers, then the longest way. */
const bestEnd = (ends: readonly End[]): End | undefined =>
  ends.toSorted(
    (a, b) =>
      a.branch.blockers.length + a.branch.penalty - (b.branch.blockers.length + b.branch.penalty) ||
      (a.obstacle.code === 'NO_PATH' ? 1 : 0) - (b.obstacle.code === 'NO_PATH' ? 1 : 0) ||
      b.branch.length - a.branch.length,
  )[0];

const trace = (view: View, goal: Goal, starts: readonly Branch[]): Traced => {
  const search = openSearch({ view, goal }, starts);
  const { arrivals, ends } = search.open();
  const sorted = [...arrivals.filter((one) => !hasDoubts(one)), ...arrivals.filter(hasDoubts)];
  const unseen = ends.filter(({ obstacle }) => obstacle.says === 'unknown');
  const [first] = sorted;
  if (first !== undefined)
    return {
      verdict: hasDoubts(first) ? 'unknown' : 'reachable',
      arrivals: sorted,
      best: first,
      end: undefined,
      unseen,
    };
  if (unseen.length > 0) return { verdict: 'unknown', arrivals: [], best: undefined, end: bestEnd(unseen), unseen };
  const best = search.next();
  const stopped = best !== undefined && best.branch.penalty > 0 ? bestEnd(ends)?.obstacle : undefined;
  return {
    verdict: 'unreachable',
    ...(stopped === undefined ? {} : { stopped }),
    arrivals: [],
    best,
    end: best === undefined ? bestEnd(search.ends()) : undefined,
    unseen,
  };
};

const order: Readonly<Record<Verdict, number>> = { unreachable: 0, unknown: 1, reachable: 2 };
const worse = (a: Verdict, b: Verdict): Verdict => (order[a] < order[b] ? a : b);

/** Both directions of the ways from one origin to one target. */
interface Connection {
  readonly verdict: Verdict;
  readonly forward: Traced;
  readonly arrival: Arrival | undefined;
  readonly back: Traced;
}

const traceBack = (view: View, origin: Origin, { branch, replyFrom }: Arrival): Traced => {
  if (replyFrom === undefined) {
    const obstacle = unseen(
      hopsOf(branch).at(-1)?.id ?? '',
      'nothing in particular replies there: name an instance, a network interface or an address',
      'UNSUPPORTED_COMPONENT',
    );
    return { ...untraced, end: { branch: { ...branch, trail: undefined, doubts: [] }, obstacle } };
  }
  const packets = replies(branch.packets);
  if (packets.length === 0) return untraced;
  return trace(view, origin.replyGoal, [starting(replyFrom, packets, { ...branch.memory, isReply: true })]);
};

const connect = (view: View, origin: Origin, target: Target, packets: Packets): Connection => {
  const start = { ...starting(origin.place, packets, origin.memory), doubts: origin.doubts ?? [] };
  const forward = trace(view, target.goal, [start]);
  let best: Connection | undefined;
  for (const arrival of forward.arrivals) {
    const back = traceBack(view, origin, arrival);
    const verdict = worse(hasDoubts(arrival) ? 'unknown' : 'reachable', back.verdict);
    if (best === undefined || order[verdict] > order[best.verdict]) best = { verdict, forward, arrival, back };
    if (verdict === 'reachable') return best;
  }
  if (best !== undefined)
    return best.verdict === 'unreachable' && forward.unseen.length > 0 ? { ...best, verdict: 'unknown' } : best;
  const back = forward.best === undefined ? untraced : traceBack(view, origin, forward.best);
  return { verdict: forward.verdict, forward, arrival: forward.best, back };
};

const distinct = (findings: readonly TraceFinding[]): readonly TraceFinding[] => [
  ...new Map(findings.map((finding) => [`${finding.code} ${finding.component} ${finding.message}`, finding])).values(),
];

const marked = (hops: readonly Hop[], obstacle: Obstacle): readonly Hop[] => {
  const last = hops.at(-1);
  return last === undefined || last.blockers.includes(obstacle)
    ? hops
    : [...hops.slice(0, -1), { ...last, blockers: [...last.blockers, obstacle] }];
};

const directed = (direction: Direction, obstacles: readonly Obstacle[]): readonly TraceFinding[] =>
  obstacles.map((obstacle) => ({ ...obstacle, direction }));

const legOf = (
  direction: Direction,
  { verdict, best, end, unseen, stopped }: Traced,
  arrival: Arrival | undefined,
): Leg => {
  const shown = arrival ?? best;
  if (verdict === 'reachable') return { verdict, hops: shown === undefined ? [] : hopsOf(shown.branch), findings: [] };
  const branch = shown?.branch ?? end?.branch;
  const hops = branch === undefined ? [] : hopsOf(branch);
  const last = shown === undefined && end !== undefined ? [end.obstacle] : [];
  // Where a route was taken for the wrong one, what stopped the packets along it is told too.
  const real = branch !== undefined && branch.penalty > 0 && stopped !== undefined ? [stopped] : [];
  const along = branch === undefined ? [] : verdict === 'unknown' ? branch.doubts : [...real, ...branch.blockers];
  const others = verdict === 'unknown' ? unseen.flatMap((one) => [...one.branch.doubts, one.obstacle]) : [];
  return {
    verdict,
    hops: end !== undefined && shown === undefined ? marked(hops, end.obstacle) : hops,
    findings: distinct(
      directed(
        direction,
        [...along, ...last, ...others].filter(({ says }) => verdict === 'unknown' || says === 'unreachable'),
      ),
    ),
  };
};

const unmodelledIn = ({ forward, back }: Connection): readonly string[] =>
  [forward, back]
    .flatMap((traced) => [
      ...traced.unseen.flatMap((end) => [...end.branch.doubts, end.obstacle]),
      ...traced.arrivals.flatMap(({ branch }) => branch.doubts),
    ])
    .filter(({ code }) => code === 'UNSUPPORTED_COMPONENT')
    .map(({ component }) => component);

const noAnswer = (query: Query, obstacle: Obstacle, footprint: Answer['footprint']): Answer => {
  const verdict = obstacle.says;
  return {
    ...(query.id === undefined ? {} : { id: query.id }),
    verdict,
    forward: { verdict, hops: [], findings: directed('forward', [obstacle]) },
    return: { verdict: 'unknown', hops: [], findings: [] },
    unmodelled: [],
    footprint,
  };
};

const addressesIn = (text: string | undefined, what: string) => {
  if (text === undefined) return undefined;
  const address = addressOf(text);
  if (address === undefined) throw new QueryError(`${what} is '${text}', which is no address`);
  return only(address);
};

const packetsFor = (query: Query, origin: Origin, target: Target): Packets => {
  const service = serviceIn(query);
  return [everyIPv4, everyIPv6].flatMap((family): readonly Box[] => {
    const source = intersect(origin.sources, family);
    const destination = intersect(target.addresses, family);
    return source.length === 0 || destination.length === 0 ? [] : [{ ...service, source, destination }];
  });
};

/** Which of several connections answers: any that gets through, else any of which it is not known, else the one nearest to it. */
const bestOf = (connections: readonly Connection[]): Connection | undefined =>
  connections.toSorted(
    (a, b) =>
      order[b.verdict] - order[a.verdict] ||
      order[b.forward.verdict] - order[a.forward.verdict] ||
      costOf(a) - costOf(b),
  )[0];

const costOf = ({ forward }: Connection): number =>
  forward.best === undefined ? 1_000 + (forward.end?.branch.blockers.length ?? 0) : forward.best.branch.blockers.length;

const answerWith = (index: Indexed, query: Query): Answer => {
  const facts = openFacts();
  const view = viewOf(index, facts);
  const footprint = () => footprintOf(facts);
  const sources = addressesIn(query.sourceAddress, 'sourceAddress');
  const destinations = addressesIn(query.destinationAddress, 'destinationAddress');
  const from: QueryEnd = endOf(view, query.from);
  const to: QueryEnd = endOf(view, query.to);
  for (const end of [from, to]) if (end.kind === 'none') return noAnswer(query, end.obstacle, footprint);
  const connections: Connection[] = [];
  for (const origin of originsOf(view, from, sources))
    for (const target of targetsOf(view, to, sideOf(from), origin.vpc, destinations)) {
      // One that gets through is the answer, whatever the others are.
      if (connections.at(-1)?.verdict === 'reachable') break;
      const packets = packetsFor(query, origin, target);
      if (packets.length > 0) connections.push(connect(view, origin, target, packets));
    }
  const best = bestOf(connections);
  if (best === undefined) return noAnswer(query, cannotSend(from), footprint);
  return {
    ...(query.id === undefined ? {} : { id: query.id }),
    verdict: best.verdict,
    forward: legOf('forward', best.forward, best.forward.arrivals.length > 0 ? best.arrival : undefined),
    return: legOf('return', best.back, undefined),
    unmodelled: [...new Set(connections.flatMap(unmodelledIn))].sort(),
    footprint,
  };
};

/** A snapshot that any number of queries can be put to. */
export interface Model {
  /** Throws QueryError where the question cannot be asked so; anything else has an answer. */
  readonly analyze: (query: Query) => Answer;
}

export const modelOf = (snapshot: Snapshot): Model => {
  const index = indexed(snapshot);
  return { analyze: (query) => answerWith(index, query) };
};

/** One query to one snapshot. */
export const analyze = (snapshot: Snapshot, query: Query): Answer => modelOf(snapshot).analyze(query);

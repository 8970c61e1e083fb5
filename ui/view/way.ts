import type { Analysis, Hop as AwsHop, Reference, RouteLeg } from '../../lambda/domain/evidence.ts';
import { isReply } from '../../lambda/domain/evidence.ts';
import { analyzerNames, type Direction, type Verdict } from '../../lambda/domain/verdict.ts';
import { addressesText } from '../../lambda/network/address.ts';
import { serviceText } from '../../lambda/network/packets.ts';
import type { Leg } from '../../lambda/reachability/answer.ts';
import { decisionText, type Hop } from '../../lambda/reachability/hop.ts';
import type { FixView } from './finding.ts';
import type { Places } from './places.ts';
import { shown } from './shown.ts';

/** How the packets fare at a hop: they pass, they are stopped, nobody can tell, or they do not come so far. */
export type Fate = 'passed' | 'stopped' | 'unseen' | 'beyond';

/** What stops the packets at a hop, and what would put it right. */
export interface StopView {
  readonly code: string;
  readonly message: string;
  readonly component: string;
  readonly fixes: readonly FixView[];
}

/** One thing that the packets pass. */
export interface HopView {
  readonly id: string;
  /** `network interface`, `transit gateway`, … */
  readonly kind: string;
  readonly name: string | null;
  readonly fate: Fate;
  /** The rules and routes that let them on, in words. */
  readonly because: readonly string[];
  /** The packets as they leave it, where something changed them. */
  readonly packets: string | null;
  readonly stops: readonly StopView[];
}

/** One direction of a connection. */
export interface WayView {
  readonly direction: Direction;
  readonly verdict: Verdict;
  /** Who tells the way. */
  readonly by: string;
  readonly hops: readonly HopView[];
}

const fateOf = (hops: readonly Hop[], place: number): Fate => {
  const blockers = hops[place]?.blockers ?? [];
  if (blockers.some(({ says }) => says === 'unreachable')) return 'stopped';
  if (blockers.length > 0) return 'unseen';
  const first = hops.findIndex((each) => each.blockers.length > 0);
  return first >= 0 && place > first ? 'beyond' : 'passed';
};

/** A way as the network model traces it. `fixes`: the commands that mend a component. */
export const tracedWay = (
  leg: Leg,
  direction: Direction,
  places: Places,
  fixes: (component: string) => readonly FixView[],
): WayView => ({
  direction,
  verdict: leg.verdict,
  by: analyzerNames['network-model'],
  hops: leg.hops.map((hop, place) => ({
    id: shown(hop.id, 100),
    kind: hop.type.replaceAll('-', ' '),
    name: places.get(hop.id)?.name ?? null,
    fate: fateOf(leg.hops, place),
    because: hop.decisions.map((decision) => shown(decisionText(decision))),
    packets:
      hop.header === undefined
        ? null
        : shown(
            `${addressesText(hop.header.source)} → ${addressesText(hop.header.destination)}, ${serviceText(hop.header)}`,
          ),
    stops: hop.blockers.map(({ code, message, component }) => ({
      code: shown(code, 100),
      message: shown(message),
      component: shown(component, 100),
      fixes: fixes(component),
    })),
  })),
});

const nameOf = (reference: Reference | undefined): string => shown(reference?.id ?? 'not named', 100);

const awsHop = ({ component, attachedTo, because, explanations }: AwsHop): HopView => ({
  id: nameOf(component ?? attachedTo),
  kind: attachedTo === undefined || component === undefined ? '' : `at ${nameOf(attachedTo)}`,
  name: component?.name === undefined || component.name === '' ? null : shown(component.name, 100),
  fate: explanations.length === 0 ? 'passed' : 'stopped',
  because: because === undefined ? [] : [shown(because)],
  packets: null,
  stops: explanations.map(({ code }) => ({
    code: shown(code, 100),
    message: shown(code, 100),
    component: nameOf(component),
    fixes: [],
  })),
});

/** The last hop that Route Analyzer tells is where a leg ends that is not connected. */
const routeHops = ({ steps, connected, reason = 'not connected' }: RouteLeg): readonly HopView[] =>
  steps.map(({ id, type, name, destinationCidr }, place) => {
    const isEnd = !connected && place === steps.length - 1;
    const code = shown(reason, 100);
    return {
      id: shown(id, 100),
      kind: shown(type, 60).replaceAll('_', ' ').toLowerCase(),
      name: name === undefined || name === '' ? null : shown(name, 100),
      fate: isEnd ? 'stopped' : 'passed',
      because: destinationCidr === undefined ? [] : [`by ${shown(destinationCidr, 60)}`],
      packets: null,
      stops: isEnd ? [{ code, message: code, component: shown(id, 100), fixes: [] }] : [],
    };
  });

const routeWay = (leg: RouteLeg, direction: Direction): WayView => ({
  direction,
  verdict: leg.connected ? 'reachable' : 'unreachable',
  by: analyzerNames['route-analyzer'],
  hops: routeHops(leg),
});

/** The ways that one analysis of AWS tells: none where it has not succeeded, or tells none. */
export const answeredWays = (analysis: Analysis): readonly WayView[] => {
  if ('notApplicable' in analysis || analysis.run.kind !== 'succeeded') return [];
  switch (analysis.analyzer) {
    case 'reachability-analyzer': {
      const { found, forward, back } = analysis.run.report;
      const verdict = found ? 'reachable' : 'unreachable';
      const by = analyzerNames['reachability-analyzer'];
      const way = (direction: Direction, hops: readonly AwsHop[]): readonly WayView[] =>
        hops.length === 0 ? [] : [{ direction, verdict, by, hops: hops.map(awsHop) }];
      return isReply(analysis) ? way('return', forward) : [...way('forward', forward), ...way('return', back)];
    }
    case 'route-analyzer': {
      const { forward, back } = analysis.run.report;
      return [routeWay(forward, 'forward'), ...(back === undefined ? [] : [routeWay(back, 'return')])];
    }
    case 'network-model':
      return [];
  }
};

import type { Leg } from '../../lambda/reachability/answer.ts';
import type { Hop, HopType } from '../../lambda/reachability/hop.ts';
import { shown } from './shown.ts';

/** What is drawn as a box: all else that packets pass is where a box stands, or how it decides. */
export type NodeKind = Exclude<HopType, 'subnet' | 'vpc' | 'transit-gateway-attachment'>;

const isNode = (hop: Hop): hop is Hop & { readonly type: NodeKind } =>
  hop.type !== 'subnet' && hop.type !== 'vpc' && hop.type !== 'transit-gateway-attachment';

/** What belongs to a box: an instance and its interface are one. */
const boxOf = ({ id, type, of }: Hop, neighbours: ReadonlySet<string>): string =>
  type === 'network-interface' && of !== undefined && neighbours.has(of) ? of : id;

/** What is in the way of the packets, in a sentence, and whether it stops them or nobody sees beyond. */
export interface Stop {
  readonly text: string;
  readonly says: 'unreachable' | 'unknown';
}

/** A box on a way. */
export interface Step {
  readonly id: string;
  readonly hop: Hop & { readonly type: NodeKind };
  readonly stops: readonly Stop[];
  readonly isBehind: boolean;
}

/** The boxes of a way, in its order, each with what is in the way there or on the way to the next. */
export const stepsOf = ({ hops }: Leg): readonly Step[] => {
  const ids = new Set(hops.map(({ id }) => id));
  const first = hops.findIndex(({ blockers }) => blockers.length > 0);
  const steps: Step[] = [];
  for (const [place, hop] of hops.entries()) {
    const said = hop.blockers.map(({ message, says }): Stop => ({ text: shown(message, 160), says }));
    const last = steps.at(-1);
    const id = isNode(hop) ? boxOf(hop, ids) : last?.id;
    if (last !== undefined && last.id === id) steps[steps.length - 1] = { ...last, stops: [...last.stops, ...said] };
    else if (isNode(hop)) steps.push({ id: id ?? hop.id, hop, stops: said, isBehind: first >= 0 && place > first });
  }
  return steps;
};

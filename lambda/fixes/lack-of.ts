import type { Explanation, ModelFinding, Question, RouteLeg, RouteQuestion } from '../domain/evidence.ts';
import { portsText } from '../domain/path.ts';
import type { Direction } from '../domain/verdict.ts';
import { PORTS } from './group-rule.ts';
import type { Lack } from './lack.ts';

/** The network model's own words: it knows the packets at each place. */
export const modelLack = ({ code, component, resources, facts }: ModelFinding): Lack => {
  const { direction, protocol, ports, peer, destination, route, origin, entry } = facts;
  return {
    code,
    resources: { ...resources, component: [component] },
    side: direction,
    protocol,
    ports,
    peer,
    destination,
    // Of a route that leads nowhere the model tells the destination as it is in the table.
    route: code.endsWith('BAD_STATE_ROUTE') ? destination : route,
    origin,
    entry,
  };
};

const origins = new Set(['CreateRouteTable', 'CreateRoute', 'EnableVgwRoutePropagation', 'static', 'propagated']);

/** `route 10.1.0.0/16 to tgw-… (blackhole, CreateRoute)`, as lambda/aws/rule-text.ts has it. */
const routeIn = ({ facts }: Explanation): Pick<Lack, 'route' | 'origin'> => {
  const text = facts.routeTableRoute ?? facts.transitGatewayRouteTableRoute ?? '';
  const [, route, notes = ''] = /^route (\S+) to [^()]{1,80} \(([^()]{1,120})\)$/.exec(text) ?? [];
  return { route, origin: notes.split(', ').find((note) => origins.has(note)) };
};

/** Whether the packets arrive as the question has them: before an instance or interface nothing changes their ports. */
const isPlain = ({ destination, destinationAddress }: Question): boolean =>
  destination !== undefined && /^(?:i|eni)-/.test(destination) && destinationAddress === undefined;

/**
 * What Reachability Analyzer names. It does not tell the packets: of what stateful rules lack they are those of the question,
 * with ports that a load balancer may have changed; of all else where the way back may be meant, nothing is known of them.
 */
export const explanationLack = (explanation: Explanation, question: Question, direction?: Direction): Lack => {
  const { code, resources } = explanation;
  const isForward = direction === 'forward';
  const isOfGroup = code === 'ENI_SG_RULES_MISMATCH' || code === 'SG_HAS_NO_RULES';
  const side = explanation.direction?.toLowerCase();
  const isKnown = isForward || isOfGroup;
  return {
    code,
    resources: Object.fromEntries(
      Object.entries(resources).map(([role, references]) => [role, references.map(({ id }) => id)]),
    ),
    side,
    ...(isKnown && {
      protocol: question.protocol,
      ports: isPlain(question) ? portsText([question.ports]) : isOfGroup ? PORTS : undefined,
    }),
    ...(isKnown && side === 'egress' && { peer: question.destinationAddress }),
    ...(isForward && { destination: question.destinationAddress }),
    ...routeIn(explanation),
    ...(code.startsWith('TGW_RTB_') && { toward: resources.transitGatewayAttachment?.[0]?.id }),
  };
};

const idIn = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

/** What Route Analyzer names: the last table of the leg, and the end of it that the question knows. */
export const legLack = (leg: RouteLeg, question: RouteQuestion, direction: Direction): Lack => {
  const tables = leg.steps.filter(({ id }) => id.startsWith('tgw-rtb-'));
  const attachments = leg.steps.filter(({ id }) => id.startsWith('tgw-attach-')).slice(-1);
  const [arn, address] =
    direction === 'forward'
      ? [question.destinationAttachmentArn, question.destinationAddress]
      : [question.sourceAttachmentArn, question.sourceAddress];
  return {
    code: leg.reason ?? '',
    resources: {
      transitGateway: [question.transitGatewayId],
      transitGatewayRouteTable: tables.slice(-1).map(({ id }) => id),
      transitGatewayAttachment: attachments.map(({ id }) => id),
    },
    destination: address,
    route: tables.at(-1)?.destinationCidr,
    // Beyond a second table the way may lead over another transit gateway, whose attachments are not this one's.
    ...(tables.length === 1 && { toward: idIn(arn) }),
  };
};

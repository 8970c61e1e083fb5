import { flag, integer, keyed, list, part, type Raw, text, texts } from '../snapshot/raw.ts';
import { everyPort, single, TCP, UDP } from './packets.ts';
import type { Ranges } from './ranges.ts';

export type BalancerKind = 'application' | 'network' | 'gateway' | 'classic';

export interface Listener {
  readonly id: string;
  readonly protocols: Ranges<number>;
  readonly ports: Ranges<number>;
  readonly port: number;
  /** Target groups that its default action or any of its rules forwards to. */
  readonly targetGroups: readonly string[];
  /** Of a classic one. */
  readonly instancePort?: number;
}

export interface Balancer {
  /** ARN, or the name of a classic one. */
  readonly id: string;
  readonly name: string;
  readonly kind: BalancerKind;
  readonly vpc: string;
  readonly isActive: boolean;
  readonly state: string;
  readonly zones: readonly string[];
  readonly subnets: readonly string[];
  /** Undefined where its attributes were not described, and they decide. */
  readonly crossZone: boolean | undefined;
  readonly listeners: readonly Listener[];
  /** Of a classic one. */
  readonly instances: readonly string[];
  /** Parts that were not described. */
  readonly flaws: readonly string[];
  /** Why it may forward to more than is known: its listeners' rules were not described. */
  readonly unread?: string;
}

export interface Target {
  /** An instance, an address, a function's or another balancer's ARN. */
  readonly id: string;
  readonly port?: number;
  readonly zone?: string;
}

export interface TargetGroup {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly protocol: string;
  readonly port?: number;
  /** Undefined where it could not be read. */
  readonly targets: readonly Target[] | undefined;
  readonly preservesClient: boolean;
  /** Undefined: as the balancer has it. */
  readonly crossZone?: boolean;
}

/** Listener protocols: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html. */
const protocolsOf = (protocol: string): Ranges<number> =>
  protocol === 'UDP' || protocol === 'QUIC'
    ? single(UDP)
    : protocol === 'TCP_UDP' || protocol === 'TCP_QUIC'
      ? [...single(TCP), ...single(UDP)]
      : single(TCP);

const forwards = (actions: readonly Raw[]): readonly string[] =>
  actions.flatMap((action) => [
    ...(text(action, 'TargetGroupArn') === undefined ? [] : [text(action, 'TargetGroupArn') ?? '']),
    // A weight of 0 takes a group out of service.
    ...list(part(action, 'ForwardConfig'), 'TargetGroups')
      .filter((group) => integer(group, 'Weight') !== 0)
      .flatMap((group) => text(group, 'TargetGroupArn') ?? []),
  ]);

const listenerOf = (raw: Raw, rules: readonly Raw[]): readonly Listener[] => {
  const port = integer(raw, 'Port');
  if (port === undefined) return [];
  return [
    {
      id: text(raw, 'ListenerArn') ?? '',
      protocols: protocolsOf(text(raw, 'Protocol') ?? 'TCP'),
      ports: single(port),
      port,
      targetGroups: [
        ...new Set([
          ...forwards(list(raw, 'DefaultActions')),
          ...rules.flatMap((rule) => forwards(list(rule, 'Actions'))),
        ]),
      ],
    },
  ];
};

const kinds: Readonly<Record<string, BalancerKind>> = {
  application: 'application',
  network: 'network',
  gateway: 'gateway',
};

/** An element of ELBv2's DescribeLoadBalancers with what belongs to it. */
export const balancerOf = (
  id: string,
  raw: Raw,
  own: {
    readonly attributes: Raw | undefined;
    readonly listeners: Raw | undefined;
    readonly rules: (listener: string) => Raw | undefined;
    /** Why rules may be missing. */
    readonly rulesGap: string | undefined;
  },
): Balancer => {
  const kind = kinds[text(raw, 'Type') ?? 'application'] ?? 'application';
  const crossZone =
    own.attributes === undefined ? undefined : keyed(own.attributes, 'Attributes')['load_balancing.cross_zone.enabled'];
  const state = text(part(raw, 'State'), 'Code') ?? 'active';
  return {
    id,
    name: text(raw, 'LoadBalancerName') ?? id,
    kind,
    vpc: text(raw, 'VpcId') ?? '',
    state,
    isActive: state === 'active' || state === 'active_impaired',
    zones: list(raw, 'AvailabilityZones').flatMap((zone) => text(zone, 'ZoneName') ?? []),
    subnets: list(raw, 'AvailabilityZones').flatMap((zone) => text(zone, 'SubnetId') ?? []),
    // The defaults: https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html.
    crossZone:
      crossZone === undefined
        ? kind === 'application'
          ? true
          : own.attributes === undefined
            ? undefined
            : false
        : crossZone === 'true',
    listeners: (own.listeners === undefined ? [] : list(own.listeners, 'Listeners')).flatMap((listener) =>
      listenerOf(listener, list(own.rules(text(listener, 'ListenerArn') ?? '') ?? {}, 'Rules')),
    ),
    instances: [],
    flaws: own.listeners === undefined ? ['its listeners were not described'] : [],
    // Only listeners of Application Load Balancers have rules.
    ...(kind === 'application' && own.rulesGap !== undefined ? { unread: own.rulesGap } : {}),
  };
};

/** An element of classic ELB's DescribeLoadBalancers. */
export const classicBalancerOf = (id: string, raw: Raw, attributes: Raw | undefined): Balancer => ({
  id,
  name: id,
  kind: 'classic',
  vpc: text(raw, 'VPCId') ?? '',
  state: 'active',
  isActive: true,
  zones: texts(raw, 'AvailabilityZones'),
  subnets: texts(raw, 'Subnets'),
  crossZone:
    attributes === undefined
      ? undefined
      : flag(part(part(attributes, 'LoadBalancerAttributes'), 'CrossZoneLoadBalancing'), 'Enabled') === true,
  listeners: list(raw, 'ListenerDescriptions').flatMap((description) => {
    const listener = part(description, 'Listener');
    const port = integer(listener, 'LoadBalancerPort');
    const instancePort = integer(listener, 'InstancePort');
    return port === undefined
      ? []
      : [
          {
            id: `${id}:${port}`,
            protocols: single(TCP),
            ports: single(port),
            port,
            targetGroups: [],
            ...(instancePort === undefined ? {} : { instancePort }),
          },
        ];
  }),
  instances: list(raw, 'Instances').flatMap((instance) => text(instance, 'InstanceId') ?? []),
  flaws: [],
});

/** Where the attribute is not set: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html. */
const preservesByDefault = (type: string, protocol: string): boolean =>
  type === 'instance' || protocol === 'UDP' || protocol === 'TCP_UDP';

export const targetGroupOf = (
  id: string,
  raw: Raw,
  attributes: Raw | undefined,
  health: Raw | undefined,
): TargetGroup => {
  const type = text(raw, 'TargetType') ?? 'instance';
  const protocol = text(raw, 'Protocol') ?? 'TCP';
  const port = integer(raw, 'Port');
  const set = attributes === undefined ? {} : keyed(attributes, 'Attributes');
  const preserve = set['preserve_client_ip.enabled'];
  const crossZone = set['load_balancing.cross_zone.enabled'];
  const preservesClient = preserve === undefined ? preservesByDefault(type, protocol) : preserve === 'true';
  return {
    id,
    name: text(raw, 'TargetGroupName') ?? id,
    type,
    protocol,
    ...(port === undefined ? {} : { port }),
    targets:
      health === undefined
        ? undefined
        : list(health, 'TargetHealthDescriptions').flatMap((description) => {
            const target = part(description, 'Target');
            const targetId = text(target, 'Id');
            const targetPort = integer(target, 'Port');
            const zone = text(target, 'AvailabilityZone');
            return targetId === undefined
              ? []
              : [
                  {
                    id: targetId,
                    ...(targetPort === undefined ? {} : { port: targetPort }),
                    ...(zone === undefined || zone === 'all' ? {} : { zone }),
                  },
                ];
          }),
    preservesClient,
    ...(crossZone === 'true' || crossZone === 'false' ? { crossZone: crossZone === 'true' } : {}),
  };
};

/** All ports where a target names none. */
export const portsOf = (port: number | undefined): Ranges<number> => (port === undefined ? everyPort : single(port));

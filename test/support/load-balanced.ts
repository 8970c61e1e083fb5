import type { Raw } from '../../lambda/snapshot/raw.ts';
import { oneVpc, type SmallNetwork } from './small-network.ts';

const arn = (kind: string, name: string) =>
  `arn:aws:elasticloadbalancing:eu-west-1:111111111111:loadbalancer/${kind}/${name}/0123456789abcdef`;
export const groupArn = (name: string) =>
  `arn:aws:elasticloadbalancing:eu-west-1:111111111111:targetgroup/${name}/0123456789abcdef`;

interface BalancerParts {
  readonly kind?: 'network' | 'application' | 'gateway';
  readonly zones?: readonly string[];
  readonly listener?: Raw;
  readonly crossZone?: boolean;
  readonly state?: string;
}

const short = { network: 'net', application: 'app', gateway: 'gwy' } as const;

/** A balancer `web` of which one listener, TCP 80, forwards to the group `tg`. */
const addBalancer = (
  network: SmallNetwork,
  {
    kind = 'network',
    zones = ['eu-west-1a', 'eu-west-1b'],
    listener = {},
    crossZone,
    state = 'active',
  }: BalancerParts = {},
): string => {
  const id = arn(short[kind], 'web');
  network.add('LoadBalancers', {
    LoadBalancerArn: id,
    LoadBalancerName: 'web',
    Type: kind,
    VpcId: 'vpc-0',
    State: { Code: state },
    AvailabilityZones: zones.map((ZoneName) => ({ ZoneName })),
  });
  network.add('LoadBalancerListeners', {
    LoadBalancerArn: id,
    Listeners: [
      {
        ListenerArn: 'listener-80',
        Port: 80,
        Protocol: kind === 'application' ? 'HTTP' : 'TCP',
        DefaultActions: [{ Type: 'forward', TargetGroupArn: groupArn('tg') }],
        ...listener,
      },
    ],
  });
  network.add('LoadBalancerAttributes', {
    LoadBalancerArn: id,
    Attributes: crossZone === undefined ? [] : [{ Key: 'load_balancing.cross_zone.enabled', Value: `${crossZone}` }],
  });
  if (kind === 'application') network.add('ListenerRules', { ListenerArn: 'listener-80', Rules: [] });
  return id;
};

export const addTargets = (
  network: SmallNetwork,
  targets: readonly (string | Raw)[],
  {
    type = 'instance',
    preserve,
    port = 8080,
    name = 'tg',
  }: { readonly type?: string; readonly preserve?: boolean; readonly port?: number; readonly name?: string } = {},
): void => {
  network.add('TargetGroups', {
    TargetGroupArn: groupArn(name),
    TargetGroupName: name,
    TargetType: type,
    Protocol: 'TCP',
    Port: port,
  });
  network.add('LoadBalancerTargetHealth', {
    TargetGroupArn: groupArn(name),
    TargetHealthDescriptions: targets.map((target) => ({
      Target: typeof target === 'string' ? { Id: target, Port: port } : target,
    })),
  });
  if (preserve !== undefined)
    network.add('TargetGroupAttributes', {
      TargetGroupArn: groupArn(name),
      Attributes: [{ Key: 'preserve_client_ip.enabled', Value: `${preserve}` }],
    });
};

/** The balancer's ENI in subnet-a, the client's and the target's instance. */
export const withBalancer = (
  parts: BalancerParts = {},
  more: {
    readonly targetSubnet?: 'subnet-a' | 'subnet-b';
    readonly targetGroups?: readonly string[];
    readonly balancerGroups?: readonly string[];
  } = {},
) => {
  const network = oneVpc();
  const kind = parts.kind ?? 'network';
  const id = addBalancer(network, parts);
  network.eni('eni-lb', {
    subnet: 'subnet-a',
    addresses: ['10.0.1.100'],
    instance: false,
    type: `${kind}_load_balancer`,
    description: `ELB ${short[kind]}/web/0123456789abcdef`,
    groups: more.balancerGroups ?? (kind === 'application' ? ['sg-open'] : []),
  });
  const subnet = more.targetSubnet ?? 'subnet-a';
  network.eni('eni-target', {
    subnet,
    addresses: [subnet === 'subnet-a' ? '10.0.1.10' : '10.0.2.10'],
    groups: more.targetGroups ?? ['sg-open'],
  });
  network.eni('eni-client', { subnet: 'subnet-b', addresses: ['10.0.2.20'] });
  return { network, id };
};

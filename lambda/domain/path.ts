import type { Budget } from './budget.ts';
import type { Channels } from './channel.ts';
import type { AlertPolicy } from './policy.ts';
import type { Maintenance } from './silence.ts';

export type Protocol = 'tcp' | 'udp';
/** The gravest first. */
export const severities = ['critical', 'warning', 'info'] as const;
export type Severity = (typeof severities)[number];
export type Expectation = 'reachable' | 'unreachable';

/** Both ends included, 0 to 65535. */
export interface PortRange {
  readonly from: number;
  readonly to: number;
}

/** The kinds of resource that a tag selector can pick, as EC2 spells them in `DescribeTags`. */
export const selectableTypes = [
  'instance',
  'network-interface',
  'internet-gateway',
  'transit-gateway',
  'transit-gateway-attachment',
  'vpc-endpoint',
  'vpc-peering-connection',
  'vpn-gateway',
] as const;
export type SelectableType = (typeof selectableTypes)[number];

/**
 * One end of a path as declared; resolved anew at every sweep, since instances come and go.
 * For a selector, `match` says how many of the resources it picks must be as expected.
 */
export type Endpoint =
  | { readonly kind: 'id'; readonly id: string }
  | { readonly kind: 'arn'; readonly arn: string }
  | { readonly kind: 'address'; readonly address: string }
  | {
      readonly kind: 'selector';
      readonly type: SelectableType;
      /** Tag key → value; `*` and `?` are wildcards in the value. */
      readonly tags: Readonly<Record<string, string>>;
      readonly match: 'any' | 'all';
    };

/** A declared critical connection. */
export interface Path {
  readonly id: string;
  readonly from: Endpoint;
  readonly to: Endpoint;
  readonly protocol: Protocol;
  /** Each range is one analysis. */
  readonly ports: readonly PortRange[];
  readonly sourcePorts: readonly PortRange[];
  readonly expect: Expectation;
  /** The canonical schedule expression, such as `rate(5 minutes)` or `cron(0 8 ? * MON-FRI *) Europe/Berlin`. */
  readonly every: string;
  /** Seconds after which its verdict is bought again though nothing that it depends on has changed. */
  readonly audit: number;
  readonly severity: Severity;
  readonly tags: Readonly<Record<string, string>>;
  /** At most so many pairs of resources are analysed where an end is a selector. */
  readonly maxPairs: number;
  /** After so many checks without a settled verdict the monitor reports that it is blind on this path. */
  readonly blindAfter: number;
  readonly alerts: AlertPolicy;
}

export interface Configuration {
  readonly paths: readonly Path[];
  readonly channels: Channels;
  readonly maintenance: readonly Maintenance[];
  readonly budget: Budget;
  /** Seconds for which the network must have been quiet after a change before it is looked at. */
  readonly quiet: number;
  /** Days for which checks, sweeps and incidents are kept. */
  readonly retentionDays: number;
}

const portText = (range: PortRange): string =>
  range.from === range.to ? `${range.from}` : `${range.from}-${range.to}`;

/** `443`, `1024-65535` or `0-21,23-65535`: the form in which ports are declared. */
export const portsText = (ranges: readonly PortRange[]): string => ranges.map(portText).join(',');

/** An endpoint in the words of its declaration, for people. */
export const endpointText = (endpoint: Endpoint): string => {
  switch (endpoint.kind) {
    case 'id':
      return endpoint.id;
    case 'arn':
      return endpoint.arn;
    case 'address':
      return endpoint.address;
    case 'selector':
      return `${endpoint.match === 'any' ? 'any ' : ''}${endpoint.type} ${Object.entries(endpoint.tags)
        .map(([key, value]) => `${key}=${value}`)
        .join(', ')}`;
  }
};

/** `a → b, tcp/443`. */
export const pathText = (path: Pick<Path, 'from' | 'to' | 'protocol' | 'ports'>): string =>
  `${endpointText(path.from)} → ${endpointText(path.to)}, ${path.protocol}/${portsText(path.ports)}`;

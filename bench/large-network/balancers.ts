import type { Raw } from '../../lambda/snapshot/raw.ts';
import { ofRole, type Planned, plannedOf, subnetId, zones } from './interface-plan.ts';
import { idIn, owner, type Site, time, vpcName } from './site.ts';

const kindOf = (site: Site): 'app' | 'net' => (site.isOpen ? 'app' : 'net');

const arn = (site: Site, path: string): string => `arn:aws:elasticloadbalancing:${site.region.name}:${owner}:${path}`;

const suffix = (site: Site): string => idIn(site, 'lb').slice(4);

/** The end of its ARN, which the descriptions of its interfaces name. */
export const balancerName = (site: Site): string => `${kindOf(site)}/${vpcName(site)}/${suffix(site)}`;
export const balancerArn = (site: Site): string => arn(site, `loadbalancer/${balancerName(site)}`);
const listenerArn = (site: Site): string => arn(site, `listener/${balancerName(site)}/${suffix(site)}`);
const groupArn = (site: Site): string => arn(site, `targetgroup/${vpcName(site)}/${suffix(site)}`);

const balancerElement = (site: Site): Raw => ({
  AvailabilityZones: zones.map((zone) => ({
    LoadBalancerAddresses: [],
    SubnetId: subnetId(site, site.isOpen ? 'public' : 'app', zone),
    ZoneName: site.region.zones[zone],
  })),
  CanonicalHostedZoneId: 'Z32O12XQLNTSW2',
  CreatedTime: time,
  DNSName: `${vpcName(site)}-${suffix(site)}.${site.region.name}.elb.amazonaws.com`,
  IpAddressType: 'ipv4',
  LoadBalancerArn: balancerArn(site),
  LoadBalancerName: vpcName(site),
  Scheme: site.isOpen ? 'internet-facing' : 'internal',
  SecurityGroups: [idIn(site, 'sg', 5)],
  State: { Code: 'active' },
  Type: site.isOpen ? 'application' : 'network',
  VpcId: idIn(site, 'vpc'),
});

const attributes = (values: Readonly<Record<string, string>>): readonly Raw[] =>
  Object.entries(values).map(([Key, Value]) => ({ Key, Value }));

const port = (site: Site): number => (site.isOpen ? 8080 : 443);

const listenerElement = (site: Site): Raw => ({
  LoadBalancerArn: balancerArn(site),
  Listeners: [
    {
      DefaultActions: [
        {
          ForwardConfig: { TargetGroups: [{ TargetGroupArn: groupArn(site), Weight: 1 }] },
          TargetGroupArn: groupArn(site),
          Type: 'forward',
        },
      ],
      ListenerArn: listenerArn(site),
      LoadBalancerArn: balancerArn(site),
      Port: 443,
      Protocol: site.isOpen ? 'HTTPS' : 'TCP',
    },
  ],
});

const groupElement = (site: Site): Raw => ({
  HealthCheckEnabled: true,
  HealthCheckIntervalSeconds: 30,
  HealthCheckPort: 'traffic-port',
  HealthCheckProtocol: site.isOpen ? 'HTTP' : 'TCP',
  HealthCheckTimeoutSeconds: 10,
  HealthyThresholdCount: 3,
  IpAddressType: 'ipv4',
  LoadBalancerArns: [balancerArn(site)],
  Port: port(site),
  Protocol: site.isOpen ? 'HTTP' : 'TCP',
  TargetGroupArn: groupArn(site),
  TargetGroupName: vpcName(site),
  TargetType: 'instance',
  UnhealthyThresholdCount: 3,
  VpcId: idIn(site, 'vpc'),
});

/** The instances behind the balancer of a VPC. */
export const targetsOf = (planned: readonly Planned[]): readonly Planned[] => ofRole(planned, 'app').slice(0, 8);

const healthElement = (site: Site): Raw => ({
  TargetGroupArn: groupArn(site),
  TargetHealthDescriptions: targetsOf(plannedOf(site)).map(({ instance }) => ({
    HealthCheckPort: `${port(site)}`,
    Target: { Id: instance, Port: port(site) },
    TargetHealth: { State: 'healthy' },
  })),
});

/** The parts that describe the load balancers: a public application one in VPCs that are open, else an internal network one. */
export const balancerDocuments = (sites: readonly Site[]) => ({
  LoadBalancers: sites.map(balancerElement),
  LoadBalancerAttributes: sites.map((site) => ({
    LoadBalancerArn: balancerArn(site),
    Attributes: attributes({
      'deletion_protection.enabled': 'true',
      'load_balancing.cross_zone.enabled': 'true',
      'access_logs.s3.enabled': 'true',
      'access_logs.s3.bucket': `logs-${vpcName(site)}`,
    }),
  })),
  LoadBalancerListeners: sites.map(listenerElement),
  ListenerRules: sites
    .filter(({ isOpen }) => isOpen)
    .map((site) => ({
      ListenerArn: listenerArn(site),
      Rules: [
        {
          Actions: [{ TargetGroupArn: groupArn(site), Type: 'forward' }],
          Conditions: [],
          IsDefault: true,
          Priority: 'default',
          RuleArn: arn(site, `listener-rule/${balancerName(site)}/${suffix(site)}`),
        },
      ],
    })),
  TargetGroups: sites.map(groupElement),
  TargetGroupAttributes: sites.map((site) => ({
    TargetGroupArn: groupArn(site),
    Attributes: attributes({
      'deregistration_delay.timeout_seconds': '300',
      'stickiness.enabled': 'false',
      'load_balancing.cross_zone.enabled': 'use_load_balancer_configuration',
      ...(site.isOpen ? {} : { 'preserve_client_ip.enabled': 'true' }),
    }),
  })),
  LoadBalancerTargetHealth: sites.map(healthElement),
});

import type { Raw } from '../../lambda/snapshot/raw.ts';
import type { Role } from './interface-plan.ts';
import { corporateList, serviceList } from './prefix-lists.ts';
import { idIn, owner, type Site, tagged, vpcName } from './site.ts';

const names = [
  'default',
  'common',
  'web',
  'app',
  'data',
  'balancer',
  'endpoint',
  'lambda',
  'monitoring',
  'backup',
  'batch',
  'legacy',
] as const;
type Name = (typeof names)[number];

const groupId = (site: Site, name: Name): string => idIn(site, 'sg', names.indexOf(name));

const ofRole: Readonly<Record<Role, readonly Name[]>> = {
  web: ['web', 'common'],
  app: ['app', 'common', 'monitoring'],
  data: ['data', 'common'],
  rds: ['data'],
  lambda: ['lambda'],
  nat: [],
  balancer: ['balancer'],
  endpoint: ['endpoint'],
  transit: [],
};

/** The groups of an interface, as its element names them. */
export const groupsOf = (site: Site, role: Role): readonly Raw[] =>
  ofRole[role].map((name) => ({ GroupId: groupId(site, name), GroupName: `${vpcName(site)}-${name}` }));

interface Peers {
  readonly cidrs?: readonly string[];
  readonly groups?: readonly Name[];
  readonly lists?: readonly string[];
}

const permission = (site: Site, protocol: string, ports: readonly [number, number] | undefined, peers: Peers): Raw => ({
  IpProtocol: protocol,
  ...(ports === undefined ? {} : { FromPort: ports[0], ToPort: ports[1] }),
  IpRanges: (peers.cidrs ?? []).map((CidrIp, index) => ({
    CidrIp,
    Description: `request ${4000 + index} of ${protocol}`,
  })),
  Ipv6Ranges: [],
  PrefixListIds: (peers.lists ?? []).map((PrefixListId) => ({ PrefixListId })),
  UserIdGroupPairs: (peers.groups ?? []).map((name) => ({
    Description: `from ${name}`,
    GroupId: groupId(site, name),
    UserId: owner,
  })),
});

/** Addresses of offices and suppliers, which nobody in the network has. */
const outsiders = (first: number, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `203.0.113.${(first * 7 + index * 3) % 256}/32`);

const everywhere: Peers = { cidrs: ['0.0.0.0/0'] };
const company: Peers = { cidrs: ['10.0.0.0/8'] };

const monitored: readonly number[] = [161, 1514, 3100, 4317, 6514, 8125, 8301, 9093, 9100, 9182, 9256, 10050];

const ingressOf = (site: Site, name: Name): readonly Raw[] => {
  const rule = (port: number, peers: Peers, protocol = 'tcp'): Raw => permission(site, protocol, [port, port], peers);
  switch (name) {
    case 'web':
      return [rule(443, everywhere), rule(80, everywhere), rule(22, { cidrs: outsiders(1, 24) })];
    case 'app':
      return [
        rule(443, company),
        rule(8080, { groups: ['balancer', 'web', 'batch'] }),
        rule(8443, { groups: ['balancer'] }),
        rule(22, { cidrs: outsiders(2, 30), groups: ['monitoring'] }),
      ];
    case 'data':
      return [
        rule(5432, { groups: ['app', 'lambda', 'batch'], lists: [corporateList(site.region)] }),
        rule(3306, { groups: ['app', 'backup'] }),
        rule(22, { groups: ['app'] }),
        rule(6379, { cidrs: outsiders(3, 12), groups: ['app', 'lambda'] }),
      ];
    case 'balancer':
      return [rule(443, everywhere), rule(8443, { cidrs: outsiders(4, 20) })];
    case 'endpoint':
      return [rule(443, { cidrs: [`10.${site.octet}.0.0/16`] })];
    case 'common':
    case 'monitoring':
      return [
        ...monitored.map((port, index) => rule(port, { cidrs: outsiders(index, 4), groups: ['monitoring'] })),
        rule(123, { cidrs: outsiders(5, 8) }, 'udp'),
        permission(site, 'icmp', [8, -1], { cidrs: outsiders(6, 8) }),
      ];
    case 'backup':
    case 'batch':
    case 'legacy':
      return monitored.map((port, index) =>
        rule(port + 20_000, { cidrs: outsiders(index + 9, 6), groups: ['backup'] }),
      );
    case 'default':
      return [permission(site, '-1', undefined, { groups: ['default'] })];
    case 'lambda':
      return [];
  }
};

const egressOf = (site: Site, name: Name): readonly Raw[] =>
  name === 'common' || name === 'monitoring'
    ? monitored.map((port, index) => permission(site, 'tcp', [port, port], { cidrs: outsiders(index, 3) }))
    : name === 'data'
      ? [
          permission(site, 'tcp', [443, 443], { cidrs: ['0.0.0.0/0'], lists: [serviceList(site.region, 's3')] }),
          permission(site, '-1', undefined, company),
        ]
      : [permission(site, '-1', undefined, everywhere)];

/** The groups of a VPC, as DescribeSecurityGroups gives them: a dozen, with some 600 peers in their rules. */
export const groupElements = (site: Site): readonly Raw[] =>
  names.map((name) => ({
    Description: `${name} of ${vpcName(site)}`,
    GroupId: groupId(site, name),
    GroupName: `${vpcName(site)}-${name}`,
    IpPermissions: ingressOf(site, name),
    IpPermissionsEgress: egressOf(site, name),
    OwnerId: owner,
    SecurityGroupArn: `arn:aws:ec2:${site.region.name}:${owner}:security-group/${groupId(site, name)}`,
    Tags: tagged(`${vpcName(site)}-${name}`, site),
    VpcId: idIn(site, 'vpc'),
  }));

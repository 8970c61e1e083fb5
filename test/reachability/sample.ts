import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { type Described, documentsOf } from '../simulator/described.ts';
import type { Query } from '../simulator/exists.ts';
import {
  addAttachment,
  addInternetGateway,
  addNat,
  addPeering,
  addTable,
  addTransitGateway,
  addTransitTable,
  routeTo,
  transitRoute,
} from '../simulator/joints.ts';
import { addAcl, addEni, addGroup, addSubnet, addVpc, entry, everything, permission } from '../simulator/parts.ts';
import { eniOf, tableOf, twoVpcs } from '../simulator/two-vpcs.ts';

/** A balancer's ARN, and its target group's. */
export const front = 'arn:aws:elasticloadbalancing:eu-west-1:111111111111:loadbalancer/net/front/0123456789abcdef';
export const frontTargets = 'arn:aws:elasticloadbalancing:eu-west-1:111111111111:targetgroup/front/0123456789abcdef';

const balancing = {
  LoadBalancers: [
    {
      LoadBalancerArn: front,
      LoadBalancerName: 'front',
      Type: 'network',
      Scheme: 'internal',
      VpcId: 'vpc-0',
      State: { Code: 'active' },
      AvailabilityZones: [{ ZoneName: 'eu-west-1a', SubnetId: 'subnet-a' }],
    },
  ],
  LoadBalancerAttributes: [{ LoadBalancerArn: front, Attributes: [] }],
  LoadBalancerListeners: [
    {
      LoadBalancerArn: front,
      Listeners: [
        {
          ListenerArn: front.replace('loadbalancer', 'listener'),
          Port: 443,
          Protocol: 'TCP',
          DefaultActions: [{ Type: 'forward', TargetGroupArn: frontTargets }],
        },
      ],
    },
  ],
  TargetGroups: [
    {
      TargetGroupArn: frontTargets,
      TargetGroupName: 'front',
      TargetType: 'ip',
      Protocol: 'TCP',
      Port: 443,
      VpcId: 'vpc-0',
    },
  ],
  TargetGroupAttributes: [{ TargetGroupArn: frontTargets, Attributes: [] }],
  LoadBalancerTargetHealth: [
    { TargetGroupArn: frontTargets, TargetHealthDescriptions: [{ Target: { Id: '10.0.1.20', Port: 443 } }] },
  ],
} satisfies Documents;

const network = (): Described => {
  const built = twoVpcs();
  // vpc-0: subnet-a behind a NAT gateway in subnet-b, which is public; a balancer in subnet-a.
  addInternetGateway(built, 'igw-0', 'vpc-0');
  addNat(built, 'nat-0', 'subnet-b', '10.0.2.60', '52.1.0.1');
  eniOf(built, 'eni-b').PrivateIpAddresses = [
    { PrivateIpAddress: '10.0.2.10', Primary: true, Association: { PublicIp: '52.0.0.10' } },
  ];
  addEni(built, 'eni-front', {
    subnetId: 'subnet-a',
    addresses: [{ address: '10.0.1.40' }],
    groups: ['sg-0'],
    type: 'network_load_balancer',
  });
  eniOf(built, 'eni-front').Description = 'ELB net/front/0123456789abcdef';
  // vpc-2 over peering, whose group takes tcp/443 from the members of sg-0 and from a prefix list.
  addVpc(built, 'vpc-2', ['10.2.0.0/16']);
  addSubnet(built, 'subnet-d', 'vpc-2', '10.2.1.0/24', 'eu-west-1a');
  addGroup(
    built,
    'sg-2',
    'vpc-2',
    [
      permission('tcp', 443, 443, { UserIdGroupPairs: [{ GroupId: 'sg-0' }] }),
      permission('tcp', 8443, 8443, { PrefixListIds: [{ PrefixListId: 'pl-0' }] }),
    ],
    [],
  );
  built.PrefixListEntries.push({ PrefixListId: 'pl-0', Entries: [{ Cidr: '10.0.1.10/32' }] });
  addPeering(built, 'pcx-0-2', 'vpc-0', 'vpc-2');
  addTable(built, 'rtb-2', 'vpc-2', 'main', [routeTo('10.0.0.0/16', 'pcx-0-2')]);
  addAcl(
    built,
    'acl-2',
    'vpc-2',
    [],
    [
      entry(90, 'in', 'deny', '0.0.0.0/0', '6', 22, 22),
      entry(100, 'in', 'allow', '0.0.0.0/0', '6', 0, 8999),
      entry(100, 'out', 'allow'),
    ],
    true,
  );
  addEni(built, 'eni-d', {
    subnetId: 'subnet-d',
    addresses: [{ address: '10.2.1.10' }],
    groups: ['sg-2'],
    instanceId: 'i-d',
  });
  // A second ENI there, whose group takes all, and whose instance is stopped.
  addGroup(built, 'sg-open', 'vpc-2', [everything()], [everything()]);
  addEni(built, 'eni-e', {
    subnetId: 'subnet-d',
    addresses: [{ address: '10.2.1.20' }],
    groups: ['sg-open'],
    instanceId: 'i-e',
  });
  addEni(built, 'eni-f', {
    subnetId: 'subnet-d',
    addresses: [{ address: '10.2.1.30' }],
    groups: ['sg-open'],
    instanceId: 'i-f',
  });
  for (const { Instances } of built.Reservations)
    for (const each of Instances ?? []) if (each.InstanceId === 'i-f') each.State = { Code: 80, Name: 'stopped' };
  // A transit gateway between vpc-0 and vpc-1.
  addTransitGateway(built, 'tgw-0');
  addAttachment(built, 'tgw-attach-0', 'tgw-0', 'vpc-0', ['subnet-a', 'subnet-b'], 'tgw-rtb-0');
  addAttachment(built, 'tgw-attach-1', 'tgw-0', 'vpc-1', ['subnet-c'], 'tgw-rtb-0');
  addTransitTable(built, 'tgw-rtb-0', 'tgw-0', [
    transitRoute(built, '10.0.0.0/16', 'tgw-attach-0', 'propagated'),
    transitRoute(built, '10.1.0.0/16', 'tgw-attach-1', 'propagated'),
    transitRoute(built, '10.2.0.0/16', undefined),
  ]);
  tableOf(built, 'rtb-1').Routes?.push(routeTo('10.0.0.0/8', 'tgw-0'));
  tableOf(built, 'rtb-0').Routes?.push(
    routeTo('0.0.0.0/0', 'nat-0'),
    routeTo('10.1.0.0/16', 'tgw-0'),
    routeTo('10.2.0.0/16', 'pcx-0-2'),
    { ...routeTo('8.8.4.0/24', 'igw-0'), State: 'blackhole' },
  );
  addTable(
    built,
    'rtb-public',
    'vpc-0',
    ['subnet-b'],
    [routeTo('0.0.0.0/0', 'igw-0'), routeTo('10.1.0.0/16', 'tgw-0'), routeTo('10.2.0.0/16', 'pcx-0-2')],
  );
  built.VpcBlockPublicAccessOptions.push({
    AwsRegion: 'eu-west-1',
    State: 'update-complete',
    InternetGatewayBlockMode: 'off',
  });
  return built;
};

/** Three VPCs with one of each thing that joins them, all of it sound. */
export const sample = (): Documents => structuredClone({ ...documentsOf(network()), ...balancing });

const tcp = (from: string, to: string, port = '443'): Query => ({ from, to, protocol: 'tcp', port });

/** Questions that the sample lets pass both ways. */
export const open: Readonly<Record<string, Query>> = {
  'within a subnet': tcp('eni-a', 'eni-n'),
  'within a VPC': tcp('eni-a', 'eni-b'),
  'over a transit gateway': tcp('eni-a', 'eni-c'),
  'over peering, by group': tcp('eni-a', 'eni-d'),
  'over peering, by prefix list': tcp('eni-a', '10.2.1.10', '8443'),
  'out by NAT': tcp('eni-a', 'internet'),
  'out by the internet gateway': tcp('eni-b', '8.8.8.8'),
  'in from the internet': tcp('internet', 'eni-b'),
  'by a balancer': tcp('eni-b', 'front'),
};

/** Questions that it does not. */
export const shut: Readonly<Record<string, Query>> = {
  'no rule for the port': tcp('eni-a', 'eni-d', '444'),
  'an ACL that denies the port': tcp('eni-a', 'eni-e', '22'),
  'an ACL that has no entry for the port': tcp('eni-a', 'eni-e', '9000'),
  'no group of a member': tcp('eni-e', 'eni-d'),
  'a stopped instance': tcp('eni-a', 'eni-f'),
  'a blackhole': tcp('eni-a', '8.8.4.4'),
  'a blackhole of the transit gateway': tcp('eni-c', 'eni-e'),
  'nothing between': tcp('eni-d', 'eni-c'),
  'no public address': tcp('internet', 'eni-a'),
  'no listener': tcp('eni-b', 'front', '444'),
};

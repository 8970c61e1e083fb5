import type { DocumentKey } from '../../lambda/snapshot/snapshot.ts';
import type { Described } from '../simulator/described.ts';
import { routeTo, transitRoute } from '../simulator/joints.ts';
import { permission } from '../simulator/parts.ts';
import { eniOf, found, groupOf, tableOf } from '../simulator/two-vpcs.ts';
import { ask, changed, defaulted, present, refused, verdicts, whole, without, wordsOf } from './asking.ts';
import { frontTargets, open, sample, shut } from './sample.ts';

describe('the sample', () => {
  test('lets pass what it should, and nothing else', () => {
    const expected = [
      ...Object.keys(open).map((name) => [name, 'reachable']),
      ...Object.keys(shut).map((name) => [name, 'unreachable']),
    ];
    expect(verdicts(whole(sample()))).toEqual(Object.fromEntries(expected));
  });
});

/** What each way needs, beside the documents that tell of all of them. */
const everyWay: readonly DocumentKey[] = ['NetworkInterfaces', 'SecurityGroups'];
const needed: Readonly<Record<string, readonly DocumentKey[]>> = {
  'within a VPC': ['NetworkAcls'],
  'over a transit gateway': [
    'RouteTables',
    'NetworkAcls',
    'Vpcs',
    'TransitGatewayAttachments',
    'TransitGatewayVpcAttachments',
    'TransitGatewayRoutes',
  ],
  'over peering, by group': ['RouteTables', 'NetworkAcls', 'Vpcs', 'VpcPeeringConnections'],
  'over peering, by prefix list': ['RouteTables', 'NetworkAcls', 'Vpcs', 'VpcPeeringConnections', 'PrefixListEntries'],
  'out by NAT': ['RouteTables', 'NetworkAcls', 'NatGateways', 'InternetGateways'],
  'out by the internet gateway': ['RouteTables', 'NetworkAcls', 'InternetGateways'],
  'in from the internet': ['RouteTables', 'NetworkAcls', 'InternetGateways'],
};

describe('a call that is missing', () => {
  test.each(present.filter((key) => !defaulted.has(key)))('%s: nothing is claimed for want of it', (key) => {
    const honest = verdicts(whole(sample()));
    for (const [name, verdict] of Object.entries(verdicts(whole(without(sample(), key)))))
      expect([name, verdict]).toEqual([name, expect.stringMatching(`^(${honest[name]}|unknown)$`)]);
  });

  test.each(present)('%s: nothing is claimed where it was refused', (key) => {
    const honest = verdicts(whole(sample()));
    for (const [name, verdict] of Object.entries(verdicts(refused(sample(), key))))
      expect([name, verdict]).toEqual([name, expect.stringMatching(`^(${honest[name]}|unknown)$`)]);
  });

  const wanting = Object.entries(needed).flatMap(([way, keys]) =>
    [...everyWay, ...keys].map((key) => [way, key] as const),
  );
  test.each(wanting)('%s without %s: unknown, and the part is named', (way, key) => {
    const query = found(open[way]);
    const answer = ask(refused(sample(), key), query);
    expect(answer.verdict).toBe('unknown');
    expect(wordsOf(answer)).toContain(`${key} could not be read (UnauthorizedOperation): not allowed`);
    if (!defaulted.has(key)) {
      const other = ask(whole(without(sample(), key)), query);
      expect(other.verdict).toBe('unknown');
      expect(wordsOf(other)).toContain(key);
    }
  });

  test('without any document nothing is known', () => {
    for (const verdict of Object.values(verdicts(whole({})))) expect(verdict).toBe('unknown');
  });
});

describe('an id that leads nowhere', () => {
  const retarget = (network: Described, table: string, destination: string, target: string): void => {
    const routes = tableOf(network, table).Routes ?? [];
    const index = routes.findIndex((each) => each.DestinationCidrBlock === destination);
    routes.splice(index, 1, routeTo(destination, target));
  };
  const dangling: readonly (readonly [name: string, id: string, way: string, change: (network: Described) => void])[] =
    [
      [
        'a route to a NAT gateway',
        'nat-gone',
        'out by NAT',
        (network) => retarget(network, 'rtb-0', '0.0.0.0/0', 'nat-gone'),
      ],
      [
        'a route to an internet gateway',
        'igw-gone',
        'out by the internet gateway',
        (network) => retarget(network, 'rtb-public', '0.0.0.0/0', 'igw-gone'),
      ],
      [
        'a route to a peering connection',
        'pcx-gone',
        'over peering, by group',
        (network) => retarget(network, 'rtb-0', '10.2.0.0/16', 'pcx-gone'),
      ],
      [
        'a route to a transit gateway',
        'tgw-gone',
        'over a transit gateway',
        (network) => retarget(network, 'rtb-0', '10.1.0.0/16', 'tgw-gone'),
      ],
      [
        'a route to an ENI',
        'eni-gone',
        'over a transit gateway',
        (network) => retarget(network, 'rtb-0', '10.1.0.0/16', 'eni-gone'),
      ],
      [
        'a group of an ENI',
        'sg-gone',
        'within a VPC',
        (network) => {
          eniOf(network, 'eni-b').Groups = [{ GroupId: 'sg-gone' }];
        },
      ],
      [
        'a group that a rule refers to',
        'sg-2',
        'over peering, by group',
        (network) => {
          groupOf(network, 'sg-2').IpPermissions = [
            permission('tcp', 443, 443, { UserIdGroupPairs: [{ GroupId: 'sg-gone' }] }),
          ];
        },
      ],
      [
        'a prefix list that a rule refers to',
        'pl-gone',
        'over peering, by prefix list',
        (network) => {
          groupOf(network, 'sg-2').IpPermissions = [
            permission('tcp', 8443, 8443, { PrefixListIds: [{ PrefixListId: 'pl-gone' }] }),
          ];
        },
      ],
      [
        'the VPC of an attachment',
        'vpc-1',
        'over a transit gateway',
        (network) => {
          network.Vpcs = network.Vpcs.filter((each) => each.VpcId !== 'vpc-1');
        },
      ],
      [
        'the far VPC of a peering connection',
        'vpc-2',
        'over peering, by group',
        (network) => {
          network.Vpcs = network.Vpcs.filter((each) => each.VpcId !== 'vpc-2');
        },
      ],
      [
        'the attachment of a transit gateway route',
        'tgw-attach-gone',
        'over a transit gateway',
        (network) => {
          found(network.TransitGatewayRoutes[0]).Routes = [transitRoute(network, '10.1.0.0/16', 'tgw-attach-gone')];
        },
      ],
      [
        'the subnets of an attachment',
        'tgw-attach-1',
        'over a transit gateway',
        (network) => {
          network.TransitGatewayVpcAttachments = network.TransitGatewayVpcAttachments.filter(
            (each) => each.TransitGatewayAttachmentId !== 'tgw-attach-1',
          );
        },
      ],
      [
        'the table of an association',
        'tgw-rtb-gone',
        'over a transit gateway',
        (network) => {
          for (const each of network.TransitGatewayAttachments)
            each.Association = { State: 'associated', TransitGatewayRouteTableId: 'tgw-rtb-gone' };
        },
      ],
      [
        'the ENI of a NAT gateway',
        'eni-nat-0',
        'out by NAT',
        (network) => {
          network.NetworkInterfaces = network.NetworkInterfaces.filter(
            (each) => each.NetworkInterfaceId !== 'eni-nat-0',
          );
        },
      ],
    ];

  test.each(dangling)('%s (%s) is named, and is no way through', (_name, id, way, change) => {
    const answer = ask(changed(change), found(open[way]));
    expect(answer.verdict).not.toBe('reachable');
    expect(wordsOf(answer)).toContain(id);
  });

  test('the subnet of an ENI: no outage is claimed for want of it', () => {
    const missing = changed((network) => {
      network.Subnets = network.Subnets.filter((each) => each.SubnetId !== 'subnet-b');
    });
    for (const way of ['within a VPC', 'in from the internet', 'by a balancer'])
      expect(ask(missing, found(open[way])).verdict).not.toBe('unreachable');
  });

  test('a target group is named', () => {
    const answer = ask(whole({ ...sample(), TargetGroups: [] }), found(open['by a balancer']));
    expect(answer.verdict).toBe('unknown');
    expect(wordsOf(answer)).toContain(frontTargets);
  });
});

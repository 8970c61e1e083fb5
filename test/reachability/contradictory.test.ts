import type { Answer } from '../../lambda/reachability/answer.ts';
import { type Described, documentsOf } from '../simulator/described.ts';
import { exists } from '../simulator/exists.ts';
import {
  addAttachment,
  addNat,
  addTable,
  addTransitGateway,
  addTransitTable,
  routeTo,
  transitRoute,
} from '../simulator/joints.ts';
import { addSubnet, permission } from '../simulator/parts.ts';
import { aclOf, eniOf, found, groupOf, tableOf, twoVpcs } from '../simulator/two-vpcs.ts';
import { ask, changed, verdicts, whole } from './asking.ts';
import { open } from './sample.ts';

describe('contradictions', () => {
  const tells = (answer: Answer): void => {
    expect(answer.verdict).toBe('unknown');
    const [finding] = answer.forward.findings.filter(({ code }) => code === 'AMBIGUOUS_ADDRESS');
    for (const id of ['eni-b', 'eni-c']) expect(finding?.message).toContain(id);
    expect(finding?.message).toContain('ambiguous');
  };
  const sharing = (vpc: 'same' | 'other') =>
    changed((network) => {
      const eni = eniOf(network, 'eni-c');
      eni.PrivateIpAddress = '10.0.2.10';
      eni.PrivateIpAddresses = [{ PrivateIpAddress: '10.0.2.10', Primary: true }];
      if (vpc === 'same') Object.assign(eni, { VpcId: 'vpc-0', SubnetId: 'subnet-b' });
      else for (const each of network.Vpcs) if (each.VpcId === 'vpc-1') each.CidrBlock = '10.0.0.0/16';
    });

  test.each(['same', 'other'] as const)(
    'an address of two ENIs of the %s VPC is said to be ambiguous, both are named',
    (vpc) => {
      for (const query of [
        { from: 'eni-a', to: '10.0.2.10', protocol: 'tcp' },
        { from: '10.0.2.10', to: 'eni-a', protocol: 'tcp' },
      ])
        tells(ask(sharing(vpc), query));
    },
  );

  test('a path to one of two ENIs of one VPC with one address is ambiguous too', () => {
    tells(ask(sharing('same'), { from: 'eni-a', to: 'eni-b', protocol: 'tcp' }));
  });

  test('two VPCs with one block: the own one is local, the other is not reached', () => {
    expect(ask(sharing('other'), { from: 'eni-a', to: 'eni-b', protocol: 'tcp' }).verdict).toBe('reachable');
    expect(ask(sharing('other'), { from: 'eni-a', to: 'eni-c', protocol: 'tcp' }).verdict).not.toBe('reachable');
  });

  const twice: readonly (readonly [name: string, change: (network: Described) => void])[] = [
    [
      'a subnet has two route tables',
      (network) => {
        network.RouteTables.push({ ...structuredClone(tableOf(network, 'rtb-public')), RouteTableId: 'rtb-twin' });
      },
    ],
    [
      'a VPC has two main route tables',
      (network) => {
        network.RouteTables.push({ ...structuredClone(tableOf(network, 'rtb-0')), RouteTableId: 'rtb-twin' });
      },
    ],
    [
      'a VPC has two default ACLs',
      (network) => {
        network.NetworkAcls.push({ ...structuredClone(aclOf(network, 'acl-0')), NetworkAclId: 'acl-twin' });
      },
    ],
    [
      'an ENI is described twice, and differently',
      (network) => {
        network.NetworkInterfaces.push({ ...eniOf(network, 'eni-b'), Groups: [] });
      },
    ],
    [
      'a group is described twice, and differently',
      (network) => {
        network.SecurityGroups.push({ ...groupOf(network, 'sg-0'), IpPermissions: [] });
      },
    ],
  ];
  test.each(twice)('%s: unknown', (_name, change) => {
    const answers = [open['within a VPC'], open['in from the internet']].map((query) =>
      ask(changed(change), found(query)),
    );
    expect(answers.map(({ verdict }) => verdict)).toContain('unknown');
    expect(answers.map(({ verdict }) => verdict)).not.toContain('unreachable');
  });

  test('routes that lead in circles end', () => {
    const circling = changed((network) => {
      found(network.TransitGatewayRoutes[0]).Routes = [transitRoute(network, '0.0.0.0/0', 'tgw-attach-0')];
      for (const table of ['rtb-0', 'rtb-1', 'rtb-public'])
        tableOf(network, table).Routes = [routeTo('0.0.0.0/0', 'tgw-0')];
    });
    for (const verdict of Object.values(verdicts(circling)))
      expect(['unreachable', 'unknown', 'reachable']).toContain(verdict);
    expect(ask(circling, found(open['over a transit gateway'])).verdict).toBe('unreachable');
    const routers = changed((network) => {
      for (const id of ['eni-n', 'eni-b']) eniOf(network, id).SourceDestCheck = false;
      tableOf(network, 'rtb-0').Routes = [routeTo('0.0.0.0/0', 'eni-b')];
      tableOf(network, 'rtb-public').Routes = [routeTo('0.0.0.0/0', 'eni-n')];
    });
    expect(ask(routers, { from: 'eni-a', to: '8.8.8.8', protocol: 'tcp' }).verdict).toBe('unreachable');
  });
});

describe('a place that packets come to again', () => {
  test('with other addresses, after a translation, is in no circle', () => {
    const built = twoVpcs();
    addSubnet(built, 'subnet-nat', 'vpc-0', '10.0.3.0/24', 'eu-west-1a');
    addSubnet(built, 'subnet-door', 'vpc-0', '10.0.4.0/28', 'eu-west-1a');
    addNat(built, 'nat-0', 'subnet-nat', '10.0.3.60');
    addTransitGateway(built, 'tgw-0');
    addAttachment(built, 'tgw-attach-0', 'tgw-0', 'vpc-0', ['subnet-door'], 'tgw-rtb-0');
    addAttachment(built, 'tgw-attach-1', 'tgw-0', 'vpc-1', ['subnet-c'], 'tgw-rtb-0');
    addTransitTable(built, 'tgw-rtb-0', 'tgw-0', [
      transitRoute(built, '10.0.0.0/16', 'tgw-attach-0'),
      transitRoute(built, '10.1.0.0/16', 'tgw-attach-1'),
    ]);
    tableOf(built, 'rtb-0').Routes?.push(routeTo('10.1.0.0/16', 'nat-0'));
    tableOf(built, 'rtb-1').Routes?.push(routeTo('10.0.0.0/16', 'tgw-0'));
    // The reply comes out of the transit gateway to the NAT gateway, which sends it there once more.
    const back = [routeTo('10.1.0.0/16', 'tgw-0'), routeTo('10.0.1.0/24', 'tgw-0')];
    addTable(built, 'rtb-nat', 'vpc-0', ['subnet-nat'], back);
    const query = { from: 'eni-a', to: 'eni-c', protocol: 'tcp', port: '443' };
    const documents = documentsOf(built);
    expect(exists(documents, query).both).toBe(true);
    expect(ask(whole(documents), query).verdict).toBe('reachable');
  });
});

describe('size', () => {
  const rules = Array.from({ length: 100_000 }, (_, index) =>
    permission('tcp', index % 60_000, (index % 60_000) + (index % 7), {
      IpRanges: [{ CidrIp: `10.${(index >> 8) % 200}.${index % 256}.${(index * 7) % 256}/32` }],
    }),
  );

  test('a group of 100,000 rules has an answer', () => {
    const large = changed((network) => {
      groupOf(network, 'sg-0').IpPermissions = [...rules, ...(groupOf(network, 'sg-0').IpPermissions ?? [])];
      groupOf(network, 'sg-0').IpPermissionsEgress?.unshift(...rules);
    });
    expect(ask(large, found(open['within a VPC'])).verdict).toBe('reachable');
    expect(ask(large, { from: 'eni-a', to: 'internet', protocol: '-1' }).verdict).toBe('reachable');
    const shutLarge = changed((network) => {
      groupOf(network, 'sg-2').IpPermissions = rules;
    });
    expect(ask(shutLarge, { from: 'eni-a', to: 'eni-d', protocol: 'tcp' }).verdict).toBe('unreachable');
    expect(ask(shutLarge, { from: 'internet', to: 'eni-d', protocol: 'tcp' }).verdict).toBe('unreachable');
  });

  test('a prefix list of 10,000 entries has an answer, in a rule and in a route', () => {
    const entries = Array.from({ length: 10_000 }, (_, index) => ({
      Cidr: `11.${index >> 8}.${index % 256}.${(index % 4) * 64}/26`,
    }));
    const large = changed((network) => {
      found(network.PrefixListEntries[0]).Entries.push(...entries);
      tableOf(network, 'rtb-0').Routes?.push(routeTo('pl-0', 'igw-0'));
      tableOf(network, 'rtb-public').Routes?.push(routeTo('pl-0', 'igw-0'));
    });
    expect(ask(large, { from: 'eni-b', to: '11.1.1.65', protocol: 'tcp' }).verdict).toBe('reachable');
    expect(ask(large, found(open['over peering, by prefix list'])).verdict).toBe('reachable');
    // One route, whatever the number of its blocks.
    expect(ask(large, { from: 'eni-b', to: 'internet', protocol: 'tcp' }).verdict).toBe('reachable');
  });
});

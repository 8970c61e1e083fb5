import { discover } from '../../../cli/discover/discover.ts';
import { worldOf } from '../../../lambda/monitor/world.ts';
import { scenario } from '../../../local/scenario.ts';
import { addTargets, groupArn } from '../../support/load-balanced.ts';
import { addInternetGateway, oneVpc, type SmallNetwork, smallNetwork } from '../../support/small-network.ts';
import { addBalancer, found, gateway, rename, tag, threeTiers } from './sample.ts';

const idsOf = (network: SmallNetwork): readonly string[] => found(network).map(({ id }) => id);

const whyOf = (network: SmallNetwork, id: string): string | undefined =>
  discover(worldOf(network.snapshot()), 20).candidates.find(({ entry }) => entry.id === id)?.why;

test('three tiers are a way in, a target group, a database, and a promise', () => {
  const web = { tags: { Name: 'web' } };
  expect(found(threeTiers())).toEqual([
    {
      kind: 'front-door',
      id: 'internet-to-shop-443',
      from: gateway,
      to: 'eni-000000b1',
      protocol: 'tcp',
      port: 443,
      verdict: 'reachable',
    },
    {
      kind: 'targets',
      id: 'shop-to-web-8080',
      from: 'eni-000000b1',
      to: web,
      protocol: 'tcp',
      port: 8080,
      verdict: 'reachable',
    },
    {
      kind: 'database',
      id: 'web-to-rds-sg-db-5432',
      from: web,
      to: 'eni-000000d1',
      protocol: 'tcp',
      port: 5432,
      verdict: 'reachable',
    },
    {
      kind: 'promise',
      id: 'internet-not-to-rds-sg-db-5432',
      from: gateway,
      to: 'eni-000000d1',
      protocol: 'tcp',
      port: 5432,
      expect: 'unreachable',
      verdict: 'unreachable',
    },
  ]);
});

test('each says why it was thought of', () => {
  const network = threeTiers();
  rename(network, 'sg-db', 'orders');
  expect(whyOf(network, 'internet-to-shop-443')).toBe(
    'the load balancer shop faces the internet and listens on port 443',
  );
  expect(whyOf(network, 'shop-to-web-8080')).toBe(
    'the load balancer shop forwards its port 443 to the target group tg, on tcp/8080',
  );
  expect(whyOf(network, 'web-to-rds-orders-5432')).toBe(
    'the security group sg-db (orders) admits sg-web (sg-web) on tcp/5432, the port of PostgreSQL; the interface is of RDS',
  );
  expect(whyOf(network, 'internet-not-to-rds-orders-5432')).toBe(
    `vpc-0 has the internet gateway ${gateway}, and nobody on the internet should reach PostgreSQL on tcp/5432`,
  );
});

describe('load balancers', () => {
  test('that are internal have the clients that their security groups admit at the listener', () => {
    const network = oneVpc();
    network.group('sg-lb', 'vpc-0', ['tcp/443 sg-app', 'tcp/9000 sg-other', 'tcp/443 10.0.2.0/28']);
    addBalancer(network, { scheme: 'internal' });
    network.eni('eni-0000000a', { subnet: 'subnet-a', addresses: ['10.0.1.10'], groups: ['sg-app', 'sg-open'] });
    network.eni('eni-0000000b', { subnet: 'subnet-b', addresses: ['10.0.2.5'], groups: ['sg-open'] });
    network.eni('eni-0000000c', { subnet: 'subnet-b', addresses: ['10.0.2.99'], groups: ['sg-other', 'sg-open'] });
    expect(found(network).map(({ kind, from, to, port }) => [kind, from, to, port])).toEqual([
      ['front-door', 'i-0000000a', 'eni-000000b1', 443],
      ['front-door', 'i-0000000b', 'eni-000000b1', 443],
    ]);
  });

  test('that face the internet in a VPC without a gateway have no way in', () => {
    const network = oneVpc();
    network.group('sg-lb', 'vpc-0', ['tcp/443 0.0.0.0/0']);
    addBalancer(network);
    expect(idsOf(network)).toEqual([]);
  });

  test('have as targets what listens on the port of most of them, addresses too; functions and the dead are none', () => {
    const network = threeTiers();
    network.forget('LoadBalancerTargetHealth');
    network.forget('TargetGroups');
    addTargets(network, [
      { Id: 'i-0000000b', Port: 9001 },
      { Id: '10.0.1.10', Port: 9000 },
      { Id: '10.0.2.10', Port: 9000 },
      { Id: 'arn:aws:lambda:eu-west-1:111111111111:function:f', Port: 9000 },
      { Id: 'i-0000dead', Port: 9000 },
    ]);
    expect(found(network).filter(({ kind }) => kind === 'targets')).toMatchObject([
      { to: { tags: { Name: 'web' } }, port: 9000, verdict: 'unreachable' },
    ]);
  });

  test('of which the targets were not described, or are of another sort, have none', () => {
    const network = threeTiers();
    network.forget('LoadBalancerTargetHealth');
    expect(found(network).map(({ kind }) => kind)).not.toContain('targets');
  });

  test('send UDP where their target group does', () => {
    const network = threeTiers();
    network.edit('TargetGroups', (group) => ({ ...group, Protocol: 'UDP' }));
    network.edit('LoadBalancerListeners', (one) => ({
      ...one,
      Listeners: [
        {
          ListenerArn: 'listener',
          Port: 53,
          Protocol: 'UDP',
          DefaultActions: [{ Type: 'forward', TargetGroupArn: groupArn('tg') }],
        },
      ],
    }));
    expect(idsOf(network)).toEqual(expect.arrayContaining(['internet-to-shop-udp-53', 'shop-to-web-udp-8080']));
  });

  test('of the classic kind are found with their instances', () => {
    const network = threeTiers();
    for (const key of ['LoadBalancers', 'LoadBalancerListeners', 'TargetGroups'] as const)
      network.edit(key, () => ({}));
    network.add('LoadBalancerDescriptions', {
      LoadBalancerName: 'old',
      Scheme: 'internet-facing',
      VPCId: 'vpc-0',
      Subnets: ['subnet-a'],
      ListenerDescriptions: [{ Listener: { Protocol: 'TCP', LoadBalancerPort: 443, InstancePort: 8080 } }],
      Instances: [{ InstanceId: 'i-0000000a' }],
    });
    network.add('ClassicLoadBalancerAttributes', { LoadBalancerName: 'old', LoadBalancerAttributes: {} });
    network.edit('NetworkInterfaces', (one) =>
      one.NetworkInterfaceId === 'eni-000000b1' ? { ...one, Description: 'ELB old' } : one,
    );
    expect(idsOf(network)).toEqual(expect.arrayContaining(['internet-to-old-443', 'old-to-web-8080']));
  });
});

describe('databases', () => {
  const withRule = (rule: string): SmallNetwork => {
    const network = oneVpc();
    network.group('sg-db', 'vpc-0', [rule]);
    network.eni('eni-0000000a', { subnet: 'subnet-a', addresses: ['10.0.1.10'] });
    network.eni('eni-0000000d', { subnet: 'subnet-b', addresses: ['10.0.2.50'], groups: ['sg-db'] });
    tag(network, 'i-0000000a', { Name: 'app' });
    tag(network, 'i-0000000d', { Name: 'db' });
    return network;
  };

  test.each([1433, 1521, 3306, 5432, 5439, 6379, 8182, 9042, 11_211, 27_017, 50_000])(
    'are known by a rule for their port, %i, and a group that it names',
    (port) => {
      expect(found(withRule(`tcp/${port} sg-open`))).toMatchObject([
        { kind: 'database', id: `app-to-db-${port}`, port, verdict: 'reachable' },
      ]);
    },
  );

  test('are known by a rule for a few ports, and by addresses of clients or a list of them', () => {
    const network = withRule('tcp/5430-5440 10.0.1.0/24');
    expect(idsOf(network)).toEqual(['app-to-db-5432']);
    const listed = withRule('tcp/5432 pl-1');
    expect(idsOf(listed)).toEqual([]);
    listed.add('PrefixListEntries', { PrefixListId: 'pl-1', Entries: [{ Cidr: '10.0.1.10/32' }] });
    expect(idsOf(listed)).toEqual(['app-to-db-5432']);
  });

  test('are not known by rules for all ports, for udp, for everybody, for nobody here, or for themselves', () => {
    for (const rule of [
      '-1 sg-open',
      'tcp/0-65535 sg-open',
      'udp/5432 sg-open',
      'tcp/5432 0.0.0.0/0',
      'tcp/5432 203.0.113.0/24',
      'tcp/5432 sg-db',
      'tcp/22 sg-open',
    ])
      expect({ rule, found: found(withRule(rule)) }).toEqual({ rule, found: [] });
  });

  test('that a service has made are each one of their own; instances of one group are one together', () => {
    const network = withRule('tcp/5432 sg-open');
    network.eni('eni-0000000e', { subnet: 'subnet-b', addresses: ['10.0.2.51'], groups: ['sg-db'] });
    tag(network, 'i-0000000e', { Name: 'db' });
    for (const [id, address, description] of [
      ['eni-000000d1', '10.0.2.60', 'RDSNetworkInterface'],
      ['eni-000000d2', '10.0.2.61', 'ElastiCache shop-001'],
      ['eni-000000d3', '10.0.2.62', 'RedshiftNetworkInterface'],
    ] as const)
      network.eni(id, { subnet: 'subnet-b', addresses: [address], instance: false, description, groups: ['sg-db'] });
    expect(found(network).map(({ to }) => to)).toEqual([
      { tags: { Name: 'db' } },
      'eni-000000d1',
      'eni-000000d2',
      'eni-000000d3',
    ]);
  });

  test('with more clients than a look takes are known by any of them, and of a crowd one stands for all', () => {
    const network = withRule('tcp/5432 sg-open');
    for (const place of [1, 2, 3, 4, 5]) {
      network.eni(`eni-0000001${place}`, { subnet: 'subnet-a', addresses: [`10.0.1.${20 + place}`] });
      tag(network, `i-0000001${place}`, { Name: 'app' });
    }
    expect(found(network)).toMatchObject([{ from: { tags: { Name: 'app' }, match: 'any' }, verdict: 'reachable' }]);
    expect(whyOf(network, 'app-to-db-5432')).toMatch(/; `from`: any one of 6 suffices$/);

    const crowd = withRule('tcp/5432 10.0.0.0/16');
    for (let place = 0; place < 201; place += 1)
      crowd.eni(`eni-1000${(4096 + place).toString(16)}`, {
        subnet: 'subnet-a',
        addresses: [`10.0.${10 + (place >> 8)}.${place & 255}`],
      });
    expect(whyOf(crowd, 'app-to-db-5432')).toMatch(/; `from`: i-0000000a stands for 202 of them$/);
  });

  test('that the internet reaches all the same are promises that are broken', () => {
    const network = withRule('tcp/5432 0.0.0.0/0');
    network.edit('RouteTables', (table) => ({
      ...table,
      Routes: [
        ...(table.Routes as readonly object[]),
        { DestinationCidrBlock: '0.0.0.0/0', GatewayId: gateway, State: 'active', Origin: 'CreateRoute' },
      ],
    }));
    addInternetGateway(network, gateway);
    network.edit('NetworkInterfaces', (one) =>
      one.NetworkInterfaceId === 'eni-0000000d'
        ? {
            ...one,
            PrivateIpAddresses: [
              { PrivateIpAddress: '10.0.2.50', Primary: true, Association: { PublicIp: '192.0.2.20' } },
            ],
          }
        : one,
    );
    expect(found(network)).toMatchObject([{ kind: 'promise', expect: 'unreachable', verdict: 'reachable' }]);
  });
});

test('a group that admits another by name on a port is a service, but not for administration', () => {
  const network = oneVpc();
  network.group('sg-api', 'vpc-0', ['tcp/8080 sg-open', 'tcp/22 sg-open', 'tcp/3389 sg-open', 'tcp/9090 10.0.1.0/24']);
  network.eni('eni-0000000a', { subnet: 'subnet-a', addresses: ['10.0.1.10'] });
  network.eni('eni-0000000b', { subnet: 'subnet-b', addresses: ['10.0.2.10'], groups: ['sg-api'] });
  tag(network, 'i-0000000a', { Name: 'app' });
  tag(network, 'i-0000000b', { Name: 'api' });
  expect(found(network)).toMatchObject([{ kind: 'service', id: 'app-to-api-8080', verdict: 'reachable' }]);
});

test('an instance with a public address that admits everybody to a website is a way in; another port is none', () => {
  const network = oneVpc({ '0.0.0.0/0': gateway });
  addInternetGateway(network, gateway);
  network.group('sg-site', 'vpc-0', ['tcp/443 0.0.0.0/0', 'tcp/22 0.0.0.0/0', 'tcp/80 10.0.0.0/8']);
  network.eni('eni-0000000a', {
    subnet: 'subnet-a',
    addresses: ['10.0.1.10'],
    public: '192.0.2.10',
    groups: ['sg-site'],
  });
  network.eni('eni-0000000b', { subnet: 'subnet-b', addresses: ['10.0.2.10'], groups: ['sg-site'] });
  tag(network, 'i-0000000a', { Name: 'site' });
  tag(network, gateway, { Name: 'edge' });
  expect(found(network)).toMatchObject([
    {
      kind: 'front-door',
      id: 'internet-to-site-443',
      from: { tags: { Name: 'edge' }, type: 'internet-gateway' },
      to: { tags: { Name: 'site' } },
      verdict: 'reachable',
    },
  ]);
});

describe('VPCs', () => {
  test('that a transit gateway links are asked both ways, on the port that a rule names', () => {
    const { candidates } = discover(worldOf({ takenAt: '', documents: scenario, unreadable: {} }), 20);
    expect(candidates.map(({ kind, entry, now }) => [kind, entry.from, entry.to, entry.port, now.verdict])).toEqual([
      [
        'linked-vpcs',
        { tags: { Name: 'windows2016-private-a' } },
        { tags: { Name: 'windows2016-private-sub-a' } },
        3389,
        'reachable',
      ],
      [
        'linked-vpcs',
        { tags: { Name: 'windows2016-private-sub-a' } },
        { tags: { Name: 'windows2016-private-a' } },
        443,
        'unreachable',
      ],
    ]);
    expect(candidates[1]?.now.reason).toBe('sg-0f1e2d3c4b5a69788 has no inbound rule for tcp/443 from 172.16.0.89');
  });

  const twoVpcs = (routes: Readonly<Record<string, string>>, status = 'active'): SmallNetwork => {
    const network = smallNetwork();
    for (const [place, octet] of [
      ['a', 1],
      ['b', 2],
    ] as const) {
      network.vpc(`vpc-${place}`, `10.${octet}.0.0/16`);
      network.subnet(`subnet-${place}`, `vpc-${place}`, 'eu-west-1a', `10.${octet}.1.0/24`);
      network.group(`sg-${place}`, `vpc-${place}`, ['tcp/8443 10.0.0.0/8']);
      network.eni(`eni-0000000${place}`, {
        subnet: `subnet-${place}`,
        addresses: [`10.${octet}.1.10`],
        groups: [`sg-${place}`],
      });
      tag(network, `i-0000000${place}`, { Name: `host-${place}` });
    }
    network.table('rtb-a', { vpc: 'vpc-a', routes });
    network.table('rtb-b', { vpc: 'vpc-b', routes: { '10.1.0.0/16': 'pcx-00000001' } });
    network.add('VpcPeeringConnections', {
      VpcPeeringConnectionId: 'pcx-00000001',
      Status: { Code: status },
      RequesterVpcInfo: { VpcId: 'vpc-a', CidrBlock: '10.1.0.0/16', OwnerId: '111111111111', Region: 'eu-west-1' },
      AccepterVpcInfo: { VpcId: 'vpc-b', CidrBlock: '10.2.0.0/16', OwnerId: '111111111111', Region: 'eu-west-1' },
    });
    return network;
  };

  test('that a peering links are found too, whether or not the other has a route back', () => {
    const network = twoVpcs({ '10.2.0.0/16': 'pcx-00000001' });
    expect(found(network)).toMatchObject([
      { kind: 'linked-vpcs', id: 'host-a-to-host-b-8443', verdict: 'reachable' },
      { kind: 'linked-vpcs', id: 'host-b-to-host-a-8443', verdict: 'reachable' },
    ]);
    expect(found(twoVpcs({}))).toMatchObject([{ id: 'host-b-to-host-a-8443', verdict: 'unreachable' }]);
  });

  test('that have no route to each other, a blackhole, or a peering that is not active are not linked', () => {
    expect(idsOf(twoVpcs({ '10.2.0.0/16': 'blackhole:pcx-00000001' }))).toEqual(['host-b-to-host-a-8443']);
    expect(idsOf(twoVpcs({ '10.2.0.0/16': 'pcx-00000001' }, 'deleted'))).toEqual([]);
  });

  test('are stood for by running instances rather than by stopped ones', () => {
    const network = twoVpcs({ '10.2.0.0/16': 'pcx-00000001' });
    network.eni('eni-00000001', { subnet: 'subnet-b', addresses: ['10.2.1.5'], groups: ['sg-b'], state: 'stopped' });
    tag(network, 'i-00000001', { Name: 'asleep' });
    expect(idsOf(network)).toContain('host-a-to-host-b-8443');
  });
});

test('an empty network has nothing to offer', () => {
  expect(found(smallNetwork())).toEqual([]);
  expect(discover(worldOf({ takenAt: '', documents: {}, unreadable: {} }), 20).candidates).toEqual([]);
});

import { discover } from '../../../cli/discover/discover.ts';
import { worldOf } from '../../../lambda/monitor/world.ts';
import { list, type Raw } from '../../../lambda/snapshot/raw.ts';
import { addTargets, groupArn } from '../../support/load-balanced.ts';
import { addInternetGateway, oneVpc, type SmallNetwork } from '../../support/small-network.ts';

export const gateway = 'igw-00000001';

const tagged = (tags: Readonly<Record<string, string>>): readonly Raw[] =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

/** Tags an instance, an interface or an internet gateway. */
export const tag = (network: SmallNetwork, id: string, tags: Readonly<Record<string, string>>): void => {
  network.edit('Reservations', (reservation) => ({
    ...reservation,
    Instances: list(reservation, 'Instances').map((one) =>
      one.InstanceId === id ? { ...one, Tags: tagged(tags) } : one,
    ),
  }));
  network.edit('NetworkInterfaces', (one) => (one.NetworkInterfaceId === id ? { ...one, TagSet: tagged(tags) } : one));
  network.edit('InternetGateways', (one) => (one.InternetGatewayId === id ? { ...one, Tags: tagged(tags) } : one));
};

/** The name of a security group, which is its id if nobody says otherwise. */
export const rename = (network: SmallNetwork, group: string, name: string): void =>
  network.edit('SecurityGroups', (one) => (one.GroupId === group ? { ...one, GroupName: name } : one));

interface BalancerParts {
  readonly name?: string;
  readonly scheme?: string;
  readonly groups?: readonly string[];
  readonly port?: number;
  readonly protocol?: string;
}

/** An Application Load Balancer with an interface in subnet-a, `eni-000000b1`; it listens on 443 and forwards to the group `tg`. */
export const addBalancer = (
  network: SmallNetwork,
  { name = 'shop', scheme = 'internet-facing', groups = ['sg-lb'], port = 443, protocol = 'HTTPS' }: BalancerParts = {},
): void => {
  const id = `arn:aws:elasticloadbalancing:eu-west-1:111111111111:loadbalancer/app/${name}/0123456789abcdef`;
  network.add('LoadBalancers', {
    LoadBalancerArn: id,
    LoadBalancerName: name,
    Type: 'application',
    Scheme: scheme,
    VpcId: 'vpc-0',
    State: { Code: 'active' },
    AvailabilityZones: [{ ZoneName: 'eu-west-1a', SubnetId: 'subnet-a' }],
  });
  network.add('LoadBalancerAttributes', { LoadBalancerArn: id, Attributes: [] });
  network.add('LoadBalancerListeners', {
    LoadBalancerArn: id,
    Listeners: [
      {
        ListenerArn: 'listener',
        Port: port,
        Protocol: protocol,
        DefaultActions: [{ Type: 'forward', TargetGroupArn: groupArn('tg') }],
      },
    ],
  });
  network.add('ListenerRules', { ListenerArn: 'listener', Rules: [] });
  network.eni('eni-000000b1', {
    subnet: 'subnet-a',
    addresses: ['10.0.1.100'],
    public: '192.0.2.10',
    instance: false,
    description: `ELB app/${name}/0123456789abcdef`,
    groups,
  });
};

/** The internet, a balancer `shop` on 443, two instances `web` on 8080 behind it, and a database of RDS on 5432 behind those. */
export const threeTiers = (): SmallNetwork => {
  const network = oneVpc({ '0.0.0.0/0': gateway });
  addInternetGateway(network, gateway);
  network.group('sg-lb', 'vpc-0', ['tcp/443 0.0.0.0/0']);
  network.group('sg-web', 'vpc-0', ['tcp/8080 sg-lb']);
  network.group('sg-db', 'vpc-0', ['tcp/5432 sg-web']);
  addBalancer(network);
  network.eni('eni-0000000a', { subnet: 'subnet-a', addresses: ['10.0.1.10'], groups: ['sg-web'] });
  network.eni('eni-0000000b', { subnet: 'subnet-b', addresses: ['10.0.2.10'], groups: ['sg-web'] });
  tag(network, 'i-0000000a', { Name: 'web' });
  tag(network, 'i-0000000b', { Name: 'web' });
  addTargets(network, ['i-0000000a', 'i-0000000b']);
  network.eni('eni-000000d1', {
    subnet: 'subnet-b',
    addresses: ['10.0.2.50'],
    instance: false,
    description: 'RDSNetworkInterface',
    groups: ['sg-db'],
  });
  return network;
};

/** What is found, in the words of its declaration. */
export const found = (network: SmallNetwork, max = 20) =>
  discover(worldOf(network.snapshot()), max).candidates.map(({ kind, entry, now }) => ({
    kind,
    ...entry,
    verdict: now.verdict,
  }));

import type { Raw } from '../../lambda/snapshot/raw.ts';
import {
  addInternetGateway,
  findings,
  messages,
  oneVpc,
  type SmallNetwork,
  verdicts,
} from '../support/small-network.ts';

/** eni-a with a public address in subnet-a, and eni-b behind the NAT gateway of subnet-a. */
const guarded = (
  mode: string,
  ...exclusions: readonly (readonly [id: string, mode: string, state?: string])[]
): SmallNetwork => {
  const network = oneVpc({ '0.0.0.0/0': 'igw-0', '::/0': 'eigw-0' });
  addInternetGateway(network);
  network.table('rtb-b', { vpc: 'vpc-0', subnets: ['subnet-b'], routes: { '0.0.0.0/0': 'nat-0' } });
  network.eni('eni-a', { subnet: 'subnet-a', addresses: ['10.0.1.10', '2600:1:0:1::10'], public: '198.18.0.1' });
  network.eni('eni-b', { subnet: 'subnet-b', addresses: ['10.0.2.10'] });
  network.eni('eni-nat', {
    subnet: 'subnet-a',
    addresses: ['10.0.1.200'],
    public: '198.18.0.2',
    instance: false,
    type: 'nat_gateway',
    groups: [],
  });
  network.add('NatGateways', {
    NatGatewayId: 'nat-0',
    VpcId: 'vpc-0',
    SubnetId: 'subnet-a',
    State: 'available',
    ConnectivityType: 'public',
    NatGatewayAddresses: [
      { PrivateIp: '10.0.1.200', PublicIp: '198.18.0.2', NetworkInterfaceId: 'eni-nat', Status: 'succeeded' },
    ],
  });
  network.add('EgressOnlyInternetGateways', {
    EgressOnlyInternetGatewayId: 'eigw-0',
    Attachments: [{ VpcId: 'vpc-0', State: 'attached' }],
  });
  network.add('VpcBlockPublicAccessOptions', { InternetGatewayBlockMode: mode, State: 'update-complete' });
  network.add(
    'VpcBlockPublicAccessExclusions',
    ...exclusions.map(
      ([id, allows, State = 'create-complete']): Raw => ({
        ExclusionId: `vpcbpa-exclude-${id}`,
        ResourceArn: `arn:aws:ec2:eu-west-1:111111111111:${id.startsWith('vpc') ? 'vpc' : 'subnet'}/${id}`,
        InternetGatewayExclusionMode: allows,
        State,
      }),
    ),
  );
  return network;
};

/** From the internet, to it, by NAT, and by the egress-only gateway. */
const answers = (network: SmallNetwork): string =>
  (
    [
      ['internet', 'i-a'],
      ['i-a', '8.8.8.8'],
      ['i-b', '8.8.8.8'],
      ['i-a', '2a00:1450::1'],
    ] as const
  )
    .map(([from, to]) => (network.ask(from, to).verdict === 'reachable' ? 'yes' : 'no'))
    .join(' ');

test.each([
  ['off', [], 'yes yes yes yes'],
  ['block-bidirectional', [], 'no no no no'],
  ['block-ingress', [], 'no no yes yes'],
  ['block-bidirectional', [['vpc-0', 'allow-bidirectional']], 'yes yes yes yes'],
  ['block-ingress', [['vpc-0', 'allow-bidirectional']], 'yes yes yes yes'],
  ['block-bidirectional', [['subnet-a', 'allow-bidirectional']], 'yes yes yes yes'],
  ['block-bidirectional', [['subnet-b', 'allow-bidirectional']], 'no no no no'],
  ['block-bidirectional', [['vpc-0', 'allow-egress']], 'no no yes yes'],
  ['block-bidirectional', [['vpc-0', 'allow-bidirectional', 'delete-complete']], 'no no no no'],
  ['block-bidirectional', [['vpc-0', 'allow-bidirectional', 'create-in-progress']], 'no no no no'],
] as const)(
  '%s with exclusions %j: internet in, out, by NAT, by egress-only gateway: %s',
  (mode, exclusions, expected) => {
    expect(answers(guarded(mode, ...exclusions))).toBe(expected);
  },
);

test('says so', () => {
  const answer = guarded('block-bidirectional').ask('internet', 'i-a');
  expect(verdicts(answer)).toBe('unreachable, unreachable');
  expect(findings(answer)[0]).toBe('forward VPC_BLOCK_PUBLIC_ACCESS_ENABLED igw-0');
  expect(messages(answer)[0]).toBe('VPC Block Public Access (block-bidirectional) blocks traffic through igw-0');
});

test('concerns no traffic inside', () => {
  expect(guarded('block-bidirectional').ask('i-a', 'i-b').verdict).toBe('reachable');
});

test('a mode that is not known makes the answer unknown', () => {
  expect(guarded('block-everything').ask('internet', 'i-a').verdict).toBe('unknown');
});

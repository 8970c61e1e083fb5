import {
  addInternetGateway,
  findings,
  messages,
  oneVpc,
  type SmallNetwork,
  verdicts,
  way,
} from '../support/small-network.ts';

const network = (): SmallNetwork => {
  const made = oneVpc({ '0.0.0.0/0': 'igw-0' });
  addInternetGateway(made);
  made.eni('eni-a', { subnet: 'subnet-a', addresses: ['10.0.1.10', '10.0.1.11'], public: '198.18.0.1' });
  made.eni('eni-b', { subnet: 'subnet-b', addresses: ['10.0.2.10'] });
  return made;
};

describe('an address', () => {
  test('inside is the interface that has it, secondary ones as well', () => {
    expect(way(network().ask('10.0.1.11', '10.0.2.10').forward)).toBe(
      'i-a > eni-a > subnet-a > vpc-0 > subnet-b > eni-b > i-b',
    );
    expect(verdicts(network().ask('i-b', '10.0.1.11'))).toBe('reachable, reachable');
  });

  test('of a prefix of an interface is its own', () => {
    const made = network();
    made.eni('eni-p', {
      subnet: 'subnet-a',
      addresses: ['10.0.1.30'],
      prefixes: ['10.0.1.64/28', '2600:1:0:1:1::/80'],
    });
    expect(verdicts(made.ask('i-b', '10.0.1.70'))).toBe('reachable, reachable');
    expect(verdicts(made.ask('10.0.1.70', 'i-b'))).toBe('reachable, reachable');
    expect(verdicts(made.ask('2600:1:0:1:1::5', 'i-b'))).not.toBe('reachable, reachable');
  });

  test('that is public leads out and in again by the gateway', () => {
    const answer = network().ask('internet', '198.18.0.1');
    expect(verdicts(answer)).toBe('reachable, reachable');
    expect(way(answer.forward)).toBe('internet > igw-0 > vpc-0 > subnet-a > eni-a > i-a');
  });

  test('that is public as a source is the private one behind it', () => {
    expect(way(network().ask('198.18.0.1', '8.8.8.8').forward)).toBe(
      'i-a > eni-a > subnet-a > vpc-0 > igw-0 > internet',
    );
  });

  test('of a VPC that nobody has', () => {
    const answer = network().ask('i-a', '10.0.2.99');
    expect(findings(answer)).toEqual(['forward NO_POSSIBLE_DESTINATION vpc-0']);
    expect(messages(answer)).toEqual(['no network interface in vpc-0 has 10.0.2.99']);
  });

  test('of a VPC that nobody has sends nothing for certain, and gets no reply', () => {
    const answer = network().ask('10.0.2.99', 'i-a');
    expect(verdicts(answer)).toBe('unknown, unreachable');
    expect(messages(answer)).toContain('no network interface has 10.0.2.99');
  });

  test('that two interfaces have is ambiguous', () => {
    const made = network();
    made.eni('eni-c', { subnet: 'subnet-b', addresses: ['10.0.2.10'] });
    const answer = made.ask('i-a', '10.0.2.10');
    expect(answer.verdict).toBe('unknown');
    expect(findings(answer)).toEqual(['forward AMBIGUOUS_ADDRESS 10.0.2.10']);
  });

  test('private, from the internet, is told to be so', () => {
    const answer = network().ask('internet', '10.0.2.10');
    expect(findings(answer)).toEqual(['forward IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS internet']);
    expect(messages(answer)).toEqual(['the internet carries nothing to private addresses (10.0.2.10)']);
  });

  test('public that nobody here has, from the internet', () => {
    expect(messages(network().ask('internet', '198.18.0.99'))).toEqual([
      'no network interface here has 198.18.0.99 as its public address',
    ]);
  });
});

describe('an instance', () => {
  test('with two interfaces may use either', () => {
    const made = network();
    made.group('sg-none', 'vpc-0', [], []);
    made.eni('eni-x', { subnet: 'subnet-a', addresses: ['10.0.1.40'], groups: ['sg-none'], instance: 'i-two' });
    made.eni('eni-y', { subnet: 'subnet-b', addresses: ['10.0.2.40'], instance: 'i-two' });
    expect(way(made.ask('i-two', 'i-a').forward)).toContain('i-two > eni-y > subnet-b');
    expect(way(made.ask('i-a', 'i-two').forward)).toContain('subnet-b > eni-y > i-two');
  });

  test.each(['stopped', 'stopping', 'pending', 'shutting-down'])('that is %s passes nothing', (state) => {
    const made = network();
    made.eni('eni-s', { subnet: 'subnet-b', addresses: ['10.0.2.50'], state });
    const answer = made.ask('i-a', 'i-s');
    expect(findings(answer)).toEqual(['forward BAD_STATE i-s', 'return BAD_STATE i-s']);
    expect(messages(answer)[0]).toBe(`i-s is ${state}`);
    expect(made.ask('i-s', 'i-a').verdict).toBe('unreachable');
  });

  test('that was terminated, or is not there, is no end', () => {
    const made = network();
    made.eni('eni-t', { subnet: 'subnet-b', addresses: ['10.0.2.50'], state: 'terminated' });
    expect(findings(made.ask('i-a', 'i-t'))).toEqual(['forward UNASSOCIATED_COMPONENT i-t']);
    expect(findings(made.ask('i-a', 'i-9'))).toEqual(['forward NO_SOURCE_OR_DESTINATION i-9']);
    expect(made.ask('i-a', 'i-9').verdict).toBe('unknown');
  });

  test('has more public addresses than are looked up one by one', () => {
    const made = network();
    const addresses = Array.from({ length: 30 }, (_, index) => ({
      PrivateIpAddress: `10.0.1.${100 + index}`,
      Primary: index === 0,
      Association: { PublicIp: `198.18.1.${index}` },
    }));
    made.eni('eni-many', { subnet: 'subnet-a', addresses: ['10.0.1.100'] });
    made.edit('NetworkInterfaces', (one) =>
      one.NetworkInterfaceId === 'eni-many' ? { ...one, PrivateIpAddresses: addresses } : one,
    );
    expect(verdicts(made.ask('internet', 'i-many'))).toBe('reachable, reachable');
  });
});

test('an interface that is attached to nothing passes nothing', () => {
  const made = network();
  made.eni('eni-u', { subnet: 'subnet-b', addresses: ['10.0.2.60'], instance: false, status: 'available' });
  const answer = made.ask('i-a', 'eni-u');
  expect(findings(answer)[0]).toBe('forward BAD_STATE eni-u');
  expect(messages(answer)[0]).toBe('eni-u is attached to nothing');
});

describe('gateways, VPCs and subnets', () => {
  test.each([
    ['i-a', 'igw-0', 'reachable, reachable'],
    ['igw-0', 'i-a', 'reachable, reachable'],
    ['i-b', 'igw-0', 'unreachable, unknown'],
    ['internet', 'vpc-0', 'reachable, unknown'],
    ['internet', 'subnet-a', 'reachable, unknown'],
    ['internet', 'subnet-b', 'unreachable, unknown'],
    ['vpc-0', 'i-a', 'reachable, reachable'],
  ])('%s to %s: %s', (from, to, expected) => {
    expect(verdicts(network().ask(from, to))).toBe(expected);
  });

  test('an internet gateway takes no packets from private addresses', () => {
    const answer = network().ask('igw-0', 'i-a', 'tcp/443', { sourceAddress: '10.9.9.9' });
    expect(findings(answer)).toEqual(['forward IGW_SOURCE_ADDRESS_NOT_IN_RFC1918_INGRESS igw-0']);
    expect(messages(answer)).toEqual(['igw-0 takes no packets from 10.9.9.9, a private address']);
  });

  test('an internet gateway that is attached to another VPC', () => {
    const made = oneVpc({ '0.0.0.0/0': 'igw-0' });
    addInternetGateway(made, 'igw-0', 'vpc-9');
    made.eni('eni-a', { subnet: 'subnet-a', addresses: ['10.0.1.10'], public: '198.18.0.1' });
    expect(findings(made.ask('i-a', '8.8.8.8'))).toEqual(['forward BAD_STATE_ATTACHMENT igw-0']);
    expect(findings(made.ask('internet', 'i-a'))).toEqual(['forward IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS vpc-0']);
  });
});

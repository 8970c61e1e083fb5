import type { Endpoint } from '../../lambda/domain/path.ts';
import { resolve } from '../../lambda/monitor/resolve.ts';
import { aFault, anInstance, anInterface, anInventory, vpcA, vpcB } from '../support/network.ts';

const id = (of: string): Endpoint => ({ kind: 'id', id: of });
const codeOf = (...[endpoint, inventory]: Parameters<typeof resolve>): string | undefined => {
  const resolution = resolve(endpoint, inventory);
  return resolution.kind === 'unresolved' ? resolution.finding.code : undefined;
};

describe('an id', () => {
  const a = 'i-0aaaaaaaaaaaaaaaa';
  const inventory = anInventory({ Reservations: [anInstance('a'), anInstance('b', { state: 'terminated' })] });

  test('stands for its resource, with the VPC and the address by which Route Analyzer is asked', () => {
    expect(resolve(id(a), inventory)).toEqual({
      kind: 'found',
      match: 'all',
      ends: [{ reference: a, vpcId: vpcA, address: '10.0.0.10' }],
    });
  });

  test('of what does not exist, or is terminated, is unresolved and named', () => {
    expect(resolve(id('i-0cccccccccccccccc'), inventory)).toMatchObject({
      finding: { code: 'RESOURCE_NOT_FOUND', says: 'unknown', component: 'i-0cccccccccccccccc' },
    });
    expect(codeOf(id('i-0bbbbbbbbbbbbbbbb'), inventory)).toBe('RESOURCE_GONE');
  });

  test('of a type that could not be described is not said to be missing', () => {
    const blind = anInventory({}, { Reservations: aFault('DescribeInstances') });
    expect(resolve(id(a), blind)).toMatchObject({
      finding: { code: 'UNREADABLE', message: expect.stringContaining('DescribeInstances') },
    });
    expect(codeOf(id('eni-0aaaaaaaaaaaaaaaa'), blind)).toBe('RESOURCE_NOT_FOUND');
  });

  test.each([
    ['eni-0aaaaaaaaaaaaaaaa', 'NetworkInterfaces'],
    ['igw-0aaaaaaaaaaaaaaaa', 'InternetGateways'],
    ['tgw-0aaaaaaaaaaaaaaaa', 'TransitGateways'],
    ['tgw-attach-0aaaaaaaaaaaaaaaa', 'TransitGatewayAttachments'],
    ['vpce-0aaaaaaaaaaaaaaaa', 'VpcEndpoints'],
    ['pcx-0aaaaaaaaaaaaaaaa', 'VpcPeeringConnections'],
    ['vgw-0aaaaaaaaaaaaaaaa', 'VpnGateways'],
  ] as const)('%s is looked up in %s', (of, document) => {
    expect(codeOf(id(of), anInventory({}, { [document]: aFault('Describe') }))).toBe('UNREADABLE');
    expect(codeOf(id(of), anInventory({}))).toBe('RESOURCE_NOT_FOUND');
  });

  test('of an endpoint service, which no Describe call of ours shows, is left to AWS', () => {
    expect(resolve(id('vpce-svc-0aaaaaaaaaaaaaaaa'), anInventory({}))).toMatchObject({
      ends: [{ reference: 'vpce-svc-0aaaaaaaaaaaaaaaa' }],
    });
  });
});

describe('an ARN', () => {
  const arn = 'arn:aws:ec2:ap-northeast-1:222222222222:instance/i-0aaaaaaaaaaaaaaaa';

  test('of another account is given to AWS as it is, with its account', () => {
    expect(resolve({ kind: 'arn', arn }, anInventory({}))).toMatchObject({
      ends: [{ reference: arn, account: '222222222222' }],
    });
  });

  test('of a resource that we see stands for that resource', () => {
    const inventory = anInventory({ Reservations: [anInstance('a')] });
    expect(resolve({ kind: 'arn', arn }, inventory)).toMatchObject({
      ends: [{ reference: 'i-0aaaaaaaaaaaaaaaa', vpcId: vpcA }],
    });
  });
});

describe('an address', () => {
  const address: Endpoint = { kind: 'address', address: '10.0.0.5' };

  test('is a destination by itself, in the VPC of the one interface that has it', () => {
    const inventory = anInventory({ NetworkInterfaces: [anInterface('a', vpcA, '10.0.0.5', '192.0.2.7')] });
    expect(resolve(address, inventory)).toEqual({
      kind: 'found',
      match: 'all',
      ends: [{ destinationAddress: '10.0.0.5', address: '10.0.0.5', vpcId: vpcA }],
    });
    expect(resolve({ kind: 'address', address: '192.0.2.7' }, inventory)).toMatchObject({ ends: [{ vpcId: vpcA }] });
  });

  test('that nobody has, or that two VPCs have, is in no known VPC', () => {
    const both = [anInterface('a', vpcA, '10.0.0.5'), anInterface('b', vpcB, '10.0.0.5')];
    for (const NetworkInterfaces of [[], both])
      expect(resolve(address, anInventory({ NetworkInterfaces }))).toMatchObject({
        ends: [{ destinationAddress: '10.0.0.5', address: '10.0.0.5' }],
      });
  });
});

describe('a selector', () => {
  const selecting = (tags: Readonly<Record<string, string>>, match: 'any' | 'all' = 'all'): Endpoint => ({
    kind: 'selector',
    type: 'instance',
    tags,
    match,
  });
  const inventory = anInventory({
    Reservations: [
      anInstance('c', { tags: { Name: 'web-2', stage: 'prod' } }),
      anInstance('a', { tags: { Name: 'web-10', stage: 'test' } }),
      anInstance('b', { tags: { Name: 'web-3', stage: 'prod' }, state: 'shutting-down' }),
      anInstance('d', { tags: { Name: 'a.b*c' } }),
      anInstance('e', { tags: { letter: '𐀀b' } }),
    ],
  });
  const picked = (tags: Readonly<Record<string, string>>): readonly string[] => {
    const resolution = resolve(selecting(tags), inventory);
    return resolution.kind === 'found' ? resolution.ends.map((end) => end.reference?.at(-1) ?? '') : [];
  };

  test.each([
    [{ Name: 'web-*' }, ['a', 'c']],
    [{ Name: 'web-?' }, ['c']],
    [{ Name: '*' }, ['a', 'c', 'd']],
    [{ Name: '*eb*1*' }, ['a']],
    [{ Name: '*-2*2' }, []],
    [{ Name: 'web-*', stage: 'prod' }, ['c']],
    [{ Name: 'web' }, []],
    [{ Name: 'a?b*c' }, ['d']],
    [{ Name: 'axb*c' }, []],
    [{ letter: '𐀀b' }, ['e']],
    [{ letter: '?b' }, ['e']],
    [{ letter: '*b' }, ['e']],
    [{ letter: '??b' }, []],
    [{ absent: '*' }, []],
  ])('%j picks, in the order of their ids, %j', (tags, expected) => {
    expect(picked(tags)).toEqual(expected);
  });

  test('keeps whether any or all must be as expected', () => {
    expect(resolve(selecting({ Name: '*' }, 'any'), inventory)).toMatchObject({ match: 'any' });
  });

  test('that matches nothing says what it looked for; that could not look says why', () => {
    expect(resolve(selecting({ Name: 'db-*' }), inventory)).toMatchObject({
      finding: { code: 'SELECTOR_MATCHES_NOTHING', message: expect.stringContaining('instance with Name=db-*') },
    });
    const blind = anInventory({}, { Reservations: aFault('DescribeInstances') });
    expect(codeOf(selecting({ Name: '*' }), blind)).toBe('UNREADABLE');
  });

  test('a pattern of many wildcards against a long value is matched without delay', () => {
    const long = anInventory({ Reservations: [anInstance('a', { tags: { Name: 'a'.repeat(256) } })] });
    expect(codeOf(selecting({ Name: `${'*a'.repeat(60)}*b` }), long)).toBe('SELECTOR_MATCHES_NOTHING');
  });
});

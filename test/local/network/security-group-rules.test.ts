import {
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  type AuthorizeSecurityGroupIngressRequest,
  CreateTagsCommand,
  DescribeSecurityGroupRulesCommand,
  type IpPermission,
  ModifySecurityGroupRulesCommand,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
} from '@aws-sdk/client-ec2';
import { rulesOf } from '../../../local/network/rule.ts';
import { ids } from '../../../local/scenario/ids.ts';
import { scenario } from '../../../local/scenario.ts';
import { type OpenNetwork, openEmbeddedNetwork } from '../../support/embedded-network.ts';

let open: OpenNetwork;
beforeEach(async () => {
  open = await openEmbeddedNetwork();
});
afterEach(() => open.close());

const tcp = (port: number, cidr: string): IpPermission => ({
  IpProtocol: 'tcp',
  FromPort: port,
  ToPort: port,
  IpRanges: [{ CidrIp: cidr }],
});

const authorize = (input: Omit<AuthorizeSecurityGroupIngressRequest, 'GroupId'>) =>
  open.ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId: ids.groupB, ...input }));

const permissions = () => open.element('SecurityGroups', ids.groupB).IpPermissions;

describe('AuthorizeSecurityGroupIngress', () => {
  test('adds a rule to the permission of its ports, its block in canonical form', async () => {
    const { SecurityGroupRules } = await authorize({ IpPermissions: [tcp(3389, '192.168.7.9/16')] });
    expect(permissions()).toMatchObject([
      { IpProtocol: 'tcp', FromPort: 3389, IpRanges: [{ CidrIp: '10.0.0.0/16' }, { CidrIp: '192.168.0.0/16' }] },
    ]);
    expect(SecurityGroupRules).toMatchObject([
      {
        GroupId: ids.groupB,
        IsEgress: false,
        IpProtocol: 'tcp',
        FromPort: 3389,
        ToPort: 3389,
        CidrIpv4: '192.168.0.0/16',
      },
    ]);
    const { SecurityGroupRules: told } = await open.ec2.send(
      new DescribeSecurityGroupRulesCommand({
        SecurityGroupRuleIds: [SecurityGroupRules?.[0]?.SecurityGroupRuleId ?? ''],
      }),
    );
    expect(told).toHaveLength(1);
  });

  test('takes the flat parameters too', async () => {
    await authorize({ IpProtocol: '17', FromPort: 53, ToPort: 53, CidrIp: '10.0.0.0/8' });
    expect(permissions()).toContainEqual(
      expect.objectContaining({
        IpProtocol: 'udp',
        FromPort: 53,
        IpRanges: [expect.objectContaining({ CidrIp: '10.0.0.0/8' })],
      }),
    );
  });

  test('takes IPv6, all protocols, ICMP types and other groups', async () => {
    await authorize({
      IpPermissions: [
        {
          IpProtocol: 'tcp',
          FromPort: 1,
          ToPort: 2,
          Ipv6Ranges: [{ CidrIpv6: '2001:DB8:0:1::5/48', Description: 'six' }],
        },
        { IpProtocol: '-1', FromPort: 5, ToPort: 9, UserIdGroupPairs: [{ GroupId: ids.groupB }] },
        { IpProtocol: 'icmp', FromPort: 8, ToPort: -1, IpRanges: [{ CidrIp: '0.0.0.0/0' }] },
      ],
    });
    expect(permissions()).toMatchObject([
      { IpProtocol: 'tcp' },
      { IpProtocol: 'tcp', Ipv6Ranges: [{ CidrIpv6: '2001:db8::/48', Description: 'six' }] },
      { IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: ids.groupB, UserId: '111111111111' }] },
      { IpProtocol: 'icmp', FromPort: 8, ToPort: -1 },
    ]);
    expect(permissions()).not.toContainEqual(expect.objectContaining({ IpProtocol: '-1', FromPort: 5 }));
  });

  test.each<readonly [string, string, Omit<AuthorizeSecurityGroupIngressRequest, 'GroupId'> & { GroupId?: string }]>([
    [
      'a rule that is there, in other words',
      'InvalidPermission.Duplicate',
      { IpPermissions: [tcp(3389, '10.0.20.236/16')] },
    ],
    ['one rule twice', 'InvalidParameterValue', { IpPermissions: [tcp(1, '10.0.0.0/8'), tcp(1, '10.9.9.9/8')] }],
    ['a block that is none', 'InvalidParameterValue', { IpPermissions: [tcp(1, '10.0.0.0/33')] }],
    ['an address without a length', 'InvalidParameterValue', { IpPermissions: [tcp(1, '10.0.0.1')] }],
    ['ports that are none', 'InvalidParameterValue', { IpPermissions: [tcp(65_536, '10.0.0.0/8')] }],
    [
      'tcp without ports',
      'InvalidParameterValue',
      { IpPermissions: [{ IpProtocol: 'tcp', IpRanges: [{ CidrIp: '10.0.0.0/8' }] }] },
    ],
    [
      'an unknown protocol',
      'InvalidParameterValue',
      { IpPermissions: [{ ...tcp(1, '10.0.0.0/8'), IpProtocol: 'ftp' }] },
    ],
    ['no peer', 'MissingParameter', { IpPermissions: [{ IpProtocol: '-1' }] }],
    ['nothing', 'MissingParameter', {}],
    [
      'both ways of saying it',
      'InvalidParameterCombination',
      { IpProtocol: '-1', CidrIp: '10.0.0.0/8', IpPermissions: [tcp(1, '10.0.0.0/8')] },
    ],
    [
      'a group that is not there',
      'InvalidGroup.NotFound',
      { GroupId: 'sg-0123456789abcdef0', IpPermissions: [tcp(1, '10.0.0.0/8')] },
    ],
    ['a group id that is none', 'InvalidGroupId.Malformed', { GroupId: 'web', IpPermissions: [tcp(1, '10.0.0.0/8')] }],
    [
      'a peer of another network',
      'InvalidGroup.NotFound',
      { IpPermissions: [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: ids.groupA }] }] },
    ],
    [
      'a prefix list that is not there',
      'InvalidPrefixListId.NotFound',
      { IpPermissions: [{ IpProtocol: '-1', PrefixListIds: [{ PrefixListId: 'pl-0123456789abcdef0' }] }] },
    ],
  ])('refuses %s', async (_what, name, input) => {
    const before = open.network.documents();
    await expect(authorize(input)).rejects.toMatchObject({ name, $metadata: { httpStatusCode: 400 } });
    expect(open.network.documents()).toBe(before);
  });

  test('refuses the 61st rule, a prefix list counted as its greatest size', async () => {
    const many = Array.from({ length: 59 }, (_, index) => tcp(index + 1, '10.0.0.0/8'));
    await authorize({ IpPermissions: many });
    await expect(authorize({ IpPermissions: [tcp(60, '10.0.0.0/8')] })).rejects.toMatchObject({
      name: 'RulesPerSecurityGroupLimitExceeded',
    });
    await authorize({ IpPermissions: [{ ...tcp(60, ''), IpRanges: [], Ipv6Ranges: [{ CidrIpv6: '::/0' }] }] });
    await open.close();
    const pl = 'pl-0123456789abcdef0';
    open = await openEmbeddedNetwork({ ...scenario, ManagedPrefixLists: [{ PrefixListId: pl, MaxEntries: 60 }] });
    await expect(
      authorize({ IpPermissions: [{ IpProtocol: '-1', PrefixListIds: [{ PrefixListId: pl }] }] }),
    ).rejects.toMatchObject({ name: 'RulesPerSecurityGroupLimitExceeded' });
  });

  test('lets groups of peered VPCs name each other, and of VPCs on a transit gateway that allows it', async () => {
    const other = { IpPermissions: [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: ids.groupA }] }] };
    await open.close();
    const peering = {
      VpcPeeringConnectionId: 'pcx-0123456789abcdef0',
      Status: { Code: 'active' },
      RequesterVpcInfo: { VpcId: ids.vpcA },
      AccepterVpcInfo: { VpcId: ids.vpcB },
    };
    open = await openEmbeddedNetwork({ ...scenario, VpcPeeringConnections: [peering] });
    await authorize(other);
    await open.close();
    const gateways = (scenario.TransitGateways ?? []).map((gateway) => ({
      ...gateway,
      Options: { SecurityGroupReferencingSupport: 'enable' },
    }));
    open = await openEmbeddedNetwork({ ...scenario, TransitGateways: gateways });
    await authorize(other);
    expect(rulesOf(open.element('SecurityGroups', ids.groupB))).toHaveLength(3);
  });
});

test('rules that differ in their last port alone are two', async () => {
  await authorize({ IpPermissions: [{ ...tcp(3389, '10.0.0.0/16'), ToPort: 3390 }] });
  expect(permissions()).toMatchObject([{ ToPort: 3389 }, { ToPort: 3390 }]);
});

describe('RevokeSecurityGroupIngress', () => {
  const revoke = (input: object) =>
    open.ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId: ids.groupB, ...input }));

  test('takes a rule away by what it says, without its description', async () => {
    const { RevokedSecurityGroupRules } = await revoke({ IpPermissions: [tcp(3389, '10.0.0.0/16')] });
    expect(permissions()).toEqual([]);
    expect(RevokedSecurityGroupRules).toMatchObject([{ CidrIpv4: '10.0.0.0/16', FromPort: 3389 }]);
  });

  test('takes a rule away by the flat parameters', async () => {
    await revoke({ IpProtocol: 'tcp', FromPort: 3389, ToPort: 3389, CidrIp: '10.0.0.0/16' });
    expect(permissions()).toEqual([]);
  });

  test('takes a rule away by its id, of its own direction alone', async () => {
    const { SecurityGroupRules = [] } = await open.ec2.send(
      new DescribeSecurityGroupRulesCommand({ Filters: [{ Name: 'group-id', Values: [ids.groupB] }] }),
    );
    const idOf = (egress: boolean) => SecurityGroupRules.find((rule) => rule.IsEgress === egress)?.SecurityGroupRuleId;
    await expect(revoke({ SecurityGroupRuleIds: [idOf(true)] })).rejects.toMatchObject({
      name: 'InvalidSecurityGroupRuleId.NotFound',
    });
    await revoke({ SecurityGroupRuleIds: [idOf(false)] });
    expect(permissions()).toEqual([]);
  });

  test('refuses a rule that is not there, and takes none of the others', async () => {
    const before = open.network.documents();
    await expect(revoke({ IpPermissions: [tcp(3389, '10.0.0.0/16'), tcp(3389, '10.0.0.0/17')] })).rejects.toMatchObject(
      { name: 'InvalidPermission.NotFound' },
    );
    expect(open.network.documents()).toBe(before);
  });

  test('tells instead of refusing in a default VPC', async () => {
    await open.close();
    const Vpcs = (scenario.Vpcs ?? []).map((vpc) => ({ ...vpc, IsDefault: vpc.VpcId === ids.vpcB }));
    open = await openEmbeddedNetwork({ ...scenario, Vpcs });
    const answer = await revoke({
      GroupId: undefined,
      GroupName: 'windows-b',
      IpPermissions: [tcp(3390, '10.0.0.0/16')],
    });
    expect(answer.UnknownIpPermissions).toHaveLength(1);
  });
});

test('outbound rules are authorized and revoked like inbound ones, by permissions alone', async () => {
  const rule = { GroupId: ids.groupB, IpPermissions: [tcp(443, '0.0.0.0/0')] };
  await open.ec2.send(new AuthorizeSecurityGroupEgressCommand(rule));
  expect(open.element('SecurityGroups', ids.groupB).IpPermissionsEgress).toHaveLength(2);
  await open.ec2.send(new RevokeSecurityGroupEgressCommand(rule));
  expect(open.element('SecurityGroups', ids.groupB).IpPermissionsEgress).toHaveLength(1);
  await expect(
    open.ec2.send(
      new AuthorizeSecurityGroupEgressCommand({ GroupId: ids.groupB, IpProtocol: '-1', CidrIp: '10.0.0.0/8' }),
    ),
  ).rejects.toMatchObject({ name: 'MissingParameter' });
});

describe('ModifySecurityGroupRules', () => {
  const idOf = async (port: number): Promise<string> => {
    const { SecurityGroupRules } = await open.ec2.send(
      new DescribeSecurityGroupRulesCommand({ Filters: [{ Name: 'group-id', Values: [ids.groupB] }] }),
    );
    return SecurityGroupRules?.find((rule) => rule.FromPort === port)?.SecurityGroupRuleId ?? '';
  };
  const modify = (SecurityGroupRuleId: string, SecurityGroupRule: object) =>
    open.ec2.send(
      new ModifySecurityGroupRulesCommand({
        GroupId: ids.groupB,
        SecurityGroupRules: [{ SecurityGroupRuleId, SecurityGroupRule }],
      }),
    );

  test('changes a rule, which keeps its id and its tags', async () => {
    const id = await idOf(3389);
    await open.ec2.send(new CreateTagsCommand({ Resources: [id], Tags: [{ Key: 'why', Value: 'rdp' }] }));
    await modify(id, { IpProtocol: 'tcp', FromPort: 3390, ToPort: 3390, CidrIpv4: '10.0.0.0/16' });
    expect(permissions()).toMatchObject([{ FromPort: 3390 }]);
    expect(await idOf(3390)).toBe(id);
    const { SecurityGroupRules } = await open.ec2.send(
      new DescribeSecurityGroupRulesCommand({ Filters: [{ Name: 'tag:why', Values: ['rdp'] }] }),
    );
    expect(SecurityGroupRules).toMatchObject([{ SecurityGroupRuleId: id, Tags: [{ Key: 'why', Value: 'rdp' }] }]);
    await authorize({ IpPermissions: [tcp(3389, '10.0.0.0/16')] });
    expect(await idOf(3389)).not.toBe(id);
  });

  test.each([
    ['another kind of peer', 'InvalidParameterValue', { IpProtocol: '-1', CidrIpv6: '::/0' }],
    ['two peers', 'InvalidParameterCombination', { IpProtocol: '-1', CidrIpv4: '10.0.0.0/8', CidrIpv6: '::/0' }],
  ])('refuses %s', async (_what, name, rule) => {
    await expect(modify(await idOf(3389), rule)).rejects.toMatchObject({ name });
  });

  test('refuses a rule that is not there, and what another rule says already', async () => {
    const rule = { IpProtocol: 'tcp', FromPort: 1, ToPort: 1, CidrIpv4: '10.0.0.0/8' };
    await expect(modify('sgr-0123456789abcdef0', rule)).rejects.toMatchObject({
      name: 'InvalidSecurityGroupRuleId.NotFound',
    });
    await expect(modify('x', rule)).rejects.toMatchObject({ name: 'InvalidSecurityGroupRuleId.Malformed' });
    await authorize({ IpPermissions: [tcp(1, '10.0.0.0/8')] });
    await expect(modify(await idOf(3389), rule)).rejects.toMatchObject({ name: 'InvalidPermission.Duplicate' });
  });
});

test('a rule of a snapshot has the same id at every look, and pages come one after the other', async () => {
  const first = await open.ec2.send(new DescribeSecurityGroupRulesCommand({}));
  const second = await open.ec2.send(new DescribeSecurityGroupRulesCommand({}));
  expect(first.SecurityGroupRules).toEqual(second.SecurityGroupRules);
  const many = Array.from({ length: 7 }, (_, index) => tcp(index + 1, '10.0.0.0/8'));
  await authorize({ IpPermissions: many });
  const page = await open.ec2.send(new DescribeSecurityGroupRulesCommand({ MaxResults: 5 }));
  const rest = await open.ec2.send(new DescribeSecurityGroupRulesCommand({ NextToken: page.NextToken }));
  const told = [...(page.SecurityGroupRules ?? []), ...(rest.SecurityGroupRules ?? [])];
  expect(new Set(told.map((rule) => rule.SecurityGroupRuleId)).size).toBe(10);
});

import fc from 'fast-check';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { alike, ids } from '../../local/scenario/ids.ts';
import { scenario } from '../../local/scenario.ts';

/** An operation and its input. */
export type NetworkCall = readonly [operation: string, input: object];

/** New ids one after the other: `sg-00000000000000001`. */
export const countedIds = (): ((prefix: string) => string) => {
  let count = 0;
  return (prefix) => {
    count += 1;
    return `${prefix}-${count.toString(16).padStart(17, '0')}`;
  };
};

const prefixList = 'pl-0123456789abcdef0';

/** The scenario with a prefix list, the one thing that calls are for and that it lacks. */
export const calledNetwork: Documents = {
  ...scenario,
  ManagedPrefixLists: [
    {
      PrefixListId: prefixList,
      PrefixListName: 'x',
      AddressFamily: 'IPv4',
      MaxEntries: 3,
      Version: 1,
      OwnerId: '111111111111',
    },
  ],
  PrefixListEntries: [{ PrefixListId: prefixList, Entries: [] }],
};

const rdp = {
  GroupId: ids.groupB,
  IpPermissions: [{ IpProtocol: 'tcp', FromPort: 3389, ToPort: 3389, IpRanges: [{ CidrIp: '10.0.0.0/16' }] }],
};
const ssh = {
  GroupId: ids.groupB,
  IpPermissions: [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '10.0.0.0/16' }] }],
};
const allOut = { GroupId: ids.groupB, IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }] };
const group = { GroupName: 'new', Description: 'new', VpcId: ids.vpcB };
const newGroup = 'sg-00000000000000001';
const table = { RouteTableId: ids.routesB };
const toA = { DestinationCidrBlock: '10.0.0.0/16' };
const elsewhere = { DestinationCidrBlock: '10.9.0.0/16' };
const over = { TransitGatewayId: ids.transitGateway };
const newTable = { RouteTableId: 'rtb-00000000000000001' };
const subnetAssociation = { AssociationId: alike('rtbassoc', ids.subnetB) };
const acl = { NetworkAclId: ids.aclB };
const entry = { ...acl, RuleNumber: 100, Egress: false };
const denial = { Protocol: '-1', RuleAction: 'deny', CidrBlock: '10.0.0.0/16' };
const newAcl = { NetworkAclId: 'acl-00000000000000001' };
const transit = { TransitGatewayRouteTableId: ids.transitRoutesB };
const attachment = { ...transit, TransitGatewayAttachmentId: ids.attachmentB };
const instance = { InstanceIds: [ids.instanceB] };
const tag = { Resources: [ids.vpcA], Tags: [{ Key: 'Name', Value: 'a' }] };

/** A request of every operation that would be done in the scenario after the calls named last; ids are counted. */
export const validCalls: readonly (readonly [...NetworkCall, before: readonly NetworkCall[]])[] = [
  ['AuthorizeSecurityGroupIngress', ssh, []],
  ['AuthorizeSecurityGroupEgress', ssh, []],
  ['RevokeSecurityGroupIngress', rdp, []],
  ['RevokeSecurityGroupEgress', allOut, []],
  [
    'ModifySecurityGroupRules',
    {
      GroupId: ids.groupB,
      SecurityGroupRules: [
        {
          SecurityGroupRuleId: 'sgr-00000000000000001',
          SecurityGroupRule: { IpProtocol: '-1', CidrIpv4: '10.0.0.0/8' },
        },
      ],
    },
    [['AuthorizeSecurityGroupIngress', ssh]],
  ],
  ['CreateSecurityGroup', group, []],
  ['DeleteSecurityGroup', { GroupId: newGroup }, [['CreateSecurityGroup', group]]],
  ['ModifyNetworkInterfaceAttribute', { NetworkInterfaceId: ids.interfaceB, SourceDestCheck: { Value: false } }, []],
  ['ModifyInstanceAttribute', { InstanceId: ids.instanceB, Groups: [newGroup] }, [['CreateSecurityGroup', group]]],
  ['CreateRoute', { ...table, ...elsewhere, ...over }, []],
  ['ReplaceRoute', { ...table, ...toA, NetworkInterfaceId: ids.interfaceB }, []],
  ['DeleteRoute', { ...table, ...toA }, []],
  ['CreateRouteTable', { VpcId: ids.vpcB }, []],
  ['DeleteRouteTable', newTable, [['CreateRouteTable', { VpcId: ids.vpcB }]]],
  ['AssociateRouteTable', { ...table, SubnetId: ids.transitSubnetB }, []],
  ['DisassociateRouteTable', subnetAssociation, []],
  ['ReplaceRouteTableAssociation', { ...subnetAssociation, ...newTable }, [['CreateRouteTable', { VpcId: ids.vpcB }]]],
  ['CreateNetworkAcl', { VpcId: ids.vpcB }, []],
  ['DeleteNetworkAcl', newAcl, [['CreateNetworkAcl', { VpcId: ids.vpcB }]]],
  ['CreateNetworkAclEntry', { ...entry, ...denial, RuleNumber: 50 }, []],
  ['ReplaceNetworkAclEntry', { ...entry, ...denial }, []],
  ['DeleteNetworkAclEntry', entry, []],
  [
    'ReplaceNetworkAclAssociation',
    { ...newAcl, AssociationId: alike('aclassoc', ids.subnetB) },
    [['CreateNetworkAcl', { VpcId: ids.vpcB }]],
  ],
  ['CreateTransitGatewayRoute', { ...transit, ...elsewhere, Blackhole: true }, []],
  ['ReplaceTransitGatewayRoute', { ...transit, ...toA, Blackhole: true }, []],
  ['DeleteTransitGatewayRoute', { ...transit, ...toA }, []],
  ['DisassociateTransitGatewayRouteTable', attachment, []],
  ['AssociateTransitGatewayRouteTable', attachment, [['DisassociateTransitGatewayRouteTable', attachment]]],
  ['EnableTransitGatewayRouteTablePropagation', attachment, []],
  [
    'DisableTransitGatewayRouteTablePropagation',
    attachment,
    [['EnableTransitGatewayRouteTablePropagation', attachment]],
  ],
  [
    'ModifyManagedPrefixList',
    { PrefixListId: prefixList, CurrentVersion: 1, AddEntries: [{ Cidr: '10.0.0.0/8' }] },
    [],
  ],
  ['StopInstances', instance, []],
  ['StartInstances', instance, [['StopInstances', instance]]],
  ['TerminateInstances', instance, []],
  ['ModifyVpcBlockPublicAccessOptions', { InternetGatewayBlockMode: 'block-ingress' }, []],
  ['CreateTags', tag, []],
  ['DeleteTags', tag, [['CreateTags', tag]]],
];

const numbered = (prefix: string): fc.Arbitrary<string> =>
  fc.integer({ min: 1, max: 4 }).map((number) => `${prefix}-${number.toString(16).padStart(17, '0')}`);

const cidr = fc.constantFrom(
  '10.0.0.0/16',
  '10.0.1.2/16',
  '172.16.0.0/16',
  '172.16.10.0/24',
  '0.0.0.0/0',
  '10.0.0.0/33',
);
const groupId = fc.oneof(fc.constantFrom(ids.groupA, ids.groupB), numbered('sg'));
const vpcId = fc.constantFrom(ids.vpcA, ids.vpcB);
const subnetId = fc.constantFrom(ids.subnetA, ids.subnetB, ids.transitSubnetB);
const tableId = fc.oneof(fc.constantFrom(ids.routesA, ids.routesB), numbered('rtb'));
const aclId = fc.oneof(fc.constantFrom(ids.aclA, ids.aclB), numbered('acl'));
const transitTable = fc.constantFrom(ids.transitRoutesA, ids.transitRoutesB);
const attachmentId = fc.constantFrom(ids.attachmentA, ids.attachmentB);
const instanceIds = fc.subarray([ids.instanceA, ids.instanceB], { minLength: 1 });
const association = (prefix: string) =>
  fc.oneof(
    fc.constantFrom(
      ...[ids.subnetA, ids.subnetB, ids.transitSubnetB, ids.vpcA, ids.vpcB].map((id) => alike(prefix, id)),
    ),
    numbered(prefix),
  );

const permissions = fc.array(
  fc.record({
    IpProtocol: fc.constantFrom('tcp', '6', '-1'),
    FromPort: fc.constantFrom(22, 3389),
    ToPort: fc.constantFrom(22, 3389),
    IpRanges: fc.array(
      cidr.map((CidrIp) => ({ CidrIp })),
      { maxLength: 2 },
    ),
    UserIdGroupPairs: fc.array(
      groupId.map((GroupId) => ({ GroupId })),
      { maxLength: 1 },
    ),
  }),
  { minLength: 1, maxLength: 2 },
);

const target = fc.oneof(
  fc.constant(over),
  fc.constantFrom(ids.interfaceA, ids.interfaceB).map((NetworkInterfaceId) => ({ NetworkInterfaceId })),
  fc.constantFrom(ids.instanceA, ids.instanceB).map((InstanceId) => ({ InstanceId })),
);

const requests: Readonly<Record<string, fc.Arbitrary<object>>> = {
  AuthorizeSecurityGroupIngress: fc.record({ GroupId: groupId, IpPermissions: permissions }),
  AuthorizeSecurityGroupEgress: fc.record({ GroupId: groupId, IpPermissions: permissions }),
  RevokeSecurityGroupIngress: fc.record({ GroupId: groupId, IpPermissions: permissions }),
  RevokeSecurityGroupEgress: fc.record({ GroupId: groupId, SecurityGroupRuleIds: fc.tuple(numbered('sgr')) }),
  ModifySecurityGroupRules: fc.record({
    GroupId: groupId,
    SecurityGroupRules: fc.array(
      fc.record({
        SecurityGroupRuleId: numbered('sgr'),
        SecurityGroupRule: cidr.map((CidrIpv4) => ({ IpProtocol: '-1', CidrIpv4 })),
      }),
      { minLength: 1, maxLength: 2 },
    ),
  }),
  CreateSecurityGroup: fc.record({ GroupName: fc.constantFrom('a', 'b'), Description: fc.constant('x'), VpcId: vpcId }),
  DeleteSecurityGroup: fc.record({ GroupId: groupId }),
  ModifyInstanceAttribute: fc.record({
    InstanceId: fc.constantFrom(ids.instanceA, ids.instanceB),
    Groups: fc.array(groupId, { minLength: 1, maxLength: 3 }),
  }),
  CreateRoute: fc
    .tuple(tableId, cidr, target)
    .map(([RouteTableId, DestinationCidrBlock, to]) => ({ RouteTableId, DestinationCidrBlock, ...to })),
  ReplaceRoute: fc
    .tuple(tableId, cidr, target)
    .map(([RouteTableId, DestinationCidrBlock, to]) => ({ RouteTableId, DestinationCidrBlock, ...to })),
  DeleteRoute: fc.record({ RouteTableId: tableId, DestinationCidrBlock: cidr }),
  CreateRouteTable: fc.record({ VpcId: vpcId }),
  DeleteRouteTable: fc.record({ RouteTableId: tableId }),
  AssociateRouteTable: fc.record({ RouteTableId: tableId, SubnetId: subnetId }),
  DisassociateRouteTable: fc.record({ AssociationId: association('rtbassoc') }),
  ReplaceRouteTableAssociation: fc.record({ AssociationId: association('rtbassoc'), RouteTableId: tableId }),
  CreateNetworkAcl: fc.record({ VpcId: vpcId }),
  DeleteNetworkAcl: fc.record({ NetworkAclId: aclId }),
  CreateNetworkAclEntry: fc
    .record({ NetworkAclId: aclId, RuleNumber: fc.constantFrom(50, 100), Egress: fc.boolean() })
    .map((one) => ({ ...one, ...denial })),
  DeleteNetworkAclEntry: fc.record({ NetworkAclId: aclId, RuleNumber: fc.constantFrom(50, 100), Egress: fc.boolean() }),
  ReplaceNetworkAclAssociation: fc.record({ AssociationId: association('aclassoc'), NetworkAclId: aclId }),
  CreateTransitGatewayRoute: fc.record({
    TransitGatewayRouteTableId: transitTable,
    DestinationCidrBlock: cidr,
    TransitGatewayAttachmentId: attachmentId,
  }),
  DeleteTransitGatewayRoute: fc.record({ TransitGatewayRouteTableId: transitTable, DestinationCidrBlock: cidr }),
  EnableTransitGatewayRouteTablePropagation: fc.record({
    TransitGatewayRouteTableId: transitTable,
    TransitGatewayAttachmentId: attachmentId,
  }),
  DisableTransitGatewayRouteTablePropagation: fc.record({
    TransitGatewayRouteTableId: transitTable,
    TransitGatewayAttachmentId: attachmentId,
  }),
  StopInstances: fc.record({ InstanceIds: instanceIds }),
  StartInstances: fc.record({ InstanceIds: instanceIds }),
  TerminateInstances: fc.record({ InstanceIds: instanceIds }),
};

/** Calls of which many are refused, over few ids, so that they meet. */
export const anyCall: fc.Arbitrary<NetworkCall> = fc.oneof(
  ...Object.entries(requests).map(([operation, request]) => request.map((input): NetworkCall => [operation, input])),
);

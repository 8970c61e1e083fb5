import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  DeleteSecurityGroupCommand,
  ModifyInstanceAttributeCommand,
  ModifyNetworkInterfaceAttributeCommand,
} from '@aws-sdk/client-ec2';
import { instancesOf } from '../../../local/network/elements.ts';
import { ids } from '../../../local/scenario/ids.ts';
import { type OpenNetwork, openEmbeddedNetwork } from '../../support/embedded-network.ts';

let open: OpenNetwork;
beforeEach(async () => {
  open = await openEmbeddedNetwork();
});
afterEach(() => open.close());

const create = async (over: object = {}): Promise<string> => {
  const { GroupId } = await open.ec2.send(
    new CreateSecurityGroupCommand({ GroupName: 'web', Description: 'web servers', VpcId: ids.vpcB, ...over }),
  );
  return GroupId ?? '';
};

const remove = (GroupId: string) => open.ec2.send(new DeleteSecurityGroupCommand({ GroupId }));

const instance = (id: string) => instancesOf(open.network.documents()).find((one) => one.InstanceId === id);

test('a new group lets all out and nothing in, and can be deleted', async () => {
  const id = await create({
    TagSpecifications: [{ ResourceType: 'security-group', Tags: [{ Key: 'Name', Value: 'web' }] }],
  });
  expect(open.element('SecurityGroups', id)).toMatchObject({
    GroupName: 'web',
    Description: 'web servers',
    VpcId: ids.vpcB,
    IpPermissions: [],
    IpPermissionsEgress: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
    Tags: [{ Key: 'Name', Value: 'web' }],
  });
  await remove(id);
  expect(open.network.documents().SecurityGroups).toHaveLength(2);
});

test.each([
  ['a name that is taken', 'InvalidGroup.Duplicate', { GroupName: 'windows-b' }],
  ['the reserved name', 'InvalidGroup.Reserved', { GroupName: 'default' }],
  ['a name like an id', 'InvalidParameterValue', { GroupName: 'sg-web' }],
  ['a VPC that is not there', 'InvalidVpcID.NotFound', { VpcId: 'vpc-0123456789abcdef0' }],
  ['no VPC where none is the default', 'VPCIdNotSpecified', { VpcId: undefined }],
])('a group is not made with %s', async (_what, name, over) => {
  await expect(create(over)).rejects.toMatchObject({ name });
});

test('a group is not deleted while an interface or another group needs it', async () => {
  await expect(remove(ids.groupB)).rejects.toMatchObject({ name: 'DependencyViolation' });
  const id = await create();
  await open.ec2.send(
    new AuthorizeSecurityGroupIngressCommand({
      GroupId: ids.groupB,
      IpPermissions: [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: id }] }],
    }),
  );
  await expect(remove(id)).rejects.toMatchObject({ name: 'DependencyViolation' });
  await expect(remove('sg-0123456789abcdef0')).rejects.toMatchObject({ name: 'InvalidGroup.NotFound' });
});

test('a group that names itself can be deleted', async () => {
  const id = await create();
  const own = { IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: id }] };
  await open.ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId: id, IpPermissions: [own] }));
  await remove(id);
});

test('the groups of an interface change in what its instance tells too', async () => {
  const id = await create();
  const input = { NetworkInterfaceId: ids.interfaceB, Groups: [id] };
  await open.ec2.send(new ModifyNetworkInterfaceAttributeCommand(input));
  const groups = [{ GroupId: id, GroupName: 'web' }];
  expect(open.element('NetworkInterfaces', ids.interfaceB).Groups).toEqual(groups);
  expect(instance(ids.instanceB)).toMatchObject({ SecurityGroups: groups, NetworkInterfaces: [{ Groups: groups }] });
  expect(instance(ids.instanceA)).toMatchObject({ SecurityGroups: [{ GroupId: ids.groupA }] });
  await remove(ids.groupB);
  await open.ec2.send(new ModifyInstanceAttributeCommand({ InstanceId: ids.instanceB, Groups: [id] }));
});

test('the source/destination check changes by the interface and by the instance', async () => {
  const check = () => [
    open.element('NetworkInterfaces', ids.interfaceB).SourceDestCheck,
    instance(ids.instanceB)?.SourceDestCheck,
  ];
  const { ec2 } = open;
  await ec2.send(
    new ModifyNetworkInterfaceAttributeCommand({
      NetworkInterfaceId: ids.interfaceB,
      SourceDestCheck: { Value: false },
    }),
  );
  expect(check()).toEqual([false, false]);
  await ec2.send(new ModifyInstanceAttributeCommand({ InstanceId: ids.instanceB, SourceDestCheck: { Value: true } }));
  expect(check()).toEqual([true, true]);
  await ec2.send(
    new ModifyInstanceAttributeCommand({ InstanceId: ids.instanceB, Attribute: 'sourceDestCheck', Value: 'false' }),
  );
  expect(check()).toEqual([false, false]);
});

test.each([
  ['no attribute', 'InvalidParameterCombination', {}],
  ['two attributes', 'InvalidParameterCombination', { Groups: [ids.groupB], SourceDestCheck: { Value: true } }],
  ['a group of another VPC', 'InvalidGroup.NotFound', { Groups: [ids.groupA] }],
  ['the interface of a service', 'AuthFailure', { NetworkInterfaceId: ids.transitInterfaceB, Groups: [ids.groupB] }],
  [
    'an interface that is not there',
    'InvalidNetworkInterfaceID.NotFound',
    { NetworkInterfaceId: 'eni-0123456789abcdef0', Groups: [ids.groupB] },
  ],
])('an interface is not changed for %s', async (_what, name, input) => {
  await expect(
    open.ec2.send(new ModifyNetworkInterfaceAttributeCommand({ NetworkInterfaceId: ids.interfaceB, ...input })),
  ).rejects.toMatchObject({ name });
});

test('an interface takes five groups at most', async () => {
  const groups = await Promise.all(Array.from({ length: 6 }, (_, index) => create({ GroupName: `g${index}` })));
  const set = (Groups: string[]) =>
    open.ec2.send(new ModifyNetworkInterfaceAttributeCommand({ NetworkInterfaceId: ids.interfaceB, Groups }));
  await expect(set(groups)).rejects.toMatchObject({ name: 'SecurityGroupsPerInterfaceLimitExceeded' });
  await set(groups.slice(1));
});

import {
  CreateNetworkAclCommand,
  CreateNetworkAclEntryCommand,
  type CreateNetworkAclEntryRequest,
  DeleteNetworkAclCommand,
  DeleteNetworkAclEntryCommand,
  ReplaceNetworkAclAssociationCommand,
  ReplaceNetworkAclEntryCommand,
} from '@aws-sdk/client-ec2';
import { list } from '../../../lambda/snapshot/raw.ts';
import { ids } from '../../../local/scenario/ids.ts';
import { type OpenNetwork, openEmbeddedNetwork } from '../../support/embedded-network.ts';

let open: OpenNetwork;
beforeEach(async () => {
  open = await openEmbeddedNetwork();
});
afterEach(() => open.close());

const denial = {
  NetworkAclId: ids.aclB,
  RuleNumber: 50,
  Protocol: '6',
  RuleAction: 'deny' as const,
  Egress: false,
  CidrBlock: '10.0.20.236/16',
  PortRange: { From: 3389, To: 3389 },
};

const create = (over: Partial<CreateNetworkAclEntryRequest> = {}) =>
  open.ec2.send(new CreateNetworkAclEntryCommand({ ...denial, ...over }));

const entries = (id: string = ids.aclB) => list(open.element('NetworkAcls', id), 'Entries');

const numbers = (id?: string) => entries(id).map((entry) => [entry.Egress, entry.RuleNumber]);

test('an entry is made in its place, in canonical form', async () => {
  await create();
  await create({
    RuleNumber: 60,
    Protocol: 'tcp',
    Egress: true,
    CidrBlock: undefined,
    Ipv6CidrBlock: '2001:DB8::1/32',
  });
  await create({ RuleNumber: 70, Protocol: '1', PortRange: undefined, IcmpTypeCode: { Type: 8, Code: -1 } });
  expect(numbers()).toEqual([
    [true, 60],
    [true, 100],
    [true, 32_767],
    [false, 50],
    [false, 70],
    [false, 100],
    [false, 32_767],
  ]);
  expect(entries()[3]).toEqual({
    RuleNumber: 50,
    Egress: false,
    Protocol: '6',
    RuleAction: 'deny',
    CidrBlock: '10.0.0.0/16',
    PortRange: { From: 3389, To: 3389 },
  });
  expect(entries()[0]).toMatchObject({ Protocol: '6', Ipv6CidrBlock: '2001:db8::/32' });
  expect(entries()[4]).toMatchObject({ IcmpTypeCode: { Type: 8, Code: -1 } });
});

test.each<readonly [string, string, Partial<CreateNetworkAclEntryRequest>]>([
  ['a number that is taken', 'NetworkAclEntryAlreadyExists', { RuleNumber: 100 }],
  ['the number of the last rule', 'InvalidParameterValue', { RuleNumber: 32_767 }],
  ['the number 0', 'InvalidParameterValue', { RuleNumber: 0 }],
  ['a block that is none', 'InvalidParameterValue', { CidrBlock: '10.0.0.0/40' }],
  ['no block', 'MissingParameter', { CidrBlock: undefined }],
  ['two blocks', 'InvalidParameterCombination', { Ipv6CidrBlock: '::/0' }],
  ['tcp without ports', 'MissingParameter', { PortRange: undefined }],
  ['ports the wrong way round', 'InvalidParameterValue', { PortRange: { From: 2, To: 1 } }],
  ['icmp without a type', 'MissingParameter', { Protocol: '1' }],
  ['a protocol that is none', 'InvalidParameterValue', { Protocol: '256' }],
  ['an ACL that is not there', 'InvalidNetworkAclID.NotFound', { NetworkAclId: 'acl-0123456789abcdef0' }],
])('an entry is not made with %s', async (_what, name, over) => {
  const before = open.network.documents();
  await expect(create(over)).rejects.toMatchObject({ name });
  expect(open.network.documents()).toBe(before);
});

test('an ACL takes 20 entries of each direction beside the last one', async () => {
  for (let number = 1; number < 20; number += 1) await create({ RuleNumber: number });
  await expect(create({ RuleNumber: 99 })).rejects.toMatchObject({ name: 'NetworkAclEntryLimitExceeded' });
  await create({ RuleNumber: 99, Egress: true });
});

test('an entry is replaced and deleted, of its direction alone', async () => {
  const { ec2 } = open;
  await ec2.send(new ReplaceNetworkAclEntryCommand({ ...denial, RuleNumber: 100 }));
  expect(entries().find((entry) => entry.RuleNumber === 100 && entry.Egress === false)).toMatchObject({
    RuleAction: 'deny',
  });
  expect(entries().find((entry) => entry.RuleNumber === 100 && entry.Egress === true)).toMatchObject({
    RuleAction: 'allow',
  });
  await expect(ec2.send(new ReplaceNetworkAclEntryCommand(denial))).rejects.toMatchObject({
    name: 'InvalidNetworkAclEntry.NotFound',
  });
  const entry = { NetworkAclId: ids.aclB, RuleNumber: 100, Egress: true };
  await ec2.send(new DeleteNetworkAclEntryCommand(entry));
  expect(numbers()).toEqual([
    [true, 32_767],
    [false, 100],
    [false, 32_767],
  ]);
  await expect(ec2.send(new DeleteNetworkAclEntryCommand(entry))).rejects.toMatchObject({
    name: 'InvalidNetworkAclEntry.NotFound',
  });
  await expect(ec2.send(new DeleteNetworkAclEntryCommand({ ...entry, RuleNumber: 32_767 }))).rejects.toMatchObject({
    name: 'InvalidParameterValue',
  });
});

test('a subnet moves to a new ACL, which denies all; only an ACL without subnets can be deleted', async () => {
  const { ec2 } = open;
  const { NetworkAcl } = await ec2.send(new CreateNetworkAclCommand({ VpcId: ids.vpcB }));
  const id = NetworkAcl?.NetworkAclId ?? '';
  expect(entries(id)).toMatchObject([
    { Egress: true, RuleAction: 'deny', RuleNumber: 32_767 },
    { Egress: false, RuleAction: 'deny', RuleNumber: 32_767 },
  ]);
  const [first] = list(open.element('NetworkAcls', ids.aclB), 'Associations');
  const replace = (AssociationId: string, NetworkAclId: string) =>
    ec2.send(new ReplaceNetworkAclAssociationCommand({ AssociationId, NetworkAclId }));
  const { NewAssociationId = '' } = await replace(`${first?.NetworkAclAssociationId}`, id);
  expect(list(open.element('NetworkAcls', id), 'Associations')).toEqual([
    { NetworkAclAssociationId: NewAssociationId, NetworkAclId: id, SubnetId: ids.subnetB },
  ]);
  expect(list(open.element('NetworkAcls', ids.aclB), 'Associations')).toHaveLength(1);
  const remove = (NetworkAclId: string) => ec2.send(new DeleteNetworkAclCommand({ NetworkAclId }));
  await expect(remove(id)).rejects.toMatchObject({ name: 'DependencyViolation' });
  await expect(remove(ids.aclB)).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  await expect(replace(NewAssociationId, ids.aclA)).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  await expect(replace('aclassoc-0123456789abcdef0', id)).rejects.toMatchObject({
    name: 'InvalidAssociationID.NotFound',
  });
  await replace(NewAssociationId, ids.aclB);
  await remove(id);
});

import { CreateTagsCommand, DeleteTagsCommand, type Tag } from '@aws-sdk/client-ec2';
import { keyed } from '../../../lambda/snapshot/raw.ts';
import { instancesOf } from '../../../local/network/elements.ts';
import { ids } from '../../../local/scenario/ids.ts';
import { type OpenNetwork, openEmbeddedNetwork } from '../../support/embedded-network.ts';

let open: OpenNetwork;
beforeEach(async () => {
  open = await openEmbeddedNetwork();
});
afterEach(() => open.close());

const tag = (Resources: string[], ...Tags: Tag[]) => open.ec2.send(new CreateTagsCommand({ Resources, Tags }));
const untag = (Resources: string[], Tags?: Tag[]) => open.ec2.send(new DeleteTagsCommand({ Resources, Tags }));

test('what is in the network is tagged, wherever its tags are kept', async () => {
  const key = { Key: 'team', Value: 'net' };
  await tag([ids.vpcA, ids.instanceA, ids.interfaceA, ids.attachmentA, ids.routesA], key);
  const { element, network } = open;
  expect(keyed(element('Vpcs', ids.vpcA), 'Tags')).toEqual({ Name: 'vpc-a', team: 'net' });
  expect(instancesOf(network.documents())[0]?.Tags).toContainEqual(key);
  expect(element('NetworkInterfaces', ids.interfaceA).TagSet).toEqual([key]);
  expect(element('TransitGatewayAttachments', ids.attachmentA).Tags).toContainEqual(key);
  expect(element('TransitGatewayVpcAttachments', ids.attachmentA).Tags).toContainEqual(key);
  await tag([ids.vpcA], { Key: 'team', Value: 'web' });
  expect(keyed(element('Vpcs', ids.vpcA), 'Tags')).toEqual({ Name: 'vpc-a', team: 'web' });
});

test('tags are deleted by key, by key and value, or all', async () => {
  const tags = () => keyed(open.element('Vpcs', ids.vpcA), 'Tags');
  await tag([ids.vpcA], { Key: 'a', Value: '1' }, { Key: 'b', Value: '2' });
  await untag([ids.vpcA], [{ Key: 'a', Value: '9' }, { Key: 'b' }]);
  expect(tags()).toEqual({ Name: 'vpc-a', a: '1' });
  await untag([ids.vpcA]);
  expect(tags()).toEqual({});
});

test('tags that EC2 would not take are refused', async () => {
  const before = open.network.documents();
  const nowhere = tag([ids.vpcA, 'vpc-0123456789abcdef0'], { Key: 'a', Value: '1' });
  await expect(nowhere).rejects.toMatchObject({ name: 'InvalidID' });
  await expect(tag([ids.vpcA], { Key: 'aws:a', Value: '1' })).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  const many = Array.from({ length: 50 }, (_, index) => ({ Key: `k${index}`, Value: '' }));
  await expect(tag([ids.vpcA], ...many)).rejects.toMatchObject({ name: 'TagLimitExceeded' });
  expect(open.network.documents()).toBe(before);
});
